package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.plan.Quota;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.keycloak.audit.Actor;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;

/** A request that was let in: who calls, for which organization. Resources are made from it. */
public record OrganizationCall(KeycloakSession session, Journey journey, Principal principal) {

    public Organization organization() {
        return principal.organization();
    }

    public String organizationId() {
        return organization().id();
    }

    /** For what a key of single workspaces must not touch. */
    public OrganizationCall organizationWide() {
        if (!principal.isOrganizationWide()) {
            throw Problem.of(ApiError.SCOPE_DENIED);
        }
        return this;
    }

    /** The workspace, if the organization has it and the caller may touch it; a foreign one is a missing one. */
    public Workspace workspace(String id) {
        Workspace workspace =
                journey.workspaces().find(organizationId(), id).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        return inScope(workspace.id(), workspace);
    }

    /** The object, if the caller may touch its workspace. */
    public <T> T inScope(String workspaceId, T object) {
        if (!principal.reaches(workspaceId)) {
            throw Problem.of(ApiError.SCOPE_DENIED);
        }
        return object;
    }

    public Optional<Set<String>> workspaceIds() {
        return principal.workspaceIds();
    }

    /** The organization as it is now; nobody else changes its members or takes room in it until this request ends. */
    public Organization locked() {
        return journey.organizations().lock(organizationId()).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
    }

    /** One request after the other, so that two at once do not both take the last room. */
    public void requireRoom(LongSupplier used, ToIntFunction<Quota> bound) {
        int most = bound.applyAsInt(locked().plan().quota());
        if (used.getAsLong() >= most) {
            throw Problem.of(ApiError.QUOTA_EXCEEDED);
        }
    }

    /** Writes the change of an object of the organization to the audit trail. */
    public void changed(OperationType operation, String path) {
        journey.audit().changed(actor(), operation, "organizations/" + organizationId() + "/" + path);
    }

    public Actor actor() {
        return new Actor(
                principal.method().wireName(),
                principal.credentialId(),
                principal.subject().id());
    }
}
