package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The api-key plugin's routes, on the keys that {@code /api/v1} has. */
@Tag("postgres")
class AuthApiKeysIT {
    private static AuthClient owner;
    private static String organization;

    @BeforeAll
    static void somebody() {
        owner = AuthClient.signedUp();
        organization = owner.organization();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
    }

    @Test
    void aKeyIsShownOnceAndIsTheKeyOfApiV1() {
        Answer made = owner.post(
                        "/api-key/create", "name", "ci", "expiresIn", 86_400, "metadata", Json.object("team", "x"))
                .expect(200);
        String key = made.text("/key");
        String id = made.text("/id");
        assertThat(key).startsWith(made.text("/start")).startsWith("wvz_");
        assertThat(made.text("/referenceId")).isEqualTo(organization);
        assertThat(made.text("/prefix")).isEqualTo("wvz_");
        assertThat(made.json().path("enabled").asBoolean()).isTrue();
        Http.get("/api/v1/workspaces").bearer(key).expect(200);

        Answer list = owner.get("/api-key/list").expect(200);
        assertThat(list.body()).doesNotContain(key);
        assertThat(list.json().path("total").asInt())
                .isEqualTo(list.json().path("apiKeys").size());
        assertThat(owner.send(owner.request("GET", "/api/v1/api-keys/" + id))
                        .expect(200)
                        .text("/apiKey/name"))
                .isEqualTo("ci");
        assertThat(owner.get("/api-key/get?id=" + id)
                        .expect(200)
                        .json()
                        .at("/metadata/team")
                        .asText())
                .isEqualTo("x");

        assertThat(owner.post("/api-key/update", "keyId", id, "enabled", false, "name", "off")
                        .expect(200)
                        .text("/name"))
                .isEqualTo("off");
        Http.get("/api/v1/workspaces").bearer(key).expect(401);
        owner.post("/api-key/update", "keyId", id, "enabled", true).expect(200);
        Http.get("/api/v1/workspaces").bearer(key).expect(200);
        assertThat(owner.post("/api-key/delete", "keyId", id).expect(200).body())
                .isEqualTo("{\"success\":true}");
        Http.get("/api/v1/workspaces").bearer(key).expect(401);
        refused(owner.post("/api-key/delete", "keyId", id), 404, "KEY_NOT_FOUND");
    }

    @Test
    void whatCannotBeIsRefused() {
        refused(owner.post("/api-key/create", "prefix", "sk_"), 400, "INVALID_PREFIX");
        refused(owner.post("/api-key/create", "name", "x".repeat(33)), 400, "INVALID_NAME_LENGTH");
        refused(owner.post("/api-key/create", "expiresIn", 60), 400, "EXPIRES_IN_IS_TOO_SMALL");
        refused(owner.post("/api-key/create", "expiresIn", 400 * 86_400), 400, "EXPIRES_IN_IS_TOO_LARGE");
        refused(owner.post("/api-key/create", "metadata", "text"), 400, "INVALID_METADATA_TYPE");
        refused(owner.post("/api-key/update", "keyId", "nothing"), 404, "KEY_NOT_FOUND");
        refused(AuthClient.anonymous().post("/api-key/create"), 401, "UNAUTHORIZED_SESSION");
        String id = owner.post("/api-key/create").expect(200).text("/id");
        refused(owner.post("/api-key/update", "keyId", id), 400, "NO_VALUES_TO_UPDATE");
        owner.post("/api-key/delete", "keyId", id).expect(200);
        Http.post("/api/auth/api-key/verify").json("key", "x").expect(404);
    }

    @Test
    @DisplayName("case 27: fields that only a server sets are refused, not ignored")
    void aClientSetsNoOwnerAndNoLimits() {
        for (String field : new String[] {"userId", "remaining", "rateLimitMax", "permissions"}) {
            refused(owner.post("/api-key/create", field, 1), 400, "SERVER_ONLY_PROPERTY");
        }
    }

    @Test
    void aLimitOfTheKeyIsShownInThePluginsWords() {
        Answer made = owner.post("/api-key/create", "name", "limited").expect(200);
        String id = made.text("/id");
        assertThat(made.json().path("rateLimitEnabled").booleanValue()).isFalse();
        assertThat(made.json().path("rateLimitMax").isNull()).isTrue();
        assertThat(made.json().path("rateLimitTimeWindow").isNull()).isTrue();
        Http.patch("/api/v1/api-keys/" + id)
                .bearer(made.text("/key"))
                .json("rateLimit", 120)
                .expect(200);

        owner.post("/api-key/update", "keyId", id, "name", "still limited").expect(200);

        Answer limited = owner.get("/api-key/get?id=" + id).expect(200);
        assertThat(limited.json().path("rateLimitEnabled").booleanValue()).isTrue();
        assertThat(limited.text("/rateLimitMax")).isEqualTo("120");
        assertThat(limited.text("/rateLimitTimeWindow")).isEqualTo("60000");
        owner.post("/api-key/delete", "keyId", id).expect(200);
    }

    @Test
    @DisplayName("case 26: a key of another organization is a missing one")
    void aForeignKeyIsAMissingOne() {
        String id = owner.post("/api-key/create", "name", "mine").expect(200).text("/id");
        AuthClient other = AuthClient.signedUp();
        other.organization();
        refused(other.post("/api-key/delete", "keyId", id), 404, "KEY_NOT_FOUND");
        refused(other.post("/api-key/update", "keyId", id, "name", "x"), 404, "KEY_NOT_FOUND");
        refused(other.get("/api-key/get?id=" + id), 404, "KEY_NOT_FOUND");
        refused(other.post("/api-key/create", "organizationId", organization), 403, "USER_NOT_MEMBER_OF_ORGANIZATION");
        refused(other.get("/api-key/list?organizationId=" + organization), 403, "USER_NOT_MEMBER_OF_ORGANIZATION");
        owner.post("/api-key/delete", "keyId", id).expect(200);
    }

    @Test
    void aPlainMemberManagesNoKeys() {
        AuthClient member = AuthClient.signedUp().joins(owner, "member");
        refused(member.post("/api-key/create"), 403, "INSUFFICIENT_API_KEY_PERMISSIONS");
        refused(member.get("/api-key/list"), 403, "INSUFFICIENT_API_KEY_PERMISSIONS");
        AuthClient nobody = AuthClient.signedUp();
        refused(nobody.post("/api-key/create"), 400, "ORGANIZATION_ID_REQUIRED");
    }
}
