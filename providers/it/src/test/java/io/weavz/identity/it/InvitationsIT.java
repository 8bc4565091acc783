package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Mail;
import io.weavz.identity.it.harness.Mailbox;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Invitations into an organization, from the mail to the membership. */
@Tag("postgres")
class InvitationsIT {
    private AuthClient boss;
    private String organization;

    @BeforeEach
    void somebodyWithAnOrganization() {
        boss = AuthClient.signedUp();
        organization = boss.organization();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.expect(status).text("/code")).isEqualTo(code);
    }

    private Answer invite(String email, String role) {
        return boss.post("/organization/invite-member", "email", email, "role", role);
    }

    @Test
    void theInvitedPersonHasTheMailAndComesIn() {
        AuthClient pat = AuthClient.signedUp();
        String email = pat.email();
        Answer invited = invite(email.toUpperCase(), "admin").expect(200);
        String id = invited.text("/id");
        assertThat(invited.text("/email")).isEqualTo(email);
        assertThat(invited.text("/status")).isEqualTo("pending");
        assertThat(Duration.between(
                        Instant.parse(invited.text("/createdAt")), Instant.parse(invited.text("/expiresAt"))))
                .isEqualTo(Duration.ofDays(7));

        Mail mail = Mailbox.await(email);
        assertThat(mail.subject()).contains("Team team-");
        assertThat(mail.text()).contains("/invitations/" + id).contains("Pat Doe");
        Answer shown = pat.get("/organization/get-invitation?id=" + id).expect(200);
        assertThat(shown.text("/organizationName")).startsWith("Team team-");
        assertThat(shown.text("/inviterEmail")).isEqualTo(boss.email());

        Answer accepted =
                pat.post("/organization/accept-invitation", "invitationId", id).expect(200);
        assertThat(accepted.text("/invitation/status")).isEqualTo("accepted");
        assertThat(accepted.text("/member/role")).isEqualTo("admin");
        assertThat(pat.get("/get-session").text("/session/activeOrganizationId"))
                .isEqualTo(organization);
        pat.send(pat.request("GET", "/api/v1/workspaces")).expect(200);
    }

    @Test
    @DisplayName("case 29: an invitation is good once, for one person, and not when altered")
    void anInvitationIsGoodOnceForOnePerson() {
        AuthClient pat = AuthClient.signedUp();
        AuthClient thief = AuthClient.signedUp();
        String id = invite(pat.email(), "member").expect(200).text("/id");

        refused(
                thief.post("/organization/accept-invitation", "invitationId", id),
                403,
                "YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION");
        refused(thief.get("/organization/get-invitation?id=" + id), 403, "YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION");
        String altered = (id.startsWith("x") ? "y" : "x") + id.substring(1);
        refused(pat.post("/organization/accept-invitation", "invitationId", altered), 400, "INVITATION_NOT_FOUND");
        pat.post("/organization/accept-invitation", "invitationId", id, "role", "owner", "organizationId", "other")
                .expect(200);
        assertThat(pat.get("/organization/get-active-member").text("/role")).isEqualTo("member");
        refused(pat.post("/organization/accept-invitation", "invitationId", id), 400, "INVITATION_NOT_FOUND");
        boss.post("/organization/remove-member", "memberIdOrEmail", pat.email()).expect(200);
        refused(pat.post("/organization/accept-invitation", "invitationId", id), 400, "INVITATION_NOT_FOUND");
    }

    @Test
    void aClosedInvitationIsClosed() {
        AuthClient pat = AuthClient.signedUp();
        String canceled = invite(pat.email(), "member").expect(200).text("/id");
        assertThat(boss.post("/organization/cancel-invitation", "invitationId", canceled)
                        .expect(200)
                        .text("/status"))
                .isEqualTo("canceled");
        refused(pat.post("/organization/accept-invitation", "invitationId", canceled), 400, "INVITATION_NOT_FOUND");

        String rejected = invite(pat.email(), "member").expect(200).text("/id");
        Answer no = pat.post("/organization/reject-invitation", "invitationId", rejected)
                .expect(200);
        assertThat(no.text("/invitation/status")).isEqualTo("rejected");
        assertThat(no.json().path("member").isNull()).isTrue();
        refused(pat.post("/organization/accept-invitation", "invitationId", rejected), 400, "INVITATION_NOT_FOUND");
        assertThat(boss.get("/organization/list-invitations").expect(200).json())
                .extracting(invitation -> invitation.path("status").asText())
                .containsExactlyInAnyOrder("canceled", "rejected");
    }

    @Test
    void anInvitationEndsByItself() throws Exception {
        AuthClient pat = AuthClient.signedUp();
        String id = invite(pat.email(), "member").expect(200).text("/id");
        try (Connection connection = Weavz.server().jdbc();
                PreparedStatement past = connection.prepareStatement(
                        "update WEAVZ_INVITATION set EXPIRES_AT = CREATED_AT where ID = ?")) {
            past.setString(1, id);
            assertThat(past.executeUpdate()).isEqualTo(1);
        }
        refused(pat.post("/organization/accept-invitation", "invitationId", id), 400, "INVITATION_NOT_FOUND");
        invite(pat.email(), "member").expect(200);
    }

    @Test
    void nobodyIsInvitedTwiceOrWhenAMember() {
        AuthClient pat = AuthClient.signedUp();
        String id = invite(pat.email(), "member").expect(200).text("/id");
        refused(invite(pat.email(), "member"), 400, "USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION");
        Mailbox.await(pat.email());
        Answer again = boss.post("/organization/invite-member", "email", pat.email(), "role", "member", "resend", true)
                .expect(200);
        assertThat(again.text("/id")).isEqualTo(id);
        assertThat(Mailbox.await(pat.email()).text()).contains(id);
        pat.post("/organization/accept-invitation", "invitationId", id).expect(200);
        refused(invite(pat.email(), "member"), 400, "USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION");
        refused(invite("nonsense", "member"), 400, "VALIDATION_ERROR");
        AuthClient member = AuthClient.signedUp().joins(boss, "member");
        refused(
                member.post("/organization/invite-member", "email", AuthClient.newEmail(), "role", "member"),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION");
        refused(
                member.post("/organization/cancel-invitation", "invitationId", id),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION");
    }

    @Test
    @DisplayName("an admin neither sees nor moves the invitation of an owner, whose id would make them one")
    void anInvitationIsSeenByThoseWhoCouldGiveItsRole() {
        AuthClient admin = AuthClient.signedUp().joins(boss, "admin");
        String email = AuthClient.newEmail();
        String id = invite(email, "owner").expect(200).text("/id");
        for (String route : List.of("list-invitations", "get-full-organization")) {
            assertThat(admin.get("/organization/" + route).expect(200).body()).doesNotContain(id);
        }
        refused(
                admin.post("/organization/invite-member", "email", email, "role", "member", "resend", true),
                400,
                "USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION");
        refused(
                admin.post("/organization/cancel-invitation", "invitationId", id),
                403,
                "YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION");
        assertThat(boss.get("/organization/list-invitations").expect(200).body())
                .contains(id);
    }

    @Test
    @DisplayName("case 23: who was thrown out lets nobody in")
    void anInvitationEndsWithItsInvitersRole() {
        AuthClient admin = AuthClient.signedUp().joins(boss, "admin");
        AuthClient pat = AuthClient.signedUp();
        String id = admin.post("/organization/invite-member", "email", pat.email(), "role", "admin")
                .expect(200)
                .text("/id");
        boss.post("/organization/remove-member", "memberIdOrEmail", admin.email())
                .expect(200);
        refused(pat.post("/organization/accept-invitation", "invitationId", id), 400, "INVITATION_NOT_FOUND");
    }

    @Test
    void thePlanLimitsMembers() {
        for (int i = 0; i < 4; i++) {
            AuthClient.signedUp().joins(boss, "member");
        }
        AuthClient sixth = AuthClient.signedUp();
        String id = invite(sixth.email(), "member").expect(200).text("/id");
        refused(
                sixth.post("/organization/accept-invitation", "invitationId", id),
                403,
                "ORGANIZATION_MEMBERSHIP_LIMIT_REACHED");
    }

    @Test
    void onlyWhoHasProvedTheAddressSeesItsInvitations() {
        AuthClient pat = AuthClient.signedUp();
        invite(pat.email(), "member").expect(200);
        refused(pat.get("/organization/list-user-invitations"), 403, "EMAIL_VERIFICATION_REQUIRED_FOR_INVITATION");
        People.setVerified(pat.userId());
        assertThat(pat.get("/organization/list-user-invitations").expect(200).json())
                .hasSize(1);
    }

    @Test
    @DisplayName("case 29: of many who accept at once, one comes in")
    void anInvitationIsAcceptedOnceUnderConcurrency() throws Exception {
        AuthClient pat = AuthClient.signedUp();
        String id = invite(pat.email(), "member").expect(200).text("/id");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> accept = () -> pat.request("POST", "/api/auth/organization/accept-invitation")
                    .json("invitationId", id)
                    .send()
                    .status();
            long accepted = threads.invokeAll(java.util.Collections.nCopies(8, accept)).stream()
                    .map(InvitationsIT::done)
                    .filter(status -> status == 200)
                    .count();
            assertThat(accepted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int done(java.util.concurrent.Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
