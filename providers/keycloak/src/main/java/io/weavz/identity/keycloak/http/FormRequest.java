package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;

/** A request as Keycloak's endpoints and login flows expect it: with the parameters as a form, however they came. */
public final class FormRequest extends ForwardedRequest {

    private final MultivaluedMap<String, String> form;

    public FormRequest(HttpRequest request, MultivaluedMap<String, String> form) {
        super(request);
        this.form = new MultivaluedHashMap<>(form);
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
        return form;
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
        return new MultivaluedHashMap<>();
    }
}
