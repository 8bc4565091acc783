package io.weavz.identity.keycloak.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Keycloak's user sessions as sessions of people: one is live until it is signed out, killed, revoked or expired, and
 * while its user is enabled. Keycloak ends them; nothing of them is kept beside.
 */
public final class LiveSessions {

    /** A session slides when this part of its idle time has gone by, so that few requests write. */
    private static final int SLIDES_PER_IDLE_TIME = 7;

    private static final Comparator<UserSessionModel> OLDEST_FIRST =
            Comparator.comparingInt(UserSessionModel::getStarted);

    private final KeycloakSession session;
    private final RealmModel realm;

    private LiveSessions(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    public static LiveSessions of(KeycloakSession session) {
        return new LiveSessions(session);
    }

    public Optional<UserSessionModel> find(String id) {
        return Optional.ofNullable(session.sessions().getUserSession(realm, id)).filter(this::isLive);
    }

    /** The live sessions of a user, the oldest first. */
    public Stream<UserSessionModel> ofUser(UserModel user) {
        return session.sessions()
                .getUserSessionsStream(realm, user)
                .filter(this::isLive)
                .sorted(OLDEST_FIRST);
    }

    /**
     * The sign-ins of a user's devices, the oldest first: offline sessions, which outlive the browser. One without a
     * client has no tokens and is none.
     */
    public Stream<UserSessionModel> ofDevices(UserModel user) {
        return session.sessions()
                .getOfflineUserSessionsStream(realm, user)
                .filter(this::stands)
                .filter(found -> !found.getAuthenticatedClientSessions().isEmpty())
                .sorted(OLDEST_FIRST);
    }

    private boolean isLive(UserSessionModel found) {
        return !found.isOffline() && stands(found);
    }

    private boolean stands(UserSessionModel found) {
        return AuthenticationManager.isSessionValid(realm, found) && isPerson(found.getUser()) && !isRevoked(found);
    }

    private static boolean isPerson(UserModel user) {
        return user != null && user.isEnabled() && user.getServiceAccountClientLink() == null;
    }

    private boolean isRevoked(UserSessionModel found) {
        int notBefore = Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, found.getUser()));
        return found.getStarted() < notBefore;
    }

    /** When the person last gave a password or the like; single sign-on is none. */
    public Instant signedInAt(UserSessionModel found) {
        String time = found.getNote(AuthenticationManager.AUTH_TIME);
        return Instant.ofEpochSecond(time == null ? found.getStarted() : Long.parseLong(time));
    }

    /** When the session ends if nobody uses it. */
    public Instant expiry(UserSessionModel found) {
        long idle = SessionExpirationUtils.calculateUserSessionIdleTimestamp(
                false, found.isRememberMe(), found.getLastSessionRefresh() * 1000L, realm);
        long end = SessionExpirationUtils.calculateUserSessionMaxLifespanTimestamp(
                false, found.isRememberMe(), found.getStarted() * 1000L, realm);
        return Instant.ofEpochMilli(end < 0 ? idle : Math.min(idle, end));
    }

    /** How long a session lives after it was last used. */
    public Duration idleTime(boolean rememberMe) {
        int remembered = realm.getSsoSessionIdleTimeoutRememberMe();
        return Duration.ofSeconds(rememberMe && remembered > 0 ? remembered : realm.getSsoSessionIdleTimeout());
    }

    /**
     * Lets the session slide when it is time to.
     *
     * @return whether its end has moved
     */
    public boolean touch(UserSessionModel found, Instant now) {
        long slide = idleTime(found.isRememberMe()).toSeconds() / SLIDES_PER_IDLE_TIME;
        if (now.getEpochSecond() - found.getLastSessionRefresh() < slide) {
            return false;
        }
        found.setLastSessionRefresh((int) now.getEpochSecond());
        return true;
    }
}
