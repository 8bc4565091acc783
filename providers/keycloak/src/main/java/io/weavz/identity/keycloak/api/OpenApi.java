package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.journey.PublicUrls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.keycloak.models.KeycloakSession;

/** The OpenAPI 3.1 document, with the address under which this realm is reached. */
final class OpenApi {

    private static final String TEMPLATE = template();

    private OpenApi() {}

    static String document(KeycloakSession session) {
        return TEMPLATE.replace("{{server}}", PublicUrls.of(session).api());
    }

    private static String template() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi/weavz-identity.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The OpenAPI document is missing from the jar", e);
        }
    }
}
