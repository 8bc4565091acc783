<#import "template.ftl" as layout>
<#import "weavz-action.ftl" as mail>
<@layout.emailLayout>
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${msg("emailVerificationSubject")}</h1>
<p style="margin:0">${msg("weavzVerifyText", realmName)}</p>
<@mail.action label=msg("weavzVerifyAction") link=link
  validity=linkExpirationFormatter(linkExpiration) ignore=msg("weavzVerifyIgnore") />
</@layout.emailLayout>
