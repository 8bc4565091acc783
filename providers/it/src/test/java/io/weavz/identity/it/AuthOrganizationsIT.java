package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Weavz;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The organization plugin's routes: organizations and members. */
@Tag("postgres")
class AuthOrganizationsIT {
    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
    }

    @Test
    void aNewOrganizationIsTheActiveOneAndItsMakerOwnsIt() {
        AuthClient pat = AuthClient.signedUp();
        String slug = Fixture.uniqueSlug("acme");
        Answer made = pat.post(
                        "/organization/create",
                        "name",
                        "Acme",
                        "slug",
                        slug,
                        "logo",
                        "https://img.example/l.png",
                        "metadata",
                        Json.object("tier", "x"))
                .expect(200);

        assertThat(made.json().at("/metadata/tier").asText()).isEqualTo("x");
        assertThat(made.json().path("members")).hasSize(1);
        assertThat(made.text("/members/0/role")).isEqualTo("owner");
        assertThat(made.text("/members/0/userId")).isEqualTo(pat.userId());
        assertThat(pat.get("/get-session").text("/session/activeOrganizationId"))
                .isEqualTo(made.text("/id"));
        JsonNode listed = pat.get("/organization/list").expect(200).json();
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/metadata").asText()).isEqualTo("{\"tier\":\"x\"}");
        assertThat(listed.at("/0/logo").asText()).isEqualTo("https://img.example/l.png");
        refused(pat.post("/organization/create", "name", "Acme", "slug", slug), 400, "ORGANIZATION_ALREADY_EXISTS");
        Answer nobody = AuthClient.anonymous().post("/organization/create", "name", "A", "slug", "a1");
        assertThat(nobody.expect(401).body()).isEmpty();
    }

    @Test
    @DisplayName("case 27: plan and state of an organization are not set by who makes it")
    void metadataGivesNoPlan() {
        AuthClient pat = AuthClient.signedUp();
        pat.post(
                        "/organization/create",
                        "name",
                        "Acme",
                        "slug",
                        Fixture.uniqueSlug("acme"),
                        "plan",
                        "enterprise",
                        "enabled",
                        false,
                        "metadata",
                        Json.object("plan", "enterprise"))
                .expect(200);
        Answer verified = pat.send(pat.request("GET", "/api/v1/verify")).expect(200);
        assertThat(verified.header("X-Weavz-Plan")).hasValue("free");
    }

    @Test
    void theOrganizationIsShownWhole() {
        AuthClient boss = AuthClient.signedUp();
        String id = boss.organization();
        AuthClient pat = AuthClient.signedUp().joins(boss, "member");
        boss.post("/organization/invite-member", "email", AuthClient.newEmail(), "role", "admin")
                .expect(200);

        JsonNode full =
                boss.get("/organization/get-full-organization").expect(200).json();
        assertThat(full.path("id").asText()).isEqualTo(id);
        assertThat(full.path("members"))
                .extracting(member -> member.at("/user/email").asText())
                .containsExactlyInAnyOrder(boss.email(), pat.email());
        assertThat(full.path("invitations")).hasSize(2);
        assertThat(pat.get("/organization/get-full-organization")
                        .expect(200)
                        .json()
                        .path("invitations"))
                .as("a plain member sees no invitation, whose id would let in whoever has it")
                .isEmpty();
        assertThat(boss.get("/organization/get-active-member").expect(200).text("/role"))
                .isEqualTo("owner");
        assertThat(pat.get("/organization/get-active-member-role").expect(200).text("/role"))
                .isEqualTo("member");
        JsonNode members =
                boss.get("/organization/list-members?limit=1").expect(200).json();
        assertThat(members.path("total").asInt()).isEqualTo(2);
        assertThat(members.path("members")).hasSize(1);
    }

    @Test
    void nothingIsShownOfAnOrganizationToWhoIsNoMember() {
        AuthClient boss = AuthClient.signedUp();
        String id = boss.organization();
        String slug = boss.get("/organization/get-full-organization").text("/slug");
        AuthClient pat = AuthClient.signedUp();
        pat.organization();
        for (String route : List.of("get-full-organization", "list-members", "list-invitations")) {
            refused(
                    pat.get("/organization/" + route + "?organizationId=" + id),
                    403,
                    "USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION");
        }
        refused(pat.get("/organization/get-full-organization?organizationSlug=" + slug), 400, "ORGANIZATION_NOT_FOUND");
        for (String route : List.of("update", "delete", "leave", "invite-member", "update-member-role")) {
            Answer answer = pat.post(
                    "/organization/" + route,
                    "organizationId",
                    id,
                    "data",
                    Json.object("name", "Mine"),
                    "email",
                    AuthClient.newEmail(),
                    "role",
                    "owner",
                    "memberId",
                    pat.userId());
            refused(answer, 403, "USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION");
        }
        assertThat(boss.get("/organization/get-full-organization").text("/slug"))
                .isEqualTo(slug);
    }

    @Test
    void anOrganizationIsRenamedAndDeletedByThoseWhoMay() {
        AuthClient boss = AuthClient.signedUp();
        String id = boss.organization();
        AuthClient admin = AuthClient.signedUp().joins(boss, "admin");
        AuthClient member = AuthClient.signedUp().joins(boss, "member");
        String slug = Fixture.uniqueSlug("new");

        refused(
                member.post("/organization/update", "data", Json.object("name", "X")),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_ORGANIZATION");
        Answer updated = admin.post(
                        "/organization/update",
                        "data",
                        Json.object("name", "New", "slug", slug, "metadata", Json.object("a", 1)))
                .expect(200);
        assertThat(updated.text("/slug")).isEqualTo(slug);
        assertThat(updated.json().at("/metadata/a").asInt()).isEqualTo(1);
        refused(boss.post("/organization/check-slug", "slug", slug), 400, "ORGANIZATION_SLUG_ALREADY_TAKEN");
        assertThat(boss.post("/organization/check-slug", "slug", Fixture.uniqueSlug("free"))
                        .expect(200)
                        .body())
                .isEqualTo("{\"status\":true}");
        refused(
                admin.post("/organization/delete", "organizationId", id),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_ORGANIZATION");
        assertThat(boss.post("/organization/delete", "organizationId", id)
                        .expect(200)
                        .text("/id"))
                .isEqualTo(id);
        assertThat(boss.get("/organization/list").expect(200).json()).isEmpty();
        assertThat(boss.get("/get-session")
                        .json()
                        .at("/session/activeOrganizationId")
                        .isNull())
                .isTrue();
    }

    @Test
    void nobodyGivesOrTakesARoleAboveTheirOwn() {
        AuthClient boss = AuthClient.signedUp();
        boss.organization();
        AuthClient admin = AuthClient.signedUp().joins(boss, "admin");
        AuthClient member = AuthClient.signedUp().joins(boss, "member");

        refused(
                admin.post("/organization/update-member-role", "memberId", admin.userId(), "role", "owner"),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER");
        refused(
                admin.post("/organization/update-member-role", "memberId", boss.userId(), "role", "member"),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER");
        refused(
                admin.post("/organization/remove-member", "memberIdOrEmail", boss.email()),
                401,
                "YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER");
        refused(
                member.post("/organization/update-member-role", "memberId", member.userId(), "role", "admin"),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER");
        refused(
                admin.post("/organization/invite-member", "email", AuthClient.newEmail(), "role", "owner"),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE");
        Answer raised = boss.post(
                        "/organization/update-member-role",
                        "memberId",
                        member.userId(),
                        "role",
                        Json.array("member", "admin"))
                .expect(200);
        assertThat(raised.text("/role")).isEqualTo("admin");
        refused(
                boss.post("/organization/update-member-role", "memberId", member.userId(), "role", "king"),
                400,
                "ROLE_NOT_FOUND");
        refused(
                boss.post("/organization/update-member-role", "memberId", "nobody", "role", "admin"),
                400,
                "MEMBER_NOT_FOUND");
    }

    @Test
    @DisplayName("case 24: of a disabled organization its members manage nothing")
    void aDisabledOrganizationIsManagedByNobody() {
        AuthClient boss = AuthClient.signedUp();
        String id = boss.organization();
        Http.patch("/api/v1/admin/organizations/" + id)
                .bearer(Weavz.server().operatorToken())
                .json("enabled", false)
                .expect(200);
        refused(
                boss.post("/organization/update", "organizationId", id, "data", Json.object("name", "Mine")),
                403,
                "USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION");
        refused(
                boss.post("/organization/delete", "organizationId", id),
                403,
                "USER_IS_NOT_A_MEMBER_OF_THE_ORGANIZATION");
        refused(
                boss.post("/api-key/create", "organizationId", id, "name", "later"),
                403,
                "USER_NOT_MEMBER_OF_ORGANIZATION");
        refused(
                boss.post("/organization/invite-member", "email", AuthClient.newEmail(), "role", "member"),
                400,
                "NO_ACTIVE_ORGANIZATION");
        assertThat(boss.get("/organization/list").expect(200).json()).hasSize(1);
    }

    @Test
    @DisplayName("case 47: a logo is the address of a picture")
    void aLogoIsTheAddressOfAPicture() {
        AuthClient boss = AuthClient.signedUp();
        refused(
                boss.post(
                        "/organization/create",
                        "name",
                        "A",
                        "slug",
                        Fixture.uniqueSlug("a"),
                        "logo",
                        "javascript:alert(1)"),
                400,
                "VALIDATION_ERROR");
    }

    @Test
    void anOrganizationIsNeverWithoutAnOwner() {
        AuthClient boss = AuthClient.signedUp();
        String id = boss.organization();
        refused(
                boss.post("/organization/leave", "organizationId", id),
                400,
                "YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER");
        refused(
                boss.post("/organization/remove-member", "memberIdOrEmail", boss.email()),
                400,
                "YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER");
        refused(
                boss.post("/organization/update-member-role", "memberId", boss.userId(), "role", "admin"),
                400,
                "YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER");
        AuthClient heir = AuthClient.signedUp().joins(boss, "owner");
        assertThat(boss.post("/organization/leave", "organizationId", id)
                        .expect(200)
                        .text("/user/email"))
                .isEqualTo(boss.email());
        assertThat(heir.get("/organization/get-active-member").text("/role")).isEqualTo("owner");
        refused(boss.get("/organization/get-active-member"), 400, "NO_ACTIVE_ORGANIZATION");
    }

    @ParameterizedTest
    @CsvSource({
        "owner, organization, delete, true",
        "admin, organization, delete, false",
        "admin, member, create, true",
        "admin, apiKey, delete, true",
        "member, member, create, false",
        "member, ac, read, true",
        "owner, nonsense, delete, false",
    })
    void whatARoleMayDoIsAsBetterAuthSays(String role, String resource, String action, boolean expected) {
        AuthClient boss = AuthClient.signedUp();
        boss.organization();
        AuthClient somebody =
                role.equals("owner") ? boss : AuthClient.signedUp().joins(boss, role);
        Answer answer = somebody.post(
                        "/organization/has-permission", "permissions", Json.object(resource, Json.array(action)))
                .expect(200);
        assertThat(answer.json().path("success").asBoolean()).isEqualTo(expected);
        assertThat(answer.json().path("error").isNull()).isTrue();
    }

    @Test
    void theOrganizationsOfApiV1AreTheSame() {
        AuthClient pat = AuthClient.signedUp();
        String id = pat.organization();
        assertThat(pat.send(pat.request("GET", "/api/v1/orgs/" + id))
                        .expect(200)
                        .text("/org/id"))
                .isEqualTo(id);
        assertThat(pat.send(pat.request("GET", "/api/v1/members")).expect(200).text("/members/0/userEmail"))
                .isEqualTo(pat.email());
    }
}
