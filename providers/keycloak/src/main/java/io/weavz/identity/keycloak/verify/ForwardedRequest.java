package io.weavz.identity.keycloak.verify;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request that a gateway asks about, as far as a decision needs it: which MCP server its path names. A path that
 * means a server but is not written plainly names one that does not exist, so that nobody comes in by a detour.
 */
final class ForwardedRequest {

    private static final Pattern SERVER =
            Pattern.compile("(?:/realms/[^/?#]+)?/mcp/(?:srv_|server_)?([A-Za-z0-9-]{1,64})(?:/[A-Za-z0-9_/-]*)?");
    private static final Pattern MEANS_A_SERVER = Pattern.compile("(^|[/\\\\;])mcp([/\\\\;]|$)");

    private static final String NO_SERVER = "";

    private ForwardedRequest() {}

    static Optional<String> mcpServer(String uri) {
        String path = uri.split("[?#]", 2)[0];
        Matcher plain = SERVER.matcher(path);
        if (plain.matches()) {
            return Optional.of(plain.group(1));
        }
        boolean means =
                MEANS_A_SERVER.matcher(decoded(path).toLowerCase(Locale.ROOT)).find();
        return means ? Optional.of(NO_SERVER) : Optional.empty();
    }

    /** Decoded as often as anybody behind the gateway may decode it. */
    private static String decoded(String path) {
        String text = path;
        for (int i = 0; i < 3 && text.indexOf('%') >= 0; i++) {
            // A percent sign that codes nothing stands for itself, as lenient servers read it.
            String codes = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B");
            text = URLDecoder.decode(codes, StandardCharsets.UTF_8);
        }
        return text;
    }
}
