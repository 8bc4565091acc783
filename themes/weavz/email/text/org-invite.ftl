<#ftl output_format="plainText">
${msg("weavzOrgInviteText", organization.name)}

${msg("weavzInvitationAction")}:
${link}

${msg("weavzMailValid", linkExpirationFormatter(linkExpiration))}
${msg("weavzInvitationIgnore")}
