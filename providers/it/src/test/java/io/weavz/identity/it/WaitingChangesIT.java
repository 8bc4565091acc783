package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.HeldRow;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that wait for another one, and go by what it has left. */
@Tag("postgres")
class WaitingChangesIT {
    private static final String AUTH = "/api/auth/organization/";

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
    }

    private static AuthClient boss() {
        AuthClient boss = AuthClient.signedUp();
        boss.organization();
        return boss;
    }

    private static String activeOrganization(AuthClient person) {
        return person.get("/get-session").text("/session/activeOrganizationId");
    }

    private static String invited(AuthClient by, String email) {
        return by.post("/organization/invite-member", "email", email, "role", "member")
                .expect(200)
                .text("/id");
    }

    @Test
    @DisplayName("case 29: an invitation that is cancelled while it is sent again stays cancelled")
    void anInvitationThatIsCancelledMeanwhileStaysSo() throws Exception {
        AuthClient boss = boss();
        String email = AuthClient.newEmail();
        String id = invited(boss, email);
        CompletableFuture<Answer> again;
        try (HeldRow row = HeldRow.by("update WEAVZ_INVITATION set STATUS = 'CANCELED' where ID = ?", id)) {
            again = row.meets(boss.request("POST", AUTH + "invite-member")
                    .json("email", email, "role", "member", "resend", true));
        }

        refused(again.join(), 400, "INVITATION_NOT_FOUND");
        assertThat(boss.get("/organization/list-invitations").expect(200).text("/0/status"))
                .isEqualTo("canceled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update-member-role", "remove-member"})
    @DisplayName("case 22: an admin neither lowers nor removes a member who is made an owner meanwhile")
    void whoIsMadeAnOwnerMeanwhileIsOutOfReach(String route) throws Exception {
        AuthClient boss = boss();
        AuthClient admin = AuthClient.signedUp().joins(boss, "admin");
        AuthClient mate = AuthClient.signedUp().joins(boss, "member");
        String organization = activeOrganization(boss);
        String id = mate.userId();
        CompletableFuture<Answer> change;
        try (HeldRow row = HeldRow.ofOrganization(organization)) {
            change = row.meets(
                    admin.request("POST", AUTH + route).json("memberId", id, "memberIdOrEmail", id, "role", "member"));
            inConsole(organization, "owner", id);
        }

        assertThat(change.join().text("/code")).startsWith("YOU_ARE_NOT_ALLOWED_TO_");
        assertThat(mate.get("/organization/get-active-member-role").expect(200).text("/role"))
                .isEqualTo("owner");
    }

    /** Gives a role as Keycloak's console does, which waits for no row of ours. */
    private static void inConsole(String organization, String role, String userId) {
        String groups = "/organizations/" + organization + "/groups";
        String group = People.admin("GET", groups + "?exact=true&search=" + role)
                .expect(200)
                .text("/0/id");
        People.admin("PUT", groups + "/" + group + "/members/" + userId).expect(204);
    }

    @Test
    void aMemberIsAddedOnce() throws Exception {
        Organization acme = Fixture.organization(Weavz.server());
        People.Person person = People.create();
        CompletableFuture<Answer> one;
        CompletableFuture<Answer> other;
        try (HeldRow row = HeldRow.ofOrganization(acme.id())) {
            one = row.meets(added(acme, person, "owner"));
            other = row.meets(added(acme, person, "member"));
        }

        assertThat(Stream.of(one.join(), other.join()).map(Answer::status)).containsExactlyInAnyOrder(201, 409);
    }

    private static Http added(Organization organization, People.Person person, String role) {
        return Http.post("/api/v1/members")
                .serviceKey(Weavz.server().bootstrapServiceKey(), organization.id())
                .json("userId", person.id(), "role", role);
    }

    @Test
    @DisplayName("case 23: who is thrown out meanwhile lets nobody in")
    void whoIsThrownOutMeanwhileLetsNobodyIn() throws Exception {
        AuthClient boss = boss();
        AuthClient admin = AuthClient.signedUp().joins(boss, "admin");
        AuthClient pat = AuthClient.signedUp();
        String id = invited(admin, pat.email());
        String organization = activeOrganization(boss);
        String member = "/organizations/" + organization + "/members/" + admin.userId();
        CompletableFuture<Answer> accepted;
        try (HeldRow row = HeldRow.ofOrganization(organization)) {
            accepted = row.meets(pat.request("POST", AUTH + "accept-invitation").json("invitationId", id));
            People.admin("DELETE", member).expect(204);
        }

        refused(accepted.join(), 400, "INVITATION_NOT_FOUND");
    }

    static Stream<Arguments> objects() {
        Organization acme = Fixture.organization(Weavz.server());
        String endUser = Http.post("/api/v1/end-users")
                .bearer(acme.apiKey())
                .json("workspaceId", acme.workspaceId(), "externalId", "u")
                .expect(201)
                .text("/endUser/id");
        String key = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "other")
                .expect(201)
                .text("/apiKey/id");
        // The workspace comes last, as the others but the key go with it.
        return Stream.of(
                        Map.entry("WEAVZ_CREDENTIAL", "/api-keys/" + key),
                        Map.entry("WEAVZ_END_USER", "/end-users/" + endUser),
                        Map.entry("WEAVZ_MCP_SERVER", "/mcp/servers/" + acme.mcpServerId()),
                        Map.entry("WEAVZ_WORKSPACE", "/workspaces/" + acme.workspaceId()))
                .map(object -> Arguments.of(object.getKey(), object.getValue(), acme.apiKey()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void whatIsDeletedMeanwhileIsMissing(String table, String path, String key) throws Exception {
        CompletableFuture<Answer> changed;
        CompletableFuture<Answer> deleted;
        String id = path.substring(path.lastIndexOf('/') + 1);
        try (HeldRow row = HeldRow.by("delete from " + table + " where ID = ?", id)) {
            changed = row.meets(Http.patch("/api/v1" + path).bearer(key).json("name", "new", "displayName", "new"));
            deleted = row.meets(Http.delete("/api/v1" + path).bearer(key));
        }

        refused(changed.join(), 404, "NOT_FOUND");
        refused(deleted.join(), 404, "NOT_FOUND");
    }

    @Test
    void anOrganizationIsRemovedInTheOrderInWhichItsMembersChange() throws Exception {
        Organization acme = Fixture.organization(Weavz.server());
        CompletableFuture<Answer> removed;
        try (HeldRow row = HeldRow.ofOrganization(acme.id())) {
            removed = row.meets(Http.delete("/api/v1/orgs/" + acme.id())
                    .serviceKey(Weavz.server().bootstrapServiceKey(), acme.id()));
            row.execute("select ID from ORG where ID = ? for update", acme.id());
        }

        removed.join().expect(200);
        Http.get("/api/v1/verify").bearer(acme.apiKey()).expect(401);
    }
}
