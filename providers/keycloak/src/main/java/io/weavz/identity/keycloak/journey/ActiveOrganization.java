package io.weavz.identity.keycloak.journey;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * The organization that a person has chosen to act for: a note of Keycloak's user session, so that the cookie, OIDC
 * tokens and every node agree. Whether the person is still a member is asked anew each time.
 */
public final class ActiveOrganization {

    public static final String NOTE = "weavz.organization";

    /** Chosen: to act for none. No organization has this id. */
    private static final String NONE = "";

    private ActiveOrganization() {}

    /** The chosen id, the empty text when the person chose none; absent when nothing was ever chosen. */
    public static Optional<String> chosen(UserSessionModel userSession) {
        return Optional.ofNullable(userSession.getNote(NOTE));
    }

    public static void choose(KeycloakSession session, UserSessionModel userSession, Optional<String> organizationId) {
        String chosen = organizationId.orElse(NONE);
        if (!chosen.equals(userSession.getNote(NOTE))) {
            Journey.of(session).changing(userSession.getUser().getId());
            userSession.setNote(NOTE, chosen);
        }
    }
}
