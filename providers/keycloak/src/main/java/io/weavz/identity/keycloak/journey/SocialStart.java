package io.weavz.identity.keycloak.journey;

import org.keycloak.sessions.AuthenticationSessionModel;

/** Whether {@code /api/auth} sent a login to a provider: when the browser flow sees such a login, the provider said no. */
public final class SocialStart {

    private static final String NOTE = "weavz.social";

    private SocialStart() {}

    public static void mark(AuthenticationSessionModel login, String alias) {
        login.setAuthNote(NOTE, alias);
    }

    public static boolean marked(AuthenticationSessionModel login) {
        return login.getAuthNote(NOTE) != null;
    }
}
