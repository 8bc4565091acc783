package io.weavz.identity.it.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** People with accounts and access tokens, through Keycloak's own Admin REST API and a password client of the tests. */
public final class People {
    /** Everybody has the same. */
    public static final String PASSWORD = "correct horse battery";

    private static final String CLIENT = "it-login";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static boolean clientMade;

    private People() {}

    /**
     * Somebody with an account.
     *
     * @param id the user's id
     * @param email the user's address and username
     */
    public record Person(String id, String email) {
        /** A fresh access token with the API in its audience. */
        public String token() {
            return Http.post("/protocol/openid-connect/token")
                    .form("grant_type", "password", "client_id", CLIENT, "username", email, "password", PASSWORD)
                    .expect(200)
                    .text("/access_token");
        }
    }

    public static Person create() {
        return create(Json.object());
    }

    /** Somebody who differs from the others by these fields of Keycloak's user. */
    public static synchronized Person create(ObjectNode different) {
        if (!clientMade) {
            makeClient();
            clientMade = true;
        }
        String email = "p-" + UUID.randomUUID() + "@example.test";
        ObjectNode user = Json.object(
                "username",
                email,
                "email",
                email,
                "firstName",
                "Pat",
                "enabled",
                true,
                "emailVerified",
                true,
                "credentials",
                Json.array(Json.object("type", "password", "value", PASSWORD, "temporary", false)));
        user.setAll(different);
        admin("POST", "/users").json(user).expect(201);
        return new Person(
                admin("GET", "/users?exact=true&email=" + email).expect(200).text("/0/id"), email);
    }

    /** A new person who is a member of the organization. */
    public static Person member(Organization organization, String role) {
        Person person = create();
        Http.post("/api/v1/members")
                .serviceKey(Weavz.server().bootstrapServiceKey(), organization.id())
                .json("userId", person.id(), "role", role)
                .expect(201);
        return person;
    }

    /** As an administrator does it in Keycloak's console. */
    public static void setEnabled(String userId, boolean enabled) {
        ObjectNode user =
                (ObjectNode) admin("GET", "/users/" + userId).expect(200).json();
        admin("PUT", "/users/" + userId).json(user.put("enabled", enabled)).expect(204);
    }

    /** One field of the realm, as an operator sets it in Keycloak's console. */
    public static void setRealm(String field, boolean value) {
        ObjectNode realm = (ObjectNode) admin("GET", "").expect(200).json();
        admin("PUT", "").json(realm.put(field, value)).expect(204);
    }

    /** As an operator sets it in the realm's configuration. */
    public static void setRealmAttribute(String name, String value) {
        ObjectNode realm = (ObjectNode) admin("GET", "").expect(200).json();
        ((ObjectNode) realm.path("attributes")).put(name, value);
        admin("PUT", "").json(realm).expect(204);
    }

    /** As if the person had opened the link of the mail. */
    public static void setVerified(String userId) {
        ObjectNode user =
                (ObjectNode) admin("GET", "/users/" + userId).expect(200).json();
        admin("PUT", "/users/" + userId).json(user.put("emailVerified", true)).expect(204);
    }

    /** Waits for what Keycloak does a moment later. */
    public static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not happen within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** A request to Keycloak's Admin REST API of the realm. */
    public static Http admin(String method, String path) {
        return realms(method, "/weavz" + path);
    }

    /** The same about any realm. */
    public static Http realms(String method, String path) {
        WeavzServer server = Weavz.server();
        return Http.method(method, server.rootUrl() + "/admin/realms" + path).bearer(server.adminToken());
    }

    private static void makeClient() {
        admin("POST", "/clients")
                .json(
                        "clientId",
                        CLIENT,
                        "publicClient",
                        true,
                        "standardFlowEnabled",
                        false,
                        "directAccessGrantsEnabled",
                        true,
                        "fullScopeAllowed",
                        true,
                        "defaultClientScopes",
                        Json.array("basic", "weavz-api"))
                .expect(201);
    }
}
