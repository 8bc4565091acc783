package io.weavz.identity.keycloak.console;

import io.weavz.identity.keycloak.journey.LiveSessions;
import io.weavz.identity.keycloak.journey.PersonName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * A person's session as administrators see it.
 *
 * @param clients the ids of the clients that it signed in to
 * @param current whether it is the one of who asks
 */
record SessionView(
        String id,
        String userId,
        Optional<String> name,
        Optional<String> email,
        String ipAddress,
        List<String> clients,
        Instant startedAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean current) {

    static SessionView of(UserSessionModel session, LiveSessions live, String ownId) {
        UserModel user = session.getUser();
        return new SessionView(
                session.getId(),
                user.getId(),
                PersonName.of(user),
                Optional.ofNullable(user.getEmail()),
                Optional.ofNullable(session.getIpAddress()).orElse(""),
                session.getAuthenticatedClientSessions().values().stream()
                        .map(client -> client.getClient())
                        .map(ClientModel::getClientId)
                        .sorted()
                        .toList(),
                Instant.ofEpochSecond(session.getStarted()),
                Instant.ofEpochSecond(session.getLastSessionRefresh()),
                live.expiry(session),
                session.getId().equals(ownId));
    }
}
