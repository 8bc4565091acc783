<#-- The one thing a mail asks for: a button, the same link as text, and how long it works. -->
<#macro action label link validity="">
<p style="margin:24px 0"><a class="weavz-button" href="${link}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#4338ca;color:#ffffff;font-weight:600;text-decoration:none">${label}</a></p>
<p class="weavz-quiet" style="margin:0 0 4px;font-size:14px;color:#565b67">${msg("weavzMailLink")}</p>
<p style="margin:0 0 16px;font-size:14px;word-break:break-all"><a class="weavz-link" href="${link}" style="color:#4338ca">${link}</a></p>
<#if validity?has_content>
<p class="weavz-quiet" style="margin:0 0 4px;font-size:14px;color:#565b67">${msg("weavzMailValid", validity)}</p>
</#if>
</#macro>
