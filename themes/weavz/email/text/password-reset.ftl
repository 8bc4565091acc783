<#ftl output_format="plainText">
${msg("weavzResetText", realmName)}

${msg("weavzResetAction")}:
${link}

${msg("weavzMailValid", linkExpirationFormatter(linkExpiration))}
${msg("weavzResetIgnore")}
