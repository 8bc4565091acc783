<#import "template.ftl" as layout>
<#import "weavz-action.ftl" as mail>
<@layout.emailLayout>
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${msg("weavzInvitationTitle", organization.name)}</h1>
<p style="margin:0">${msg("weavzOrgInviteText", organization.name)}</p>
<@mail.action label=msg("weavzInvitationAction") link=link
  validity=linkExpirationFormatter(linkExpiration) ignore=msg("weavzInvitationIgnore") />
</@layout.emailLayout>
