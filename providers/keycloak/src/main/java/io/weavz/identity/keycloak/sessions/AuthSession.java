package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.keycloak.journey.LiveSessions;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.device.DeviceActivityManager;
import org.keycloak.models.UserSessionModel;

/**
 * A session as better-auth shows one.
 *
 * @param token a handle that tells sessions from one another; it is worth nothing without the signature in the cookie
 */
record AuthSession(
        String id,
        String token,
        String userId,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        String ipAddress,
        String userAgent,
        Optional<String> activeOrganizationId) {

    private static final String USER_AGENT = "weavz.user_agent";
    private static final int MAX_USER_AGENT = 255;

    static void keepUserAgent(UserSessionModel session, String userAgent) {
        session.setNote(USER_AGENT, userAgent.substring(0, Math.min(userAgent.length(), MAX_USER_AGENT)));
    }

    /**
     * @param active the active organization, if the person is still a member
     */
    static AuthSession of(UserSessionModel session, LiveSessions live, Optional<String> active) {
        return new AuthSession(
                session.getId(),
                session.getId(),
                session.getUser().getId(),
                live.expiry(session),
                Instant.ofEpochSecond(session.getStarted()),
                Instant.ofEpochSecond(session.getLastSessionRefresh()),
                Optional.ofNullable(session.getIpAddress()).orElse(""),
                userAgent(session),
                active);
    }

    /** Of a sign-in at Keycloak's pages only what Keycloak made of it is kept. */
    private static String userAgent(UserSessionModel session) {
        return Optional.ofNullable(session.getNote(USER_AGENT))
                .or(() -> Optional.ofNullable(DeviceActivityManager.getCurrentDevice(session))
                        .map(device -> device.getBrowser() + " (" + device.getOs() + ")"))
                .orElse("");
    }
}
