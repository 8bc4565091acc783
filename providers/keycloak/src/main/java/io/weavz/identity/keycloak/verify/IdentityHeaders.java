package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.KnownCredential.EndUserBinding;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who is calling, as headers for the API behind a gateway. The set is always complete, an absent value is empty; values
 * are visible ASCII, anything else percent-encoded (RFC 3986); all together they stay under 4 kB.
 */
final class IdentityHeaders {

    private IdentityHeaders() {}

    static Map<String, String> of(Principal principal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Weavz-Org-Id", encoded(principal.organization().id()));
        headers.put("X-Weavz-Org-Slug", encoded(principal.organization().slug()));
        headers.put("X-Weavz-Plan", principal.organization().plan().wireName());
        headers.put("X-Weavz-Subject", encoded(principal.subject().id()));
        headers.put("X-Weavz-Auth-Method", principal.method().wireName());
        headers.put("X-Weavz-Credential-Id", encoded(principal.credentialId()));
        headers.put(
                "X-Weavz-Project-Ids",
                String.join(
                        ",",
                        principal.workspaceIds().orElse(Set.of()).stream()
                                .sorted()
                                .toList()));
        headers.put("X-Weavz-Scopes", PrincipalClaims.scope(principal));
        headers.put(
                "X-Weavz-End-User-Id",
                encoded(principal.endUser().map(EndUserBinding::externalId).orElse("")));
        headers.put(
                "X-Weavz-Mcp-Server-Id",
                principal.mcp().map(McpBinding::serverId).orElse(""));
        return headers;
    }

    private static String encoded(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '%' && b != ',') {
                text.append((char) b);
            } else {
                text.append('%').append(String.format("%02X", b));
            }
        }
        return text.toString();
    }
}
