package io.weavz.identity.access.registry;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.CredentialKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of an issued credential, without its hash: one shape for API keys, service keys, the static token of
 * an MCP server and the tokens of end users. The owner says which of them it is.
 *
 * @param displayPrefix the first characters of the secret, to recognise it by
 * @param permissions the JSON object given when an API key was made, kept as it came
 * @param scopes what an MCP token may do; empty for keys
 * @param metadata a JSON object, kept as it came
 * @param createdBy the user who made it; the credential outlives that user
 * @param expiresAt the first instant at which it is not good any more
 * @param rateLimit its own limit beside that of its organization, requests a minute
 */
public record CredentialRecord(
        String id,
        CredentialKind kind,
        CredentialFormat format,
        String displayPrefix,
        String name,
        Owner owner,
        Optional<String> permissions,
        Set<String> scopes,
        Optional<String> metadata,
        boolean enabled,
        Optional<String> createdBy,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt,
        Instant createdAt,
        Optional<Integer> rateLimit) {

    /** A credential without a limit of its own. */
    public CredentialRecord(
            String id,
            CredentialKind kind,
            CredentialFormat format,
            String displayPrefix,
            String name,
            Owner owner,
            Optional<String> permissions,
            Set<String> scopes,
            Optional<String> metadata,
            boolean enabled,
            Optional<String> createdBy,
            Optional<Instant> expiresAt,
            Optional<Instant> lastUsedAt,
            Instant createdAt) {
        this(
                id,
                kind,
                format,
                displayPrefix,
                name,
                owner,
                permissions,
                scopes,
                metadata,
                enabled,
                createdBy,
                expiresAt,
                lastUsedAt,
                createdAt,
                Optional.empty());
    }

    /** The same credential with what may be changed of it. */
    public CredentialRecord with(
            String newName, boolean nowEnabled, Optional<Instant> newExpiry, Optional<String> newMetadata) {
        return new CredentialRecord(
                id,
                kind,
                format,
                displayPrefix,
                newName,
                owner,
                permissions,
                scopes,
                newMetadata,
                nowEnabled,
                createdBy,
                newExpiry,
                lastUsedAt,
                createdAt,
                rateLimit);
    }

    /** The same credential with another limit of its own, or none. */
    public CredentialRecord withRateLimit(Optional<Integer> newRateLimit) {
        return new CredentialRecord(
                id,
                kind,
                format,
                displayPrefix,
                name,
                owner,
                permissions,
                scopes,
                metadata,
                enabled,
                createdBy,
                expiresAt,
                lastUsedAt,
                createdAt,
                newRateLimit);
    }

    /** What a credential hangs on: when the owner goes, it goes. */
    public sealed interface Owner {

        /**
         * An organization's API key.
         *
         * @param workspaceIds the only workspaces it may touch; empty for the whole organization
         */
        record OfOrganization(String organizationId, boolean scoped, Set<String> workspaceIds) implements Owner {}

        /**
         * A service key.
         *
         * @param organizationIds the only organizations it may act for; empty for any Enterprise one
         */
        record OfPlatform(boolean any, Set<String> organizationIds) implements Owner {}

        /** A token of an MCP server, static or an end user's. */
        record OfServer(String organizationId, String serverId, Optional<String> endUserId) implements Owner {}

        /**
         * A person's token for one MCP server, of a sign-in of a device.
         *
         * @param serverId absent for the server that the workspace has by itself
         */
        record OfPerson(
                String organizationId, String workspaceId, Optional<String> serverId, String userId, SignIn signIn)
                implements Owner {}

        /** An end user's token for the connect portal. */
        record OfEndUser(String organizationId, String endUserId) implements Owner {}
    }

    /**
     * What all tokens of one sign-in share.
     *
     * @param familyId dies as a whole when a spent refresh token comes again
     * @param clientId Keycloak's id of the client that asked
     * @param sessionId of Keycloak's session, whose end is the end of the tokens
     */
    public record SignIn(String familyId, String clientId, String sessionId) {}
}
