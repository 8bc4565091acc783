package io.weavz.identity.examples.mcp;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets in who has a token for this server (RFC 6750), and tells the tools who it is. */
final class BearerFilter extends HttpFilter {

    static final String CALLER = "caller";

    private static final long serialVersionUID = 1L;
    private static final String SCOPE = "mcp:tools";
    private static final String SCHEME = "Bearer ";

    private final transient Introspection introspection;

    BearerFilter(Introspection introspection) {
        this.introspection = introspection;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Caller> caller;
        try {
            caller = caller(request);
        } catch (IOException e) {
            // Nobody can tell whether the token is good, so it is neither taken nor called bad.
            response.setHeader("Retry-After", "1");
            response.setStatus(503);
            return;
        }
        if (caller.isEmpty()) {
            refuse(response, 401, "error=\"invalid_token\"");
        } else if (!caller.get().scopes().contains(SCOPE)) {
            refuse(response, 403, "error=\"insufficient_scope\", scope=\"" + SCOPE + "\"");
        } else {
            request.setAttribute(CALLER, caller.get());
            chain.doFilter(request, response);
        }
    }

    private Optional<Caller> caller(HttpServletRequest request) throws IOException {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(SCHEME)
                ? introspection.caller(header.substring(SCHEME.length()))
                : Optional.empty();
    }

    private static void refuse(HttpServletResponse response, int status, String why) {
        response.setStatus(status);
        response.setHeader("WWW-Authenticate", "Bearer realm=\"example\", " + why);
    }
}
