package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.KnownCredential.EndUserBinding;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is calling, as headers for the API behind a gateway. The set is always complete, an absent value is empty; values
 * are visible ASCII, anything else percent-encoded (RFC 3986); all together they stay under 4 kB.
 */
final class IdentityHeaders {

    /** For these and what an answer adds, without a second table. */
    private static final int ROOM = 32;

    private IdentityHeaders() {}

    static Map<String, String> of(Principal principal) {
        Map<String, String> headers = new LinkedHashMap<>(ROOM);
        headers.put("X-Weavz-Org-Id", encoded(principal.organization().id()));
        headers.put("X-Weavz-Org-Slug", encoded(principal.organization().slug()));
        headers.put("X-Weavz-Plan", principal.organization().plan().wireName());
        headers.put("X-Weavz-Subject", encoded(principal.subject().id()));
        headers.put("X-Weavz-Auth-Method", principal.method().wireName());
        headers.put("X-Weavz-Credential-Id", encoded(principal.credentialId()));
        headers.put(
                "X-Weavz-Project-Ids",
                principal
                        .workspaceIds()
                        .map(ids -> String.join(",", PrincipalClaims.sorted(ids)))
                        .orElse(""));
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
        for (int i = 0; i < value.length(); i++) {
            if (!isPlain(value.charAt(i))) {
                return percentEncoded(value);
            }
        }
        return value;
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7f && c != '%' && c != ',';
    }

    private static String percentEncoded(String value) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(String.format("%02X", b));
            }
        }
        return text.toString();
    }
}
