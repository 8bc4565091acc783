package io.weavz.identity.keycloak.sessions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bodies of {@code /api/auth}: JSON, and on a few routes a form, whose values are then strings. */
final class AuthBody {

    private static final String FORM = "application/x-www-form-urlencoded";

    private AuthBody() {}

    static JsonBody json(HttpHeaders headers, InputStream stream) {
        return JsonBody.read(headers, stream);
    }

    static JsonBody jsonOrForm(HttpHeaders headers, InputStream stream) {
        String type = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
        return form ? form(stream) : json(headers, stream);
    }

    private static JsonBody form(InputStream stream) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String pair : text(stream).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(object, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return JsonBody.of(object);
    }

    private static void put(ObjectNode object, String name, String value) {
        if (name.equals("rememberMe")) {
            object.put(name, Boolean.parseBoolean(value));
        } else {
            object.put(name, value);
        }
    }

    private static String text(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(JsonBody.MAX_BYTES + 1);
            if (bytes.length > JsonBody.MAX_BYTES) {
                throw AuthProblem.of(AuthError.PAYLOAD_TOO_LARGE);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw AuthProblem.of(AuthError.BAD_REQUEST);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AuthProblem.of(AuthError.VALIDATION_ERROR);
        }
    }
}
