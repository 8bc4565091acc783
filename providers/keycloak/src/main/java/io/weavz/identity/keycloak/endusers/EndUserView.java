package io.weavz.identity.keycloak.endusers;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.access.registry.EndUser;
import io.weavz.identity.keycloak.http.Json;
import java.time.Instant;
import java.util.Optional;

/** An end user on the wire. The integration service counts connections; here there are none. */
record EndUserView(
        String id,
        String workspaceId,
        String externalId,
        Optional<String> displayName,
        Optional<String> email,
        JsonNode metadata,
        int connectionCount,
        String type,
        boolean enabled,
        Instant createdAt,
        Instant updatedAt) {

    static EndUserView of(EndUser endUser) {
        return new EndUserView(
                endUser.id(),
                endUser.workspaceId(),
                endUser.externalId(),
                endUser.displayName(),
                endUser.email(),
                Json.stored(endUser.metadata()),
                0,
                "external",
                endUser.enabled(),
                endUser.createdAt(),
                endUser.updatedAt());
    }
}
