package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.access.registry.Invitation;
import io.weavz.identity.access.registry.Invitations;
import io.weavz.identity.access.registry.Member;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import io.weavz.identity.keycloak.journey.PersonName;
import io.weavz.identity.keycloak.mail.Mailer;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/**
 * Invitations into an organization. The id of an invitation is in the mail to the invited person, and shown to nobody
 * else but members who could give that role themselves: so it lets nobody in who would gain by it.
 */
final class InvitationRoutes {

    private static final int MAX_OPEN = 100;

    private final AuthCall call;
    private final Invitations invitations;
    private final Organizations organizations;

    InvitationRoutes(AuthCall call) {
        this.call = call;
        this.invitations = call.journey().invitations();
        this.organizations = call.journey().organizations();
    }

    /** {@code {email, role, organizationId?, resend?}}. */
    Response invite(JsonBody body) {
        SignedIn who = call.signedIn();
        String email = Accounts.email(body, "email");
        Role role = MemberRoutes.role(body);
        Membership membership = new Selection(call, who)
                .inBody(
                        body,
                        "invitation",
                        "create",
                        AuthError.YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION);
        if (!membership.role().reaches(role)) {
            throw AuthProblem.of(AuthError.YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE);
        }
        Organization organization = membership.organization();
        requireNoMember(organization, email);
        organizations.lock(organization.id());
        List<Invitation> open = open(organization);
        Optional<Invitation> earlier = open.stream()
                .filter(invitation -> invitation.email().equals(email))
                .findFirst();
        if (earlier.isPresent()) {
            return resend(who, membership, earlier.get(), body.bool("resend").orElse(false));
        }
        if (open.size() >= MAX_OPEN) {
            throw AuthProblem.of(AuthError.INVITATION_LIMIT_REACHED);
        }
        return AuthAnswer.json(call, AuthViews.invitation(add(who, organization, email, role)));
    }

    private void requireNoMember(Organization organization, String email) {
        boolean member = organizations.members(organization.id()).stream()
                .anyMatch(each -> each.email().filter(email::equals).isPresent());
        if (member) {
            throw AuthProblem.of(AuthError.USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION);
        }
    }

    private List<Invitation> open(Organization organization) {
        return invitations.ofOrganization(organization.id()).stream()
                .filter(invitation -> invitation.isOpen(call.journey().now()))
                .toList();
    }

    private Response resend(SignedIn who, Membership membership, Invitation invitation, boolean wanted) {
        if (!wanted || !membership.role().reaches(invitation.role())) {
            throw AuthProblem.of(AuthError.USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION);
        }
        call.limit().recipient(invitation.email());
        if (!invitations.extend(invitation.id(), call.journey().now().plus(life()))) {
            throw AuthProblem.of(AuthError.INVITATION_NOT_FOUND);
        }
        mail(who, membership.organization(), invitation);
        return AuthAnswer.json(
                call, AuthViews.invitation(invitations.find(invitation.id()).orElseThrow()));
    }

    private Invitation add(SignedIn who, Organization organization, String email, Role role) {
        // Before anything is written or told.
        call.limit().recipient(email);
        Instant now = call.journey().now();
        Invitation invitation = new Invitation(
                call.journey().issuer().newHandle(),
                organization.id(),
                email,
                role,
                Invitation.Status.PENDING,
                who.user().getId(),
                now,
                now.plus(life()));
        invitations.add(invitation);
        call.changed(who, OperationType.CREATE, path(invitation));
        mail(who, organization, invitation);
        return invitation;
    }

    private Duration life() {
        return call.journey().settings().invitationLife();
    }

    private void mail(SignedIn who, Organization organization, Invitation invitation) {
        Mailer.of(call.keycloak())
                .invitation(
                        invitation.email(),
                        new Mailer.InvitationMail(
                                call.invitationLink(invitation.id()),
                                life(),
                                organization.name(),
                                PersonName.of(who.user()).orElse(who.user().getUsername()),
                                invitation.role().wireName()));
    }

    /** {@code ?id}, for the person it is for. */
    Response get(String id) {
        SignedIn who = call.signedIn();
        Invitation invitation = forMe(who, Optional.ofNullable(id).orElse(""));
        Organization organization = organization(invitation);
        Map<String, Object> view = AuthViews.invitation(invitation);
        view.put("organizationName", organization.name());
        view.put("organizationSlug", organization.slug());
        view.put("inviterEmail", inviterEmail(invitation));
        return AuthAnswer.json(call, view);
    }

    private String inviterEmail(Invitation invitation) {
        return Optional.ofNullable(call.keycloak().users().getUserById(call.realm(), invitation.inviterId()))
                .map(UserModel::getEmail)
                .orElse("");
    }

    private Organization organization(Invitation invitation) {
        return enabled(organizations.find(invitation.organizationId()));
    }

    private static Organization enabled(Optional<Organization> organization) {
        return organization
                .filter(Organization::enabled)
                .orElseThrow(() -> AuthProblem.of(AuthError.INVITATION_NOT_FOUND));
    }

    private Invitation forMe(SignedIn who, String id) {
        Invitation invitation = invitations
                .find(id)
                .filter(found -> found.isOpen(call.journey().now()))
                .orElseThrow(() -> AuthProblem.of(AuthError.INVITATION_NOT_FOUND));
        if (!invitation.email().equals(who.user().getEmail())) {
            throw AuthProblem.of(AuthError.YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION);
        }
        return invitation;
    }

    /** Who was thrown out lets nobody in, and who was lowered lets nobody in above. */
    private void requireInviter(Invitation invitation) {
        boolean stillMay = organizations
                .member(invitation.organizationId(), invitation.inviterId())
                .map(Member::role)
                .filter(role -> OrganizationPermission.allows(role, "invitation", "create"))
                .filter(role -> role.reaches(invitation.role()))
                .isPresent();
        if (!stillMay) {
            throw AuthProblem.of(AuthError.INVITATION_NOT_FOUND);
        }
    }

    /** Those who may invite see the invitations of their organization. */
    Response list(Optional<String> organizationId) {
        SignedIn who = call.signedIn();
        return AuthAnswer.json(call, visible(new Selection(call, who).named(organizationId)));
    }

    List<Map<String, Object>> visible(Membership membership) {
        return OrganizationPermission.allows(membership.role(), "invitation", "create")
                ? invitations.ofOrganization(membership.organization().id()).stream()
                        .filter(invitation -> membership.role().reaches(invitation.role()))
                        .map(AuthViews::invitation)
                        .toList()
                : List.of();
    }

    /** The person's own open invitations, once the address is proved. */
    Response ofPerson() {
        SignedIn who = call.signedIn();
        if (!who.user().isEmailVerified()) {
            throw AuthProblem.of(AuthError.EMAIL_VERIFICATION_REQUIRED_FOR_INVITATION);
        }
        return AuthAnswer.json(
                call,
                invitations.openFor(who.user().getEmail(), call.journey().now()).stream()
                        .map(AuthViews::invitation)
                        .toList());
    }

    /** {@code {invitationId}}: the person is a member at once, and the organization the active one. */
    Response accept(JsonBody body) {
        SignedIn who = call.signedIn();
        Invitation invitation = forMe(who, body.text("invitationId", 64));
        Organization organization = enabled(organizations.lock(invitation.organizationId()));
        requireInviter(invitation);
        if (organizations.countMembers(organization.id())
                >= organization.plan().quota().members()) {
            throw AuthProblem.of(AuthError.ORGANIZATION_MEMBERSHIP_LIMIT_REACHED);
        }
        close(who, invitation, Invitation.Status.ACCEPTED);
        String userId = who.user().getId();
        if (organizations.member(organization.id(), userId).isEmpty()) {
            organizations.putMember(organization.id(), userId, invitation.role());
        }
        ActiveOrganization.choose(call.keycloak(), who.session(), Optional.of(organization.id()));
        Member member = organizations.member(organization.id(), userId).orElseThrow();
        return AuthAnswer.json(
                call,
                object(
                        "invitation", AuthViews.invitation(stored(invitation)),
                        "member", AuthViews.member(member, organization.id())));
    }

    Response reject(JsonBody body) {
        SignedIn who = call.signedIn();
        Invitation invitation = forMe(who, body.text("invitationId", 64));
        close(who, invitation, Invitation.Status.REJECTED);
        return AuthAnswer.json(call, object("invitation", AuthViews.invitation(stored(invitation)), "member", null));
    }

    Response cancel(JsonBody body) {
        SignedIn who = call.signedIn();
        Invitation invitation = invitations
                .find(body.text("invitationId", 64))
                .orElseThrow(() -> AuthProblem.of(AuthError.INVITATION_NOT_FOUND));
        // Of an organization that is not the person's, there is no such invitation.
        Membership membership = who.membership(invitation.organizationId())
                .orElseThrow(() -> AuthProblem.of(AuthError.INVITATION_NOT_FOUND));
        boolean may = OrganizationPermission.allows(membership.role(), "invitation", "cancel")
                && membership.role().reaches(invitation.role());
        if (!may) {
            throw AuthProblem.of(AuthError.YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION);
        }
        close(who, invitation, Invitation.Status.CANCELED);
        return AuthAnswer.json(call, AuthViews.invitation(stored(invitation)));
    }

    private void close(SignedIn who, Invitation invitation, Invitation.Status status) {
        if (!invitations.close(invitation.id(), status)) {
            throw AuthProblem.of(AuthError.INVITATION_NOT_FOUND);
        }
        call.changed(who, OperationType.UPDATE, path(invitation));
    }

    private Invitation stored(Invitation invitation) {
        return invitations.find(invitation.id()).orElseThrow();
    }

    private static String path(Invitation invitation) {
        return "organizations/" + invitation.organizationId() + "/invitations/" + invitation.id();
    }
}
