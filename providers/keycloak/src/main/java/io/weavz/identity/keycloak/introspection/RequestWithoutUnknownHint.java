package io.weavz.identity.keycloak.introspection;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * A request as it came, but for a hint that no provider answers to. Keycloak's endpoint took hold of the request before
 * any filter runs, and asks it for the same map after the client has been authenticated: so the hint is taken out of
 * that map, when client authentication reads it.
 */
final class RequestWithoutUnknownHint implements HttpRequest {

    private static final String HINT = "token_type_hint";

    private final KeycloakSession session;
    private final HttpRequest request;

    RequestWithoutUnknownHint(KeycloakSession session, HttpRequest request) {
        this.session = session;
        this.request = request;
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        String hint = form.getFirst(HINT);
        if (hint != null && session.getProvider(TokenIntrospectionProvider.class, hint) == null) {
            form.remove(HINT);
        }
        return form;
    }

    @Override
    public String getHttpMethod() {
        return request.getHttpMethod();
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return request.getMultiPartFormParameters();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
        return request.getHttpHeaders();
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
        return request.getClientCertificateChain();
    }

    @Override
    public UriInfo getUri() {
        return request.getUri();
    }

    @Override
    public boolean isProxyTrusted() {
        return request.isProxyTrusted();
    }
}
