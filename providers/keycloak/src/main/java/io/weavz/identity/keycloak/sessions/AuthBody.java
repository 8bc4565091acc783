package io.weavz.identity.keycloak.sessions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.keycloak.http.JsonBody;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.Locale;
import org.keycloak.http.HttpRequest;

/** Bodies of {@code /api/auth}: JSON, and on a few routes a form, whose values are then strings. */
final class AuthBody {

    private static final String FORM = "application/x-www-form-urlencoded";

    private AuthBody() {}

    static JsonBody json(HttpRequest request, InputStream stream) {
        return JsonBody.read(request.getHttpHeaders(), stream);
    }

    static JsonBody jsonOrForm(HttpRequest request, InputStream stream) {
        String type = request.getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE);
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith(FORM);
        return form ? form(request) : json(request, stream);
    }

    /** The server has read a form before anybody sees its stream. */
    private static JsonBody form(HttpRequest request) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        request.getDecodedFormParameters().forEach((name, values) -> {
            if (name.equals("rememberMe")) {
                object.put(name, Boolean.parseBoolean(values.get(0)));
            } else {
                object.put(name, values.get(0));
            }
        });
        return JsonBody.of(object);
    }
}
