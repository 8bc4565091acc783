package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.plan.Quota;
import io.weavz.identity.access.registry.Member;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.keycloak.events.admin.OperationType;

/** The members of an organization (contract, section 5); the id of a membership is the id of the user. */
public final class MembersResource {

    private final OrganizationCall call;
    private final Organizations organizations;

    public MembersResource(OrganizationCall call) {
        this.call = call.organizationWide();
        this.organizations = call.journey().organizations();
    }

    @GET
    public Response list() {
        List<MemberView> members = organizations.members(call.organizationId()).stream()
                .map(this::view)
                .toList();
        return Answer.ok()
                .with("members", members)
                .with("total", members.size())
                .build();
    }

    /** {@code {userId, role?}}, role is member by default. */
    @POST
    public Response add(@Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        String userId = body.text("userId", 64);
        Role role = body.oneOf("role", Role.class).orElse(Role.MEMBER);
        requireMayGive(role);
        if (!organizations.userExists(userId)) {
            throw Problem.of(ApiError.NOT_FOUND);
        }
        call.locked();
        if (organizations.member(call.organizationId(), userId).isPresent()) {
            throw Problem.of(ApiError.DUPLICATE);
        }
        call.requireRoom(() -> organizations.countMembers(call.organizationId()), Quota::members);
        return put(userId, role, OperationType.CREATE, Answer.created());
    }

    /** {@code {role}}. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        call.locked();
        Member member = find(id);
        Role role = body.oneOf("role", Role.class).orElseThrow(() -> Problem.of(ApiError.NO_UPDATES));
        requireMayGive(role);
        requireMayGive(member.role());
        requireAnotherOwner(member, role);
        return put(id, role, OperationType.UPDATE, Answer.ok());
    }

    @DELETE
    @Path("{id}")
    public Response remove(@PathParam("id") String id) {
        call.locked();
        Member member = find(id);
        requireMayGive(member.role());
        requireAnotherOwner(member, Role.MEMBER);
        organizations.removeMember(call.organizationId(), id);
        call.changed(OperationType.DELETE, "members/" + id);
        return Answer.deleted(id);
    }

    private Response put(String userId, Role role, OperationType operation, Answer answer) {
        organizations.putMember(call.organizationId(), userId, role);
        call.changed(operation, "members/" + userId);
        return answer.with("member", view(find(userId))).build();
    }

    /** Nobody gives or takes a role above the own one; an admin makes keys, so a key makes and removes no owner. */
    private void requireMayGive(Role role) {
        Role ofMachine = call.principal().method() == AuthMethod.SERVICE_KEY ? Role.OWNER : Role.ADMIN;
        if (!call.principal().role().orElse(ofMachine).reaches(role)) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
    }

    private void requireAnotherOwner(Member member, Role newRole) {
        if (newRole != Role.OWNER
                && member.role() == Role.OWNER
                && organizations.isLastOwner(call.organizationId(), member.userId())) {
            throw Problem.of(ApiError.LAST_OWNER);
        }
    }

    private Member find(String id) {
        return organizations.member(call.organizationId(), id).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
    }

    private MemberView view(Member member) {
        return MemberView.of(member, call.organizationId());
    }
}
