<#--
  An invitation to an organization. Attributes: link, linkExpiration in minutes and linkExpirationFormatter,
  organizationName, role ("owner", "admin" or "member"), and inviterName where the inviter has a name.
-->
<#import "template.ftl" as layout>
<#import "weavz-action.ftl" as mail>
<@layout.emailLayout>
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${msg("weavzInvitationTitle", organizationName)}</h1>
<#if inviterName?has_content>
<p style="margin:0">${msg("weavzInvitationFrom", organizationName, msg("weavzRole." + role), inviterName)}</p>
<#else>
<p style="margin:0">${msg("weavzInvitationText", organizationName, msg("weavzRole." + role))}</p>
</#if>
<@mail.action label=msg("weavzInvitationAction") link=link
  validity=linkExpirationFormatter(linkExpiration) ignore=msg("weavzInvitationIgnore") />
</@layout.emailLayout>
