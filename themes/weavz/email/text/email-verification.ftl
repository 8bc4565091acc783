<#ftl output_format="plainText">
${msg("weavzVerifyText", realmName)}

${msg("weavzVerifyAction")}:
${link}

${msg("weavzMailValid", linkExpirationFormatter(linkExpiration))}
${msg("weavzVerifyIgnore")}
