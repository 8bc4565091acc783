<#-- The one thing a mail asks for: a button, how long it works, what happens without it, and the same link as text. -->
<#macro action label link validity ignore>
<p style="margin:24px 0"><a class="weavz-button" href="${link}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#4338ca;color:#ffffff;font-weight:600;text-decoration:none">${label}</a></p>
<p class="weavz-quiet" style="margin:0 0 24px;font-size:14px;color:#565b67">${msg("weavzMailValid", validity)} ${ignore}</p>
<p class="weavz-quiet" style="margin:0;font-size:12px;color:#565b67">${msg("weavzMailLink")}<br><a href="${link}" style="color:#4338ca;word-break:break-all">${link}</a></p>
</#macro>
