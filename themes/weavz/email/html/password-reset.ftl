<#import "template.ftl" as layout>
<#import "weavz-action.ftl" as mail>
<@layout.emailLayout>
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${msg("passwordResetSubject")}</h1>
<p style="margin:0">${msg("weavzResetText", realmName)}</p>
<@mail.action label=msg("weavzResetAction") link=link
  validity=linkExpirationFormatter(linkExpiration) ignore=msg("weavzResetIgnore") />
</@layout.emailLayout>
