package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.access.registry.Member;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** The members of the person's organization, in better-auth's words. */
final class MemberRoutes {

    private static final int DEFAULT_LIMIT = 100;

    private final AuthCall call;
    private final Organizations organizations;

    MemberRoutes(AuthCall call) {
        this.call = call;
        this.organizations = call.journey().organizations();
    }

    /** {@code ?organizationId&organizationSlug&limit&offset&filterField=role&filterValue}. */
    Response list(MultivaluedMap<String, String> query) {
        SignedIn who = call.signedIn();
        Membership membership = new Selection(call, who)
                .named(
                        Optional.ofNullable(query.getFirst("organizationId")),
                        Optional.ofNullable(query.getFirst("organizationSlug")))
                .or(who::active)
                .orElseThrow(() -> AuthProblem.of(AuthError.NO_ACTIVE_ORGANIZATION));
        String organizationId = membership.organization().id();
        List<Member> all = organizations.members(organizationId).stream()
                .filter(member -> matches(member, query))
                .sorted(Comparator.comparing(Member::createdAt))
                .toList();
        List<?> page = all.stream()
                .skip(number(query.getFirst("offset"), 0))
                .limit(number(query.getFirst("limit"), DEFAULT_LIMIT))
                .map(member -> AuthViews.memberWithUser(member, organizationId))
                .toList();
        return AuthAnswer.json(call, object("members", page, "total", all.size()));
    }

    private static boolean matches(Member member, MultivaluedMap<String, String> query) {
        return !"role".equals(query.getFirst("filterField"))
                || member.role().wireName().equals(query.getFirst("filterValue"));
    }

    private static long number(String text, long fallback) {
        if (text == null) {
            return fallback;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw AuthProblem.field("query", "Invalid input: expected number");
        }
        return Long.parseLong(text);
    }

    Response active() {
        SignedIn who = call.signedIn();
        Membership membership = new Selection(call, who).named(Optional.empty());
        String organizationId = membership.organization().id();
        return AuthAnswer.json(
                call, AuthViews.memberWithUser(find(organizationId, who.user().getId()), organizationId));
    }

    Response role(Optional<String> userId, Optional<String> organizationId) {
        SignedIn who = call.signedIn();
        Membership membership = new Selection(call, who).named(organizationId);
        Role role = userId.map(id -> find(membership.organization().id(), id).role())
                .orElse(membership.role());
        return AuthAnswer.json(call, object("role", role.wireName()));
    }

    /** {@code {memberId, role, organizationId?}}. */
    Response updateRole(JsonBody body) {
        SignedIn who = call.signedIn();
        Membership membership = new Selection(call, who)
                .inBody(body, "member", "update", AuthError.YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER);
        String organizationId = membership.organization().id();
        Role role = role(body);
        String memberId = body.text("memberId", 64);
        organizations.lock(organizationId);
        Member member = find(organizationId, memberId);
        if (!membership.role().reaches(role) || !membership.role().reaches(member.role())) {
            throw AuthProblem.of(AuthError.YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER);
        }
        if (role != Role.OWNER
                && member.role() == Role.OWNER
                && organizations.isLastOwner(organizationId, member.userId())) {
            throw AuthProblem.of(AuthError.YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER);
        }
        organizations.putMember(organizationId, member.userId(), role);
        call.changed(who, OperationType.UPDATE, path(organizationId, member));
        return AuthAnswer.json(call, AuthViews.member(find(organizationId, member.userId()), organizationId));
    }

    /** One role, or several of which the mightiest counts. */
    static Role role(JsonBody body) {
        return body
                .textOrTexts("role", 3, 64)
                .orElseThrow(() -> AuthProblem.field("body.role", "Invalid input"))
                .stream()
                .flatMap(text -> List.of(text.split(",")).stream())
                .map(name -> Role.ofWireName(name.strip()).orElseThrow(() -> AuthProblem.of(AuthError.ROLE_NOT_FOUND)))
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> AuthProblem.of(AuthError.ROLE_NOT_FOUND));
    }

    /** {@code {memberIdOrEmail, organizationId?}}. */
    Response remove(JsonBody body) {
        SignedIn who = call.signedIn();
        Membership membership = new Selection(call, who).ofBody(body);
        String organizationId = membership.organization().id();
        String wanted = body.text("memberIdOrEmail", 320);
        String email = wanted.toLowerCase(Locale.ROOT);
        organizations.lock(organizationId);
        Member member = organizations.members(organizationId).stream()
                .filter(each -> each.userId().equals(wanted)
                        || each.email().filter(email::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> AuthProblem.of(AuthError.MEMBER_NOT_FOUND));
        boolean oneself = member.userId().equals(who.user().getId());
        boolean allowed = OrganizationPermission.allows(membership.role(), "member", "delete")
                && membership.role().reaches(member.role());
        if (!oneself && !allowed) {
            throw AuthProblem.of(AuthError.YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER);
        }
        takeOut(who, organizationId, member);
        return AuthAnswer.json(call, object("member", AuthViews.memberWithUser(member, organizationId)));
    }

    Response leave(JsonBody body) {
        SignedIn who = call.signedIn();
        body.text("organizationId", 255);
        String organizationId =
                new Selection(call, who).ofBody(body).organization().id();
        organizations.lock(organizationId);
        Member member = find(organizationId, who.user().getId());
        takeOut(who, organizationId, member);
        return AuthAnswer.json(call, AuthViews.memberWithUser(member, organizationId));
    }

    private void takeOut(SignedIn who, String organizationId, Member member) {
        if (member.role() == Role.OWNER && organizations.isLastOwner(organizationId, member.userId())) {
            throw AuthProblem.of(AuthError.YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER);
        }
        organizations.removeMember(organizationId, member.userId());
        call.changed(who, OperationType.DELETE, path(organizationId, member));
    }

    private Member find(String organizationId, String userId) {
        return organizations
                .member(organizationId, userId)
                .orElseThrow(() -> AuthProblem.of(AuthError.MEMBER_NOT_FOUND));
    }

    private static String path(String organizationId, Member member) {
        return "organizations/" + organizationId + "/members/" + member.userId();
    }
}
