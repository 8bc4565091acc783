package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Metrics;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.RawHttp;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Abuse cases 1 to 9: what stands in the places of a credential, at the REST door and at verify alike. */
@Tag("postgres")
class CredentialParsingIT {
    private static final String REST = "/realms/weavz/api/v1/workspaces";
    private static final String VERIFY = "/realms/weavz/api/v1/verify";

    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static void isRefused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
        assertThat(answer.text("/error")).isEqualTo("UNAUTHORIZED");
        assertThat(answer.text("/message")).isEqualTo("Invalid or missing authentication credentials");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer "));
    }

    private static void areRefused(String... headerLines) {
        isRefused(RawHttp.get(REST, headerLines));
        isRefused(RawHttp.get(VERIFY, headerLines));
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    @Test
    void theKeyAloneIsAccepted() {
        RawHttp.get(REST, bearer(acme.apiKey())).expect(200);
        RawHttp.get(VERIFY, bearer(acme.apiKey())).expect(200);
    }

    @Test
    void noCredentialIsRefusedWithAPlainChallenge() {
        Answer answer = RawHttp.get(VERIFY);

        isRefused(answer);
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer realm=\"weavz\"");
    }

    @Test
    @DisplayName("case 1: two Authorization headers are refused, in either order")
    void twoAuthorizationHeadersAreRefused() {
        String bad = bearer("wvz_0000000000000000000000000000000000000");
        areRefused(bearer(acme.apiKey()), bad);
        areRefused(bad, bearer(acme.apiKey()));
        areRefused(bearer(acme.apiKey()), bearer(other.apiKey()));
        areRefused(bearer(acme.apiKey()), bearer(acme.apiKey()));
    }

    @Test
    @DisplayName("case 2: an API key beside a service key is ambiguous")
    void twoKindsOfCredentialAreAmbiguous() {
        areRefused(bearer(acme.apiKey()), "X-Service-Key: " + SERVER.bootstrapServiceKey(), "X-Org-ID: " + acme.id());
        areRefused("X-Service-Key: " + SERVER.bootstrapServiceKey(), "X-Service-Key: other", "X-Org-ID: " + acme.id());
    }

    @Test
    @DisplayName("case 2: a cookie and X-API-Key beside a key change nothing")
    void aCookieAndAForeignHeaderBesideAKeyChangeNothing() {
        RawHttp.get(VERIFY, bearer(acme.apiKey()), "Cookie: better-auth.session_token=x", "X-API-Key: y")
                .expect(200);
    }

    @Test
    @DisplayName("case 3: a bad key is refused whatever good credential stands beside it")
    void aBadCredentialBesideAGoodOneIsRefused() {
        areRefused(bearer("wvz_nonsense"), "X-Service-Key: " + SERVER.bootstrapServiceKey(), "X-Org-ID: " + acme.id());
        areRefused("X-Service-Key: nonsense", "X-Org-ID: " + acme.id(), bearer(acme.apiKey()));
        areRefused("Authorization: Basic dXNlcjpwYXNz", "X-API-Key: " + acme.apiKey());
    }

    @Test
    @DisplayName("case 4: joined and oddly spaced values are refused")
    void joinedAndOddlySpacedValuesAreRefused() {
        areRefused(bearer(acme.apiKey()) + ", Bearer " + other.apiKey());
        areRefused("Authorization: Bearer  " + acme.apiKey());
        areRefused("Authorization: Bearer\t" + acme.apiKey());
        areRefused("Authorization: Bearer\u00a0" + acme.apiKey());
        areRefused("Authorization: Bearer");
        areRefused("Authorization: Bearer ");
        areRefused("Authorization: " + acme.apiKey());
    }

    @Test
    @DisplayName("case 4: the scheme is case-insensitive, RFC 9110")
    void theSchemeIsCaseInsensitive() {
        RawHttp.get(VERIFY, "Authorization: bearer " + acme.apiKey()).expect(200);
    }

    @Test
    @DisplayName("case 5: a credential in the wrong place is refused")
    void aCredentialInTheWrongPlaceIsRefused() {
        isRefused(RawHttp.get(REST, bearer(acme.mcpToken())));
        isRefused(RawHttp.get(VERIFY, bearer(acme.mcpToken())));
        areRefused("X-Service-Key: " + acme.apiKey(), "X-Org-ID: " + acme.id());
        areRefused(bearer(SERVER.bootstrapServiceKey()));
        areRefused(bearer(acme.apiKeyId()));
        areRefused("X-Service-Key: " + SERVER.operatorToken(), "X-Org-ID: " + acme.id());
        isRefused(RawHttp.get(VERIFY + "?server=srv_" + acme.mcpServerId(), bearer(acme.apiKey())));
    }

    @Test
    @DisplayName("case 6: changed characters are refused")
    void changedCharactersAreRefused() {
        String key = acme.apiKey();
        String body = key.substring(4);
        areRefused(bearer("WVZ_" + body));
        areRefused(bearer("wvz_" + flipCase(body)));
        areRefused(bearer(key.substring(0, 10) + "%41" + key.substring(11)));
        areRefused(bearer(key + "%00"));
        areRefused(bearer(key.substring(0, 10) + "\u00ad" + key.substring(11)));
        areRefused(bearer(key.substring(0, 10) + "\u00c0\u00ae" + key.substring(11)));
        areRefused(bearer(key.substring(0, 10) + "\u00e2\u0080\u008b" + key.substring(10)));
    }

    private static String flipCase(String text) {
        StringBuilder flipped = new StringBuilder();
        text.chars()
                .forEach(c -> flipped.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return flipped.toString();
    }

    @Test
    @DisplayName("case 6: a NUL in a header never reaches us, and is no 500")
    void aNulIsNoServerError() {
        assertThat(RawHttp.get(VERIFY, bearer(acme.apiKey() + "\u0000")).status())
                .isIn(400, 401);
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 8 * 1024, 64 * 1024, 1024 * 1024})
    @DisplayName("case 7: long tokens are refused at a bounded cost")
    void longTokensAreRefused(int length) {
        int status = RawHttp.get(VERIFY, bearer("wvz_" + "A".repeat(length))).status();
        // Above 64 kB of headers the server's own limit answers first.
        assertThat(status).isIn(length < 16 * 1024 ? new Integer[] {401} : new Integer[] {401, 431, 413, 400});
    }

    @Test
    @DisplayName("case 8: a wrong checksum is refused before anything is looked up")
    void aWrongChecksumIsRefusedWithoutALookup() {
        double before = malformed();
        isRefused(RawHttp.get(VERIFY, bearer(acme.apiKey().substring(0, 36) + "000000")));
        assertThat(malformed()).isEqualTo(before + 1);
    }

    private static double malformed() {
        return Metrics.verified(SERVER, "outcome=\"malformed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/end-users?workspaceId=%00", "/mcp/servers?workspaceId=%00", "/usage?credentialId=%00"})
    void aNulInAQueryIsRefused(String path) {
        Http.get("/api/v1" + path).bearer(acme.apiKey()).expect(400);
    }

    @Test
    @DisplayName("case 51: from outside, all reasons to refuse a key look the same")
    void allRefusalsLookTheSame() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "x")
                .expect(201);
        Http.patch("/api/v1/api-keys/" + made.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .json("enabled", false)
                .expect(200);
        Answer disabled = RawHttp.get(VERIFY, bearer(made.text("/plainKey")));
        for (String key : new String[] {"wvz_x", acme.mcpToken(), acme.apiKey().substring(0, 41) + "!"}) {
            Answer answer = RawHttp.get(VERIFY, bearer(key));
            isRefused(answer);
            assertThat(answer.body()).isEqualTo(disabled.body());
            assertThat(answer.headers().keySet()).isEqualTo(disabled.headers().keySet());
            assertThat(answer.header("WWW-Authenticate")).isEqualTo(disabled.header("WWW-Authenticate"));
        }
    }

    @Test
    @DisplayName("case 9: a credential in the query or the body is none")
    void aCredentialOutsideTheHeadersIsNone() {
        isRefused(RawHttp.get(REST + "?access_token=" + acme.apiKey()));
        isRefused(RawHttp.get(VERIFY + "?token=" + acme.apiKey()));
        isRefused(RawHttp.get(REST, "Referer: https://example.test/?key=" + acme.apiKey()));
        isRefused(Http.post("/api/v1/workspaces")
                .json("access_token", acme.apiKey(), "name", "x", "slug", "x")
                .send());
    }

    @Test
    @DisplayName("case 20: X-Org-ID beside an API key never switches the organization")
    void anotherOrganizationBesideAKeyIsForbidden() {
        RawHttp.get(VERIFY, bearer(acme.apiKey()), "X-Org-ID: " + acme.slug()).expect(200);
        Answer foreign = RawHttp.get(VERIFY, bearer(acme.apiKey()), "X-Org-ID: " + other.id());
        Answer unknown = RawHttp.get(VERIFY, bearer(acme.apiKey()), "X-Org-ID: nobody");

        assertThat(foreign.expect(403).body()).isEqualTo(unknown.expect(403).body());
        assertThat(foreign.text("/error")).isEqualTo("FORBIDDEN");
        assertThat(foreign.text("/message")).isEqualTo("You do not have access to this resource");
        areRefused(bearer(acme.apiKey()), "X-Org-ID: " + acme.id(), "X-Org-ID: " + acme.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR 1=1 --",
                "*)(uid=*",
                "${jndi:ldap://127.0.0.1/x}",
                "%0d%0aX-Injected: 1",
                "../../etc/passwd",
                "Acme",
            })
    @DisplayName("case 21: a service key with a name that is no organization's is forbidden, injections included")
    void aServiceKeyWithAnUnknownOrganizationIsForbidden(String name) {
        Answer answer = RawHttp.get(VERIFY, "X-Service-Key: " + SERVER.bootstrapServiceKey(), "X-Org-ID: " + name);
        assertThat(answer.expect(403).text("/error")).isEqualTo("FORBIDDEN");
        assertThat(SERVER.log()).doesNotContain(name.equals("Acme") ? "never logged" : name);
    }

    @Test
    @DisplayName("case 21: a service key without X-Org-ID, or with two, is refused")
    void aServiceKeyWithoutOneOrganizationIsRefused() {
        String key = "X-Service-Key: " + SERVER.bootstrapServiceKey();
        areRefused(key);
        areRefused(key, "X-Org-ID: " + acme.id(), "X-Org-ID: " + other.id());
        RawHttp.get(VERIFY, key, "X-Org-ID: " + acme.id()).expect(200);
    }

    @Test
    @DisplayName("case 21: a huge X-Org-ID is refused and is no 500")
    void aHugeOrganizationNameIsRefused() {
        int status = RawHttp.get(
                        VERIFY,
                        "X-Service-Key: " + SERVER.bootstrapServiceKey(),
                        "X-Org-ID: " + "a".repeat(1024 * 1024))
                .status();
        assertThat(status).isIn(403, 431, 413, 400);
    }

    @Test
    @DisplayName("case 6: a NUL in a path is no object's id")
    void aNulInAPathIsNotFound() {
        for (String path : List.of("/api/v1/workspaces/a%00b", "/api/v1/orgs/%00/workspaces", "/api/auth/x%00y")) {
            Http.get(path).bearer(acme.apiKey()).expect(404);
        }
    }
}
