package io.weavz.identity.keycloak.login;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import java.util.Optional;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The claims of whoever signed in, kept as one note of the user session from the flow to the token. */
final class OrganizationNotes {

    private static final String NOTE = "weavz.claims";

    private OrganizationNotes() {}

    static void write(AuthenticationSessionModel login, Principal principal) {
        login.setUserSessionNote(NOTE, Json.write(PrincipalClaims.of(principal)));
    }

    static Optional<String> read(UserSessionModel userSession) {
        return Optional.ofNullable(userSession.getNote(NOTE));
    }
}
