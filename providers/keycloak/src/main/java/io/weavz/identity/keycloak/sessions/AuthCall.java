package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Identification;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.keycloak.audit.Actor;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.LiveSessions;
import io.weavz.identity.keycloak.journey.PublicUrls;
import io.weavz.identity.keycloak.journey.RequestReader;
import io.weavz.identity.keycloak.journey.TrustedOrigins;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A request to {@code /api/auth} that was let in: within the limits, and not forged. */
record AuthCall(KeycloakSession keycloak, Journey journey, OriginCheck origins) {

    static AuthCall open(KeycloakSession session) {
        AddressLimit.of(session).request();
        OriginCheck origins = new OriginCheck(
                () -> TrustedOrigins.of(session),
                session.getContext().getHttpRequest().getHttpHeaders());
        origins.check(session.getContext().getHttpRequest().getHttpMethod());
        return new AuthCall(session, Journey.of(session), origins);
    }

    /** The same call, if the realm is not switched off. */
    AuthCall inLivingRealm() {
        if (!realm().isEnabled()) {
            throw AuthProblem.of(AuthError.REALM_DISABLED);
        }
        return this;
    }

    AddressLimit limit() {
        return AddressLimit.of(keycloak);
    }

    HttpHeaders headers() {
        return keycloak.getContext().getHttpRequest().getHttpHeaders();
    }

    RealmModel realm() {
        return keycloak.getContext().getRealm();
    }

    String address() {
        return PublicUrls.of(keycloak).auth();
    }

    /** Where the dashboard shows an invitation. */
    String invitationLink(String id) {
        return journey.settings()
                        .invitationUrl()
                        .orElseGet(() -> PublicUrls.of(keycloak).invitation())
                + id;
    }

    JsonBody body(InputStream stream) {
        return AuthBody.json(keycloak.getContext().getHttpRequest(), stream);
    }

    LiveSessions sessions() {
        return LiveSessions.of(keycloak);
    }

    /** Who calls, by the cookie or by an access token of the realm. */
    Optional<SignedIn> current() {
        Reading reading = RequestReader.read(keycloak);
        if (reading instanceof Reading.Absent) {
            return Optional.empty();
        }
        // The origin has been checked, by better-auth's own rules.
        Identification identification =
                journey.identify(new AccessRequest(Door.REST, reading, List.of(), Optional.empty(), true));
        return identification instanceof Identification.Known known
                        && known.credential().method() == AuthMethod.SESSION
                        && known.credential().standing() instanceof Standing.AsMember standing
                ? sessions().find(known.credential().id()).map(session -> new SignedIn(session, standing))
                : Optional.empty();
    }

    SignedIn signedIn() {
        return current().orElseThrow(() -> AuthProblem.of(AuthError.UNAUTHORIZED));
    }

    void changed(SignedIn who, OperationType operation, String path) {
        journey.audit()
                .changed(
                        new Actor(
                                AuthMethod.SESSION.wireName(),
                                who.session().getId(),
                                who.user().getId()),
                        operation,
                        path);
    }
}
