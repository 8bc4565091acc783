package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.access.registry.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a role may do, resource by resource: the table with which better-auth's clients hide buttons. */
final class OrganizationPermission {

    private static final Map<String, Set<String>> OWNER = Map.of(
            "organization", Set.of("update", "delete"),
            "member", Set.of("create", "update", "delete"),
            "invitation", Set.of("create", "cancel"),
            "team", Set.of("create", "update", "delete"),
            "ac", Set.of("create", "read", "update", "delete"),
            "apiKey", Set.of("create", "read", "update", "delete"));
    private static final Map<String, Set<String>> MEMBER = Map.of("ac", Set.of("read"));

    private OrganizationPermission() {}

    static boolean allows(Role role, String resource, String action) {
        return switch (role) {
            case OWNER -> allows(OWNER, resource, action);
            case ADMIN ->
                allows(OWNER, resource, action) && !(resource.equals("organization") && action.equals("delete"));
            case MEMBER -> allows(MEMBER, resource, action);
        };
    }

    static boolean allows(Role role, Map<String, List<String>> wanted) {
        return wanted.entrySet().stream()
                .allMatch(entry -> entry.getValue().stream().allMatch(action -> allows(role, entry.getKey(), action)));
    }

    private static boolean allows(Map<String, Set<String>> table, String resource, String action) {
        return table.getOrDefault(resource, Set.of()).contains(action);
    }
}
