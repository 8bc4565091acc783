package io.weavz.identity.keycloak.mcp;

import io.weavz.identity.access.registry.CredentialRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** An end user's token on the wire; {@code endUserId} is the organization's own name for the person. */
record EndUserTokenView(
        String id,
        String tokenPrefix,
        Set<String> scopes,
        String endUserId,
        String authMethod,
        String tokenType,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt,
        Instant createdAt) {

    static EndUserTokenView of(CredentialRecord token, TokenType type, String externalId) {
        return new EndUserTokenView(
                token.id(),
                token.displayPrefix(),
                token.scopes(),
                externalId,
                type.authMethod(),
                type.wireName(),
                token.expiresAt(),
                token.lastUsedAt(),
                token.createdAt());
    }
}
