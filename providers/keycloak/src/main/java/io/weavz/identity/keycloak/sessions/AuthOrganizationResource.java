package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.DuplicateException;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.NewOrganization;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.OrganizationProfile;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Slugs;
import io.weavz.identity.keycloak.journey.ActiveOrganization;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/**
 * The organization plugin's routes (contract, better-auth 1.7), on the same organizations as {@code /api/v1}: the
 * organizations of a person, the active one, and what is theirs to change. Members and invitations follow in
 * {@link MemberRoutes} and {@link InvitationRoutes}.
 */
public final class AuthOrganizationResource {

    /** A person is in no more of them; free plans would add up otherwise. */
    private static final int MAX_ORGANIZATIONS = 100;

    private final AuthCall call;
    private final Organizations organizations;

    AuthOrganizationResource(AuthCall call) {
        this.call = call;
        this.organizations = call.journey().organizations();
    }

    /** {@code {name, slug, logo?, metadata?, keepCurrentActiveOrganization?}}: it becomes the active one. */
    @POST
    @Path("create")
    public Response create(InputStream stream) {
        Optional<SignedIn> signedIn = call.current();
        if (signedIn.isEmpty()) {
            // The one route that answers nothing but its status.
            return AuthAnswer.nobody(call);
        }
        SignedIn who = signedIn.get();
        JsonBody body = call.body(stream);
        String name = body.text("name", 255);
        String slug = Slugs.checked(body.text("slug", 64));
        OrganizationProfile profile = new OrganizationProfile(
                Accounts.picture(body, "logo"), body.object("metadata").map(JsonBody::toJson));
        if (who.standing().memberships().size() >= MAX_ORGANIZATIONS) {
            throw AuthProblem.of(AuthError.YOU_HAVE_REACHED_THE_MAXIMUM_NUMBER_OF_ORGANIZATIONS);
        }
        Organization organization = create(new NewOrganization(name, slug, Plan.FREE));
        organizations.setProfile(organization.id(), profile);
        organizations.putMember(organization.id(), who.user().getId(), Role.OWNER);
        call.changed(who, OperationType.CREATE, "organizations/" + organization.id());
        if (!body.bool("keepCurrentActiveOrganization").orElse(false)) {
            ActiveOrganization.choose(call.keycloak(), who.session(), Optional.of(organization.id()));
        }
        Map<String, Object> view = AuthViews.made(organization, profile);
        view.put(
                "members",
                organizations.members(organization.id()).stream()
                        .map(member -> AuthViews.member(member, organization.id()))
                        .toList());
        return AuthAnswer.json(call, view);
    }

    private Organization create(NewOrganization wanted) {
        if (organizations.hasSlug(wanted.slug())) {
            throw AuthProblem.of(AuthError.ORGANIZATION_ALREADY_EXISTS);
        }
        try {
            return organizations.create(wanted);
        } catch (DuplicateException e) {
            throw AuthProblem.of(AuthError.ORGANIZATION_ALREADY_EXISTS);
        }
    }

    @GET
    @Path("list")
    public Response list() {
        return AuthAnswer.json(
                call,
                call.signedIn().standing().memberships().stream()
                        .map(Membership::organization)
                        .map(this::listed)
                        .toList());
    }

    private Map<String, Object> listed(Organization organization) {
        return AuthViews.listed(organization, organizations.profile(organization.id()));
    }

    /** {@code {organizationId? | organizationSlug?}}, an id of {@code null} for none. */
    @POST
    @Path("set-active")
    public Response setActive(InputStream stream) {
        SignedIn who = call.signedIn();
        JsonBody body = call.body(stream);
        AuthAnswer answer = AuthAnswer.ok(call).signedIn(who.session());
        if (body.isNull("organizationId")) {
            ActiveOrganization.choose(call.keycloak(), who.session(), Optional.empty());
            return answer.body(null);
        }
        Selection selection = new Selection(call, who);
        Optional<Membership> wanted =
                selection.named(body.optionalText("organizationId", 255), body.optionalText("organizationSlug", 255));
        if (wanted.isEmpty()) {
            return answer.body(who.active().map(Membership::organization).map(this::listed));
        }
        ActiveOrganization.choose(
                call.keycloak(),
                who.session(),
                Optional.of(wanted.get().organization().id()));
        return answer.body(listed(wanted.get().organization()));
    }

    @GET
    @Path("get-full-organization")
    public Response full(
            @QueryParam("organizationId") String id,
            @QueryParam("organizationSlug") String slug,
            @QueryParam("membersLimit") String membersLimit) {
        SignedIn who = call.signedIn();
        Optional<Membership> found = selected(who, id, slug);
        if (found.isEmpty()) {
            return AuthAnswer.json(call, null);
        }
        Membership membership = found.get();
        Organization organization = membership.organization();
        long limit = Optional.ofNullable(membersLimit)
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(Long::valueOf)
                .orElse(100L);
        Map<String, Object> view = listed(organization);
        view.put("invitations", new InvitationRoutes(call).visible(membership));
        view.put(
                "members",
                organizations.members(organization.id()).stream()
                        .limit(limit)
                        .map(member -> AuthViews.memberWithUser(member, organization.id()))
                        .toList());
        return AuthAnswer.json(call, view);
    }

    @GET
    @Path("get-organization")
    public Response get(@QueryParam("organizationId") String id, @QueryParam("organizationSlug") String slug) {
        SignedIn who = call.signedIn();
        return AuthAnswer.json(
                call, selected(who, id, slug).map(Membership::organization).map(this::listed));
    }

    private Optional<Membership> selected(SignedIn who, String id, String slug) {
        return new Selection(call, who)
                .named(Optional.ofNullable(id), Optional.ofNullable(slug))
                .or(who::active);
    }

    @POST
    @Path("check-slug")
    public Response checkSlug(InputStream stream) {
        call.signedIn();
        if (organizations.hasSlug(Slugs.checked(call.body(stream).text("slug", 64)))) {
            throw AuthProblem.of(AuthError.ORGANIZATION_SLUG_ALREADY_TAKEN);
        }
        return AuthAnswer.json(call, object("status", true));
    }

    /** {@code {organizationId?, data: {name?, slug?, logo?, metadata?}}}; plan and state are nobody's to set here. */
    @POST
    @Path("update")
    public Response update(InputStream stream) {
        SignedIn who = call.signedIn();
        JsonBody body = call.body(stream);
        JsonBody data = body.object("data").orElseThrow(() -> AuthProblem.field("body.data", "Invalid input"));
        Membership membership = new Selection(call, who)
                .inBody(body, "organization", "update", AuthError.YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_ORGANIZATION);
        String id = membership.organization().id();
        Organization organization = organizations
                .update(
                        id,
                        old -> old.named(
                                data.optionalText("name", 255).orElse(old.name()),
                                data.optionalText("slug", 64)
                                        .map(slug -> freeSlug(slug, old))
                                        .orElse(old.slug()),
                                call.journey().now()))
                .orElseThrow(() -> AuthProblem.of(AuthError.ORGANIZATION_NOT_FOUND));
        OrganizationProfile profile = organizations.profile(id);
        OrganizationProfile changed = new OrganizationProfile(
                data.has("logo") ? Accounts.picture(data, "logo") : profile.logo(),
                data.has("metadata") ? data.object("metadata").map(JsonBody::toJson) : profile.metadata());
        organizations.setProfile(id, changed);
        call.changed(who, OperationType.UPDATE, "organizations/" + id);
        return AuthAnswer.json(call, AuthViews.made(organization, changed));
    }

    private String freeSlug(String wanted, Organization old) {
        String slug = Slugs.checked(wanted);
        if (!slug.equals(old.slug()) && organizations.hasSlug(slug)) {
            throw AuthProblem.of(AuthError.ORGANIZATION_SLUG_ALREADY_TAKEN);
        }
        return slug;
    }

    @POST
    @Path("delete")
    public Response delete(InputStream stream) {
        SignedIn who = call.signedIn();
        JsonBody body = call.body(stream);
        body.text("organizationId", 255);
        Membership membership = new Selection(call, who)
                .inBody(body, "organization", "delete", AuthError.YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_ORGANIZATION);
        Map<String, Object> view = listed(membership.organization());
        organizations.remove(membership.organization().id());
        call.changed(
                who,
                OperationType.DELETE,
                "organizations/" + membership.organization().id());
        return AuthAnswer.json(call, view);
    }

    /** {@code {permissions: {resource: [action]}, organizationId?}}. */
    @POST
    @Path("has-permission")
    public Response hasPermission(InputStream stream) {
        SignedIn who = call.signedIn();
        JsonBody body = call.body(stream);
        Map<String, List<String>> wanted = body.object("permissions")
                .or(() -> body.object("permission"))
                .map(permissions -> permissions.mapOfTexts(20, 64))
                .orElseThrow(() -> AuthProblem.field("body.permissions", "Invalid input"));
        Membership membership = new Selection(call, who).ofBody(body);
        return AuthAnswer.json(
                call, object("error", null, "success", OrganizationPermission.allows(membership.role(), wanted)));
    }

    @GET
    @Path("list-members")
    public Response members(@Context UriInfo uri) {
        return new MemberRoutes(call).list(uri.getQueryParameters());
    }

    @GET
    @Path("get-active-member")
    public Response activeMember() {
        return new MemberRoutes(call).active();
    }

    @GET
    @Path("get-active-member-role")
    public Response activeMemberRole(
            @QueryParam("userId") String userId, @QueryParam("organizationId") String organizationId) {
        return new MemberRoutes(call).role(Optional.ofNullable(userId), Optional.ofNullable(organizationId));
    }

    @POST
    @Path("update-member-role")
    public Response updateMemberRole(InputStream stream) {
        return new MemberRoutes(call).updateRole(call.body(stream));
    }

    @POST
    @Path("remove-member")
    public Response removeMember(InputStream stream) {
        return new MemberRoutes(call).remove(call.body(stream));
    }

    @POST
    @Path("leave")
    public Response leave(InputStream stream) {
        return new MemberRoutes(call).leave(call.body(stream));
    }

    @POST
    @Path("invite-member")
    public Response invite(InputStream stream) {
        call.limit().mail("invite-member");
        return new InvitationRoutes(call).invite(call.body(stream));
    }

    @GET
    @Path("get-invitation")
    public Response invitation(@QueryParam("id") String id) {
        return new InvitationRoutes(call).get(id);
    }

    @GET
    @Path("list-invitations")
    public Response invitations(@QueryParam("organizationId") String organizationId) {
        return new InvitationRoutes(call).list(Optional.ofNullable(organizationId));
    }

    @GET
    @Path("list-user-invitations")
    public Response userInvitations() {
        return new InvitationRoutes(call).ofPerson();
    }

    @POST
    @Path("accept-invitation")
    public Response accept(InputStream stream) {
        return new InvitationRoutes(call).accept(call.body(stream));
    }

    @POST
    @Path("reject-invitation")
    public Response reject(InputStream stream) {
        return new InvitationRoutes(call).reject(call.body(stream));
    }

    @POST
    @Path("cancel-invitation")
    public Response cancel(InputStream stream) {
        return new InvitationRoutes(call).cancel(call.body(stream));
    }
}
