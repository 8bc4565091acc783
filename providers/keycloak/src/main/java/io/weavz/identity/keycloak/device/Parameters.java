package io.weavz.identity.keycloak.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.OauthProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.models.KeycloakSession;

/**
 * The parameters of a request, from a JSON object or a form. Each comes once, as text of visible ASCII; one without a
 * value counts as absent (RFC 6749, section 3.1).
 */
final class Parameters {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_LENGTH = 2048;

    private final Map<String, String> values = new TreeMap<>();

    private Parameters() {}

    static Parameters read(KeycloakSession session, HttpHeaders headers, InputStream body) {
        String type = Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))
                .orElse("")
                .split(";")[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/json" -> ofJson(bytes(body));
            case "application/x-www-form-urlencoded" ->
                // The server has read a form before anybody asks for it.
                ofForm(session.getContext().getHttpRequest().getDecodedFormParameters());
            default -> throw new OauthProblem(415, "invalid_request", "The body must be JSON or a form");
        };
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new OauthProblem(413, "invalid_request", "The body is too long");
            }
            return bytes;
        } catch (IOException e) {
            throw invalid("The body cannot be read");
        }
    }

    private static Parameters ofJson(byte[] bytes) {
        JsonNode node = null;
        try {
            node = Json.read(bytes);
        } catch (IOException e) {
            // Said below: whatever is wrong with the text, the answer is the same.
        }
        if (node == null || !node.isObject()) {
            throw invalid("The body is not a JSON object");
        }
        Parameters parameters = new Parameters();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getValue().isTextual()) {
                parameters.add(field.getKey(), field.getValue().textValue());
            } else if (!field.getValue().isNull()) {
                throw invalid("A parameter is not text");
            }
        }
        return parameters;
    }

    private static Parameters ofForm(MultivaluedMap<String, String> form) {
        Parameters parameters = new Parameters();
        form.forEach((name, values) -> values.forEach(value -> parameters.add(name, value)));
        return parameters;
    }

    private void add(String name, String value) {
        if (value.length() > MAX_LENGTH || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw invalid("A parameter has characters that it cannot have, or too many");
        }
        if (!value.isEmpty() && values.put(name, value) != null) {
            throw invalid("A parameter comes twice");
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String required(String name) {
        return get(name).orElseThrow(() -> invalid("The parameter " + name + " is required"));
    }

    private static OauthProblem invalid(String description) {
        return new OauthProblem(400, "invalid_request", description);
    }
}
