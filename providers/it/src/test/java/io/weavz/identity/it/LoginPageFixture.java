package io.weavz.identity.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Clients, people with something to do at sign-in, and another realm to come from: made once, removed at the end. */
final class LoginPageFixture {
    static final String OTHER_REALM = "it-other";

    private static final String OTP_SECRET = "{\"value\":\"not-a-secret\"}";
    private static final String OTP_SETTINGS =
            "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}";
    private static final Map<String, String> EMAILS = new HashMap<>();

    private LoginPageFixture() {}

    static void make() {
        ObjectNode password = Json.object("type", "password", "value", People.PASSWORD);
        ObjectNode otp = Json.object("type", "otp", "secretData", OTP_SECRET, "credentialData", OTP_SETTINGS);
        client();
        client("it-pages-consent", true);
        person("plain", Json.object());
        for (String action : List.of("CONFIGURE_TOTP", "UPDATE_PASSWORD", "UPDATE_PROFILE")) {
            person(action, Json.object("requiredActions", Json.array(action)));
        }
        person("VERIFY_EMAIL", Json.object("requiredActions", Json.array("VERIFY_EMAIL"), "emailVerified", false));
        person("otp", Json.object("credentials", Json.array(password, otp)));
        several();
        otherRealm();
    }

    /** Somebody who has to choose: an organization at sign-in, a workspace for a device. */
    private static void several() {
        person("several", Json.object());
        String id = People.admin("GET", "/users?exact=true&email=" + email("several"))
                .expect(200)
                .text("/0/id");
        for (int i = 0; i < 2; i++) {
            Http.post("/api/v1/members")
                    .serviceKey(
                            Weavz.server().bootstrapServiceKey(),
                            Fixture.organization(Weavz.server()).id())
                    .json("userId", id, "role", "member")
                    .expect(201);
        }
    }

    /** Where a person goes whose command line asks to be signed in. */
    static String deviceLogin() {
        return Http.post("/oauth/device/code")
                .json("client_id", "weavz-cli", "resource", Weavz.server().url() + "/mcp/weavz", "scope", "mcp:tools")
                .expect(200)
                .text("/verification_uri_complete");
    }

    static void remove() {
        People.admin("DELETE", "/identity-provider/instances/" + OTHER_REALM).expect(204);
        People.realms("DELETE", "/" + OTHER_REALM).expect(204);
    }

    static String email(String person) {
        return EMAILS.get(person);
    }

    /** Where sign-in ends: a page of the same origin. */
    static String landing() {
        return Weavz.server().url() + "/health";
    }

    /** The client that people sign in to; there once it was asked for. */
    static void client() {
        if (People.admin("GET", "/clients?clientId=it-pages").expect(200).json().isEmpty()) {
            client("it-pages", false);
        }
    }

    private static void client(String id, boolean consent) {
        People.admin("POST", "/clients")
                .json(
                        "clientId",
                        id,
                        "name",
                        "Reports",
                        "publicClient",
                        true,
                        "consentRequired",
                        consent,
                        "redirectUris",
                        Json.array(landing()))
                .expect(201);
    }

    private static void person(String name, ObjectNode different) {
        EMAILS.put(name, People.create(different).email());
    }

    /** Another realm of the same server as a social provider, in which the plain person has an account too. */
    private static void otherRealm() {
        String endpoints = Weavz.server().rootUrl() + "/realms/" + OTHER_REALM + "/protocol/openid-connect";
        ObjectNode client = Json.object(
                "clientId",
                "weavz",
                "secret",
                "other-realm-of-tests",
                "redirectUris",
                Json.array(Weavz.server().url() + "/broker/" + OTHER_REALM + "/endpoint"));
        ObjectNode user = Json.object(
                "username",
                email("plain"),
                "email",
                email("plain"),
                "firstName",
                "Pat",
                "lastName",
                "Doe",
                "enabled",
                true,
                "credentials",
                Json.array(Json.object("type", "password", "value", People.PASSWORD)));
        People.realms("POST", "")
                .json("realm", OTHER_REALM, "enabled", true, "clients", Json.array(client), "users", Json.array(user))
                .expect(201);
        People.admin("POST", "/identity-provider/instances")
                .json(
                        "alias",
                        OTHER_REALM,
                        "displayName",
                        "Another realm",
                        "providerId",
                        "oidc",
                        "enabled",
                        true,
                        "config",
                        Json.object(
                                "authorizationUrl",
                                endpoints + "/auth",
                                "tokenUrl",
                                endpoints + "/token",
                                "userInfoUrl",
                                endpoints + "/userinfo",
                                "clientId",
                                "weavz",
                                "clientSecret",
                                "other-realm-of-tests",
                                "clientAuthMethod",
                                "client_secret_post",
                                "defaultScope",
                                "openid email profile",
                                "validateSignature",
                                "false"))
                .expect(201);
    }
}
