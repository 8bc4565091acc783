package io.weavz.identity.keycloak.device;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserSessionModel;

/**
 * A sign-in that outlives the browser, as its person sees it.
 *
 * @param client the name of the client, or its id; of clients that were approved in one browser session, all
 * @param lastUsedAt when its tokens were last renewed
 * @param ipAddress of the browser that approved it
 */
record DeviceView(String id, String client, Instant createdAt, Instant lastUsedAt, String ipAddress) {

    static DeviceView of(UserSessionModel session) {
        return new DeviceView(
                session.getId(),
                session.getAuthenticatedClientSessions().values().stream()
                        .map(client -> nameOf(client.getClient()))
                        .sorted()
                        .collect(Collectors.joining(", ")),
                Instant.ofEpochSecond(session.getStarted()),
                Instant.ofEpochSecond(session.getLastSessionRefresh()),
                Optional.ofNullable(session.getIpAddress()).orElse(""));
    }

    /** Keycloak's own clients have keys of texts as names. */
    private static String nameOf(ClientModel client) {
        return Optional.ofNullable(client.getName())
                .filter(name -> !name.isBlank() && !name.startsWith("${"))
                .orElseGet(client::getClientId);
    }
}
