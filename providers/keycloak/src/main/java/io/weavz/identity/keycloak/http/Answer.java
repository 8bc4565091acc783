package io.weavz.identity.keycloak.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Successful answers: an object keyed by the name of the resource, never cached. */
public final class Answer {

    private final Response.ResponseBuilder response;
    private final Map<String, Object> body = new LinkedHashMap<>();

    private Answer(int status) {
        this.response = Response.status(status).type(MediaType.APPLICATION_JSON_TYPE);
    }

    public static Answer ok() {
        return new Answer(200);
    }

    public static Answer created() {
        return new Answer(201);
    }

    public static Response deleted(String id) {
        return ok().with("deleted", true).with("id", id).build();
    }

    public Answer with(String name, Object value) {
        body.put(name, value);
        return this;
    }

    public Response build() {
        return response.entity(Json.write(body))
                .header("Cache-Control", "no-store")
                .build();
    }
}
