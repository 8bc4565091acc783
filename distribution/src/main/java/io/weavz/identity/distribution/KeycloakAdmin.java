package io.weavz.identity.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The realm weavz through Keycloak's Admin REST API, as the administrator of the master realm. */
public final class KeycloakAdmin {
    static final String USERNAME = "admin";

    private static final String OPERATOR = "weavz-operator";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int OK = 200;

    private final JsonHttp http = new JsonHttp();
    private final URI rootUrl;
    private final String password;

    public KeycloakAdmin(URI rootUrl, String password) {
        this.rootUrl = rootUrl;
        this.password = password;
    }

    /** A fresh access token of the master realm's administrator; Keycloak's default life is one minute. */
    public String token() {
        Map<String, String> form =
                Map.of("grant_type", "password", "client_id", "admin-cli", "username", USERNAME, "password", password);
        return http.postForm(tokenUrl("master"), form).demand(OK).text("/access_token");
    }

    /** A fresh access token of the realm's own operator, whose service account is an identity administrator. */
    public String operatorToken() {
        Map<String, String> form =
                Map.of("grant_type", "client_credentials", "client_id", OPERATOR, "client_secret", operatorSecret());
        return http.postForm(tokenUrl("weavz"), form).demand(OK).text("/access_token");
    }

    /** Finds the user with that e-mail, or makes one that can sign in at once; answers the user's id. */
    String ensureUser(String email, String lastName, String userPassword) {
        Optional<String> known = userId(email);
        if (known.isPresent()) {
            return known.get();
        }
        ObjectNode user = object();
        user.put("username", email)
                .put("email", email)
                .put("emailVerified", true)
                .put("enabled", true)
                .put("firstName", "Weavz")
                .put("lastName", lastName);
        user.putArray("credentials")
                .addObject()
                .put("type", "password")
                .put("value", userPassword)
                .put("temporary", false);
        http.post(admin("/users"), bearer(), user).demand(CREATED);
        return userId(email).orElseThrow(() -> new CannotStart("The new user " + email + " is not found"));
    }

    void ensureRealmRole(String userId, String role) {
        JsonNode found = http.get(admin("/roles/" + role), bearer()).demand(OK).json();
        http.post(
                        admin("/users/" + userId + "/role-mappings/realm"),
                        bearer(),
                        JsonNodeFactory.instance.arrayNode().add(found))
                .demand(NO_CONTENT);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Optional<String> userId(String email) {
        String url = admin("/users?exact=true&email=" + JsonHttp.encode(email));
        JsonNode users = http.get(url, bearer()).demand(OK).json();
        return users.isEmpty()
                ? Optional.empty()
                : Optional.of(users.get(0).path("id").asText());
    }

    private String operatorSecret() {
        String id = http.get(admin("/clients?clientId=" + OPERATOR), bearer())
                .demand(OK)
                .text("/0/id");
        return http.get(admin("/clients/" + id + "/client-secret"), bearer())
                .demand(OK)
                .text("/value");
    }

    private Map<String, String> bearer() {
        return Map.of("Authorization", "Bearer " + token());
    }

    private String admin(String path) {
        return rootUrl + "/admin/realms/weavz" + path;
    }

    private String tokenUrl(String realm) {
        return rootUrl + "/realms/" + realm + "/protocol/openid-connect/token";
    }
}
