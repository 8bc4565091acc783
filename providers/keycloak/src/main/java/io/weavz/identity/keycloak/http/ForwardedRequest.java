package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/** A request as it came; a subclass changes what it says of the parameters. */
public abstract class ForwardedRequest implements HttpRequest {

    private final HttpRequest request;

    protected ForwardedRequest(HttpRequest request) {
        this.request = request;
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return request.getDecodedFormParameters();
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return request.getMultiPartFormParameters();
    }

    @Override
    public String getHttpMethod() {
        return request.getHttpMethod();
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
