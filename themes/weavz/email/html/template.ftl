<#-- The frame of every mail, Keycloak's own too. Mail programs read inline styles best; the sheet is for the dark. -->
<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr)?then('ltr','rtl')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject!realmName}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .weavz-page { background: #14151a !important; }
  .weavz-card { background: #1e2027 !important; border-color: #3c3f4a !important; color: #f1f2f5 !important; }
  .weavz-name { color: #f1f2f5 !important; }
  .weavz-quiet { color: #b4b9c6 !important; }
  .weavz-button { background: #a5b4fc !important; color: #14151a !important; }
  .weavz-card a:not(.weavz-button) { color: #a5b4fc !important; }
}
</style>
</head>
<body class="weavz-page" style="margin:0;padding:0;background:#f4f5f7">
<table class="weavz-page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f5f7">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
<tr><td class="weavz-name" style="padding:0 4px 12px;font:600 18px/1.4 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1b1d23">${realmName}</td></tr>
<tr><td class="weavz-card" style="padding:32px 28px;background:#ffffff;border:1px solid #d9dce3;border-radius:12px;font:400 16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1b1d23;overflow-wrap:anywhere">
<#nested>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
</#macro>
