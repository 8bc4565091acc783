package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members and their roles, contract section 5, by keys and by the sessions of people. */
@Tag("postgres")
class MembersIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String MEMBERS = "/api/v1/members";
    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http as(String method, String path) {
        return Http.method(method, MEMBERS + path).bearer(acme.apiKey());
    }

    @Test
    void ownersAndAdminsManageAndMembersDoNot() {
        for (String role : List.of("owner", "admin")) {
            String token = People.member(acme, role).token();
            for (String path : List.of("/workspaces", "/api-keys", "/members", "/mcp/servers")) {
                Http.get("/api/v1" + path).bearer(token).expect(200);
            }
        }
        String member = People.member(acme, "MEMBER").token();
        for (String path : List.of("/workspaces", "/api-keys", "/members", "/mcp/servers", "/orgs/" + acme.id())) {
            assertThat(Http.get("/api/v1" + path).bearer(member).expect(403).text("/code"))
                    .isEqualTo("FORBIDDEN");
        }
        Http.post("/api/v1/api-keys").bearer(member).json("name", "x").expect(403);
        assertThat(Http.get("/api/v1/verify").bearer(member).expect(200).header("X-Weavz-Auth-Method"))
                .hasValue("session");
        Answer stranger =
                Http.get("/api/v1/workspaces").bearer(People.create().token()).expect(403);
        assertThat(stranger.text("/code")).isEqualTo("NOT_MEMBER");
    }

    @Test
    void aMemberIsShownAsTheContractSays() {
        People.Person person = People.create();
        Answer made = as("POST", "").json("userId", person.id()).expect(201);

        assertThat(made.text("/member/id")).isEqualTo(person.id());
        assertThat(made.text("/member/userId")).isEqualTo(person.id());
        assertThat(made.text("/member/organizationId")).isEqualTo(acme.id());
        assertThat(made.text("/member/role")).isEqualTo("member");
        assertThat(made.text("/member/userEmail")).isEqualTo(person.email());
        assertThat(made.text("/member/userName")).contains("Pat");
        assertThat(made.json().at("/member/userImage").isNull()).isTrue();
        assertThat(as("GET", "").expect(200).body()).contains(person.id());
        assertThat(as("DELETE", "/" + person.id()).expect(200).body())
                .isEqualTo("{\"deleted\":true,\"id\":\"" + person.id() + "\"}");
        as("DELETE", "/" + person.id()).expect(404);
    }

    @Test
    void rolesAreTakenInEitherCaseAndGivenInLowerCase() {
        String id = People.create().id();
        assertThat(as("POST", "")
                        .json("userId", id, "role", "ADMIN")
                        .expect(201)
                        .text("/member/role"))
                .isEqualTo("admin");
        assertThat(as("PATCH", "/" + id).json("role", "Member").expect(200).text("/member/role"))
                .isEqualTo("member");
        assertThat(as("PATCH", "/" + id).json("role", "king").expect(400).text("/details/field"))
                .isEqualTo("role");
        assertThat(as("PATCH", "/" + id).json("name", "x").expect(400).text("/code"))
                .isEqualTo("NO_UPDATES");
        assertThat(as("POST", "").json("role", "member").expect(400).text("/details/field"))
                .isEqualTo("userId");
        assertThat(as("POST", "").json("userId", id).expect(409).text("/code")).isEqualTo("DUPLICATE");
        assertThat(as("PUT", "").expect(405).text("/code")).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void membersAreAddedPromotedAndRemoved() {
        Organization own = Fixture.organization(SERVER);
        People.Person owner = People.member(own, "owner");
        People.Person admin = People.member(own, "admin");

        assertThat(Http.get(MEMBERS).bearer(owner.token()).expect(200).text("/total"))
                .isEqualTo("2");
        Http.post(MEMBERS).bearer(owner.token()).json("userId", admin.id()).expect(409);
        Http.post(MEMBERS).bearer(owner.token()).json("userId", "nobody").expect(404);
        Http.post(MEMBERS)
                .bearer(admin.token())
                .json("userId", People.create().id(), "role", "owner")
                .expect(403);
        Http.patch(MEMBERS + "/" + admin.id())
                .bearer(admin.token())
                .json("role", "owner")
                .expect(403);
        Http.patch(MEMBERS + "/" + owner.id())
                .bearer(admin.token())
                .json("role", "member")
                .expect(403);
        Http.delete(MEMBERS + "/" + owner.id()).bearer(admin.token()).expect(403);
        assertThat(Http.patch(MEMBERS + "/" + admin.id())
                        .bearer(owner.token())
                        .json("role", "OWNER")
                        .expect(200)
                        .text("/member/role"))
                .isEqualTo("owner");
        Http.delete(MEMBERS + "/" + owner.id()).bearer(admin.token()).expect(200);
        Http.get("/api/v1/workspaces").bearer(owner.token()).expect(403);
        Http.delete(MEMBERS + "/" + owner.id()).bearer(admin.token()).expect(404);
    }

    @Test
    @DisplayName("case 22: an admin makes keys, so a key makes and removes no owner")
    void aKeyMakesAndRemovesNoOwner() {
        People.Person owner = People.member(acme, "owner");
        People.Person admin = People.member(acme, "admin");
        String key = Http.post("/api/v1/api-keys")
                .bearer(admin.token())
                .json("name", "of an admin")
                .expect(201)
                .text("/plainKey");

        Http.patch(MEMBERS + "/" + admin.id()).bearer(key).json("role", "owner").expect(403);
        Http.patch(MEMBERS + "/" + owner.id())
                .bearer(key)
                .json("role", "member")
                .expect(403);
        Http.delete(MEMBERS + "/" + owner.id()).bearer(key).expect(403);
        Http.post(MEMBERS)
                .bearer(key)
                .json("userId", People.create().id(), "role", "owner")
                .expect(403);
        Http.patch(MEMBERS + "/" + admin.id())
                .bearer(key)
                .json("role", "member")
                .expect(200);
    }

    @Test
    void anIdThatKeycloakCannotAskForIsUnknown() {
        as("POST", "").json("userId", "f:x").expect(404);
        as("PATCH", "/f:x").json("role", "member").expect(404);
        as("DELETE", "/f:x").expect(404);
        Http.get("/api/v1/admin/sessions?person=f:x")
                .bearer(SERVER.operatorToken())
                .expect(200);
        AuthClient boss = AuthClient.signedUp();
        boss.organization();
        assertThat(boss.get("/organization/get-active-member-role?userId=f:x").status())
                .isEqualTo(400);
        assertThat(boss.get("/organization/get-active-member-role?userId=%00").status())
                .isEqualTo(400);
    }

    @Test
    void theLastOwnerStays() {
        Organization own = Fixture.organization(SERVER);
        People.Person owner = People.member(own, "owner");
        People.member(own, "admin");
        UnaryOperator<Http> service = request -> request.serviceKey(SERVER.bootstrapServiceKey(), own.id());
        for (UnaryOperator<Http> as : List.of(service, (Http request) -> request.bearer(owner.token()))) {
            assertThat(as.apply(Http.patch(MEMBERS + "/" + owner.id()))
                            .json("role", "member")
                            .expect(409)
                            .text("/code"))
                    .isEqualTo("LAST_OWNER");
            assertThat(as.apply(Http.delete(MEMBERS + "/" + owner.id()))
                            .expect(409)
                            .text("/code"))
                    .isEqualTo("LAST_OWNER");
        }
        service.apply(Http.patch(MEMBERS + "/" + owner.id()))
                .json("role", "owner")
                .expect(200);
    }

    @Test
    @DisplayName("case 23: whoever is downgraded stops managing at once")
    void aDowngradedAdminStopsManaging() {
        People.Person admin = People.member(acme, "admin");
        String token = admin.token();
        Http.get("/api/v1/workspaces").bearer(token).expect(200);
        as("PATCH", "/" + admin.id()).json("role", "member").expect(200);
        Http.get("/api/v1/workspaces").bearer(token).expect(403);
        as("DELETE", "/" + admin.id()).expect(200);
        assertThat(Http.get("/api/v1/workspaces").bearer(token).expect(403).text("/code"))
                .isEqualTo("NOT_MEMBER");
    }

    @Test
    @DisplayName("case 26: a member of another organization is as missing as nobody")
    void aMemberOfAnotherOrganizationIsMissing() {
        String foreign = People.member(other, "admin").id();
        String missing = as("DELETE", "/" + UUID.randomUUID()).expect(404).body();
        assertThat(as("DELETE", "/" + foreign).expect(404).body()).isEqualTo(missing);
        as("PATCH", "/" + foreign).json("role", "member").expect(404);
        as("PATCH", "/" + foreign).json("role", "owner").expect(404);
    }

    @Test
    void whoBelongsToSeveralOrganizationsNamesOne() {
        People.Person both = People.member(acme, "admin");
        Http.post(MEMBERS)
                .bearer(other.apiKey())
                .json("userId", both.id(), "role", "member")
                .expect(201);
        String token = both.token();
        assertThat(Http.get("/api/v1/workspaces").bearer(token).expect(403).text("/code"))
                .isEqualTo("NOT_MEMBER");
        assertThat(Http.get("/api/v1/workspaces")
                        .bearer(token)
                        .header("X-Org-ID", acme.slug())
                        .expect(200)
                        .text("/workspaces/0/orgId"))
                .isEqualTo(acme.id());
        Http.get("/api/v1/orgs/" + acme.id() + "/workspaces").bearer(token).expect(200);
        Http.get("/api/v1/orgs/" + other.id() + "/workspaces").bearer(token).expect(403);
    }

    @Test
    @DisplayName("ruling 11: the hidden service user of an organization is nobody's member and cannot become one")
    void theServiceUserIsNoMember() {
        String serviceUser = Http.get("/api/v1/verify")
                .bearer(other.apiKey())
                .expect(200)
                .header("X-Weavz-Subject")
                .orElseThrow();
        as("POST", "").json("userId", serviceUser, "role", "admin").expect(404);
        assertThat(Http.get(MEMBERS).bearer(other.apiKey()).expect(200).body()).doesNotContain(serviceUser);
    }

    @Test
    void aPlanHasItsQuotaOfMembers() {
        Organization small = Fixture.organization(SERVER);
        Http.patch("/api/v1/admin/organizations/" + small.id())
                .bearer(SERVER.operatorToken())
                .json("plan", "free")
                .expect(200);
        for (int i = 0; i < 5; i++) {
            Http.post(MEMBERS)
                    .bearer(small.apiKey())
                    .json("userId", People.create().id())
                    .expect(201);
        }
        assertThat(Http.post(MEMBERS)
                        .bearer(small.apiKey())
                        .json("userId", People.create().id())
                        .expect(403)
                        .text("/code"))
                .isEqualTo("QUOTA_EXCEEDED");
    }

    @Test
    void aScopedKeyManagesNoMembers() {
        String scoped = Fixture.scopedKey(acme, acme.workspaceId());
        Answer answer = Http.post(MEMBERS)
                .bearer(scoped)
                .json("userId", People.create().id(), "role", "owner")
                .expect(403);
        assertThat(answer.text("/code")).isEqualTo("SCOPE_DENIED");
        assertThat(answer.header("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Bearer "));
    }

    @Test
    @DisplayName("case 25: a disabled person's session stops at once")
    void aDisabledPersonsSessionStops() {
        People.Person owner = People.member(acme, "owner");
        String token = owner.token();
        Http.get("/api/v1/workspaces").bearer(token).expect(200);
        People.admin("PUT", "/users/" + owner.id()).json("enabled", false).expect(204);
        Http.get("/api/v1/workspaces").bearer(token).expect(401);
    }
}
