package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session cookie as a credential of {@code /api/v1} and of verify. */
@Tag("postgres")
class SessionCookieDoorsIT {
    private static final String WORKSPACES = "/api/v1/workspaces";
    private static AuthClient owner;
    private static String organization;
    private static Organization acme;

    @BeforeAll
    static void somebody() {
        owner = AuthClient.signedUp();
        organization = owner.organization();
        acme = Fixture.organization(Weavz.server());
    }

    private static Http withCookie(String method, String path) {
        return Http.method(method, path).header("Cookie", owner.sessionCookie());
    }

    private static String origin() {
        return Weavz.server().rootUrl();
    }

    private static void forbidden(Answer answer) {
        assertThat(answer.expect(403).text("/error")).isEqualTo("FORBIDDEN");
        assertThat(answer.text("/message")).isEqualTo("You do not have access to this resource");
    }

    @Test
    void theCookieReadsWithoutAnOrigin() {
        withCookie("GET", WORKSPACES).expect(200);
        Answer verified = withCookie("GET", "/api/v1/verify")
                .header("X-Forwarded-Method", "GET")
                .expect(200);
        assertThat(verified.header("X-Weavz-Auth-Method")).hasValue("session");
        assertThat(verified.header("X-Weavz-Org-Id")).hasValue(organization);
        assertThat(verified.header("X-Weavz-Subject")).hasValue(owner.userId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example", ""})
    @DisplayName("case 43: a page that is not trusted changes nothing with somebody's cookie")
    void aForgedChangeIsRefused(String origin) {
        Http create = withCookie("POST", WORKSPACES).json("name", "Forged", "slug", Fixture.uniqueSlug("forged"));
        forbidden((origin.isEmpty() ? create : create.header("Origin", origin)).send());
        Http delete = withCookie("DELETE", "/api/v1/api-keys/" + acme.apiKeyId());
        forbidden((origin.isEmpty() ? delete : delete.header("Origin", origin)).send());
        assertThat(withCookie("GET", WORKSPACES).expect(200).body()).doesNotContain("Forged");
    }

    @Test
    void aTrustedPageChangesWithTheCookie() {
        String slug = Fixture.uniqueSlug("made");
        withCookie("POST", WORKSPACES)
                .header("Origin", origin())
                .json("name", "Made", "slug", slug)
                .expect(201);
        withCookie("POST", WORKSPACES)
                .header("Referer", origin() + "/dashboard?x=1")
                .json("name", "Made", "slug", slug + "2")
                .expect(201);
    }

    @Test
    @DisplayName("case 43: a form or a text of another site is no JSON")
    void otherContentTypesAreRefused() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
            withCookie("POST", WORKSPACES)
                    .header("Origin", origin())
                    .body(type, "{\"name\":\"x\",\"slug\":\"x\"}")
                    .expect(415);
        }
    }

    @Test
    void atVerifyTheMethodBehindTheGatewayCounts() {
        forbidden(withCookie("GET", "/api/v1/verify").send());
        forbidden(withCookie("GET", "/api/v1/verify")
                .header("X-Forwarded-Method", "POST")
                .send());
        forbidden(withCookie("GET", "/api/v1/verify")
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Method", "DELETE")
                .send());
        withCookie("GET", "/api/v1/verify")
                .header("X-Forwarded-Method", "POST")
                .header("Origin", origin())
                .expect(200);
        withCookie("GET", "/api/v1/verify").header("Origin", origin()).expect(200);
    }

    @Test
    @DisplayName("case 3: a bad key is not saved by a good cookie, nor a bad cookie by a good key's absence")
    void noCredentialStandsInForAnother() {
        withCookie("GET", WORKSPACES).bearer("wvz_nonsense").expect(401);
        withCookie("GET", WORKSPACES)
                .serviceKey("not-the-operators-service-key", acme.id())
                .expect(401);
        Http.get(WORKSPACES).header("Cookie", "better-auth.session_token=x.y").expect(401);
    }

    @Test
    @DisplayName("case 2: an explicit credential counts, the cookie beside it does not")
    void aKeyCountsBeforeTheCookie() {
        Answer answer =
                withCookie("GET", "/api/v1/verify").bearer(acme.apiKey()).expect(200);
        assertThat(answer.header("X-Weavz-Org-Id")).hasValue(acme.id());
        assertThat(answer.header("X-Weavz-Auth-Method")).hasValue("api_key");
    }

    @Test
    @DisplayName("case 43: a second cookie of the name, planted by a subdomain, makes both worth nothing")
    void twoSessionCookiesAreAmbiguous() {
        AuthClient other = AuthClient.signedUp();
        Http.get(WORKSPACES)
                .header("Cookie", owner.sessionCookie() + "; " + other.sessionCookie())
                .expect(401);
    }

    @Test
    @DisplayName("case 20: the cookie of one organization does not reach another")
    void anOrganizationOfSomebodyElseIsRefused() {
        forbidden(withCookie("GET", WORKSPACES).header("X-Org-ID", acme.id()).send());
        forbidden(
                withCookie("GET", "/api/v1/orgs/" + acme.slug() + "/workspaces").send());
        withCookie("GET", WORKSPACES).header("X-Org-ID", organization).expect(200);
    }

    @Test
    void theActiveOrganizationDecides() {
        AuthClient pat = AuthClient.signedUp();
        assertThat(pat.send(pat.request("GET", WORKSPACES)).expect(403).text("/code"))
                .isEqualTo("NOT_MEMBER");
        String first = pat.organization();
        String second = pat.organization();
        assertThat(activeOf(pat)).isEqualTo(second);
        pat.post("/organization/set-active", "organizationId", first).expect(200);
        assertThat(activeOf(pat)).isEqualTo(first);
        pat.post("/organization/set-active", "organizationId", null).expect(200);
        assertThat(pat.send(pat.request("GET", WORKSPACES)).expect(403).text("/code"))
                .isEqualTo("NOT_MEMBER");
        AuthClient again = AuthClient.signedIn(pat.email());
        assertThat(again.get("/get-session")
                        .json()
                        .at("/session/activeOrganizationId")
                        .isNull())
                .isTrue();
        assertThat(pat.post("/organization/set-active", "organizationId", acme.id())
                        .expect(403)
                        .text("/code"))
                .isEqualTo("USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION");
    }

    private static String activeOf(AuthClient client) {
        return client.send(client.request("GET", "/api/v1/verify").header("X-Forwarded-Method", "GET"))
                .expect(200)
                .header("X-Weavz-Org-Id")
                .orElseThrow();
    }

    @Test
    @DisplayName("case 23: a removed member's session loses the organization at once")
    void aRemovedMemberLosesTheOrganization() {
        AuthClient boss = AuthClient.signedUp();
        String team = boss.organization();
        AuthClient pat = AuthClient.signedUp().joins(boss, "admin");
        assertThat(activeOf(pat)).isEqualTo(team);

        boss.post("/organization/remove-member", "memberIdOrEmail", pat.email()).expect(200);
        assertThat(pat.send(pat.request("GET", WORKSPACES)).expect(403).text("/code"))
                .isEqualTo("NOT_MEMBER");
        assertThat(pat.get("/get-session")
                        .json()
                        .at("/session/activeOrganizationId")
                        .isNull())
                .isTrue();
        assertThat(pat.get("/organization/get-full-organization").expect(200).body())
                .isEqualTo("null");
    }

    @Test
    @DisplayName("case 23: a member who is no admin any more manages nothing at once")
    void aLoweredRoleCountsAtOnce() {
        AuthClient boss = AuthClient.signedUp();
        boss.organization();
        AuthClient pat = AuthClient.signedUp().joins(boss, "admin");
        pat.send(pat.request("GET", WORKSPACES)).expect(200);
        boss.post("/organization/update-member-role", "memberId", pat.userId(), "role", "member")
                .expect(200);
        forbidden(pat.send(pat.request("GET", WORKSPACES)));
    }

    @Test
    void aPageOfATrustedOriginMayReadAnswersAndAnotherMayNot() {
        Answer preflight = Http.method("OPTIONS", WORKSPACES)
                .header("Origin", "http://localhost:3001")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .expect(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).hasValue("http://localhost:3001");
        assertThat(preflight.header("Access-Control-Allow-Credentials")).hasValue("true");
        Answer auth = Http.method("OPTIONS", "/api/auth/get-session")
                .header("Origin", "http://localhost:3001")
                .header("Access-Control-Request-Method", "GET")
                .expect(204);
        assertThat(auth.header("Access-Control-Allow-Origin")).hasValue("http://localhost:3001");
        Answer foreign = withCookie("GET", WORKSPACES)
                .header("Origin", "https://evil.example")
                .expect(200);
        assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(foreign.header("Vary")).isPresent();
    }
}
