package io.weavz.identity.access.decision;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential.EndUserBinding;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who is calling, for which organization, and how far that reaches.
 *
 * @param workspaceIds the only workspaces that may be touched; absent for the whole organization
 * @param role the person's role, absent for machines
 */
public record Principal(
        AuthMethod method,
        String credentialId,
        Organization organization,
        Subject subject,
        Optional<Role> role,
        Optional<Set<String>> workspaceIds,
        Set<String> scopes,
        Optional<McpBinding> mcp,
        Optional<EndUserBinding> endUser,
        Instant issuedAt,
        Optional<Instant> expiresAt) {

    /** Whether the caller may touch this workspace of the organization. */
    public boolean reaches(String workspaceId) {
        return workspaceIds.map(only -> only.contains(workspaceId)).orElse(true);
    }

    /** Whether the caller stands for the whole organization. */
    public boolean isOrganizationWide() {
        return workspaceIds.isEmpty();
    }
}
