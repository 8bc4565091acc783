<#ftl output_format="plainText">
<#if inviterName?has_content>
${msg("weavzInvitationFrom", organizationName, msg("weavzRole." + role), inviterName)}
<#else>
${msg("weavzInvitationText", organizationName, msg("weavzRole." + role))}
</#if>

${msg("weavzInvitationAction")}:
${link}

${msg("weavzMailValid", linkExpirationFormatter(linkExpiration))}
${msg("weavzInvitationIgnore")}
