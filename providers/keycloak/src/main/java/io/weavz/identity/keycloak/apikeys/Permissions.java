package io.weavz.identity.keycloak.apikeys;

import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far a new key reaches: {@code {"scope":"org"}} or nothing for the whole organization, or
 * {@code {"scope":"workspace","workspaceIds":[…]}}. The names project and projectIds are accepted too. What came in is
 * echoed to the letter.
 */
record Permissions(Optional<String> json, boolean scoped, Set<String> workspaceIds) {

    /** So that the header of a gateway that lists them stays short. */
    private static final int MAX_WORKSPACES = 50;

    private static final String FIELD = "permissions";

    static Permissions read(JsonBody body, OrganizationCall call) {
        return body.object(FIELD)
                .map(permissions -> ofObject(permissions, call))
                .orElseGet(() -> new Permissions(Optional.empty(), false, Set.of()));
    }

    private static Permissions ofObject(JsonBody permissions, OrganizationCall call) {
        permissions.object("approvals").ifPresent(approvals -> approvals.bool("decide"));
        String scope = permissions.optionalText("scope", 32).orElse("org");
        return switch (scope) {
            case "org" -> ofOrganization(permissions);
            case "workspace" -> scopedTo(permissions, "workspaceIds", call);
            case "project" -> scopedTo(permissions, "projectIds", call);
            default -> throw Problem.field(FIELD, "must have the scope org or workspace");
        };
    }

    /** Who names workspaces and forgets the scope must not get a key for all of them. */
    private static Permissions ofOrganization(JsonBody permissions) {
        if (permissions.hasAny("workspaceIds", "projectIds")) {
            throw Problem.field(FIELD, "must have the scope workspace when it names workspaces");
        }
        return new Permissions(Optional.of(permissions.toJson()), false, Set.of());
    }

    private static Permissions scopedTo(JsonBody permissions, String field, OrganizationCall call) {
        List<String> ids = permissions.texts(field, MAX_WORKSPACES, 64).orElse(List.of());
        if (ids.isEmpty()) {
            throw Problem.field(FIELD, "must name at least one workspace in " + field);
        }
        boolean known = ids.stream()
                .allMatch(id -> call.journey()
                        .workspaces()
                        .find(call.organizationId(), id)
                        .isPresent());
        if (!known) {
            throw Problem.field(FIELD, "must name workspaces of the organization in " + field);
        }
        return new Permissions(Optional.of(permissions.toJson()), true, Set.copyOf(ids));
    }

    Owner owner(String organizationId) {
        return new Owner.OfOrganization(organizationId, scoped, workspaceIds);
    }
}
