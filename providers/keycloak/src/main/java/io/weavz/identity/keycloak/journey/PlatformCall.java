package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.PlatformRole;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.keycloak.audit.Actor;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** A request to the platform itself: who calls is known, no organization is asked for. */
public record PlatformCall(KeycloakSession session, Journey journey, KnownCredential credential) {

    /** For people who administer the service: a session with the realm role weavz-admin, no key. */
    public PlatformCall administrator() {
        if (!isAdministrator()) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
        return this;
    }

    /** For people, about what is their own: a session, no key. */
    public UserModel person() {
        return credential
                .person()
                .filter(person -> credential.method() == AuthMethod.SESSION)
                .map(person -> user(person.id()))
                .orElseThrow(() -> Problem.of(ApiError.FORBIDDEN));
    }

    /**
     * For what only somebody may do who has just proved who they are (RFC 9470). The client of a service account does so
     * with every token that it fetches.
     */
    public PlatformCall signedInLately() {
        Duration maxAge = journey.settings().signInAge();
        if (signedInAt().filter(at -> at.plus(maxAge).isAfter(journey.now())).isEmpty()) {
            throw Problem.signInAgain(maxAge);
        }
        return this;
    }

    /** Absent for an offline session, whose tokens are fresh for ever. */
    private Optional<Instant> signedInAt() {
        LiveSessions live = LiveSessions.of(session);
        return live.find(credential.id())
                .map(live::signedInAt)
                .or(() -> credential
                        .person()
                        .filter(person -> isServiceAccount(person.id()))
                        .map(person -> credential.issuedAt()));
    }

    private boolean isServiceAccount(String userId) {
        UserModel user = user(userId);
        return user != null && user.getServiceAccountClientLink() != null;
    }

    private UserModel user(String id) {
        return session.users().getUserById(session.getContext().getRealm(), id);
    }

    /** For a service key that may act for any organization. */
    public void requireAnyOrganization() {
        if (!isForAnyOrganization()) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
    }

    public void requireAdministratorOrAnyOrganization() {
        if (!isAdministrator()) {
            requireAnyOrganization();
        }
    }

    /** For administrators, and for service keys that may act for this organization; one that is none's is nobody's. */
    public void requireAdministratorOr(Optional<String> organizationId) {
        boolean allowed = isAdministrator()
                || isForAnyOrganization()
                || credential.standing() instanceof Standing.InNamed named
                        && organizationId
                                .filter(id -> named.allowedIds().orElseThrow().contains(id))
                                .isPresent();
        if (!allowed) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
    }

    private boolean isAdministrator() {
        return has(PlatformRole.ADMINISTRATOR);
    }

    private boolean has(PlatformRole role) {
        return credential.standing() instanceof Standing.AsMember person
                && person.platformRoles().contains(role);
    }

    private boolean isForAnyOrganization() {
        return credential.standing() instanceof Standing.InNamed named
                && named.allowedIds().isEmpty();
    }

    /** For gateways and backends that ask about other people's credentials. */
    public PlatformCall verifier() {
        boolean allowed = has(PlatformRole.VERIFIER)
                || has(PlatformRole.ADMINISTRATOR)
                || credential.standing() instanceof Standing.InNamed;
        if (!allowed) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
        return this;
    }

    /** Whether the caller may learn something about this organization. */
    public boolean mayKnow(String organizationId) {
        return !(credential.standing() instanceof Standing.InNamed named)
                || named.allowedIds().map(ids -> ids.contains(organizationId)).orElse(true);
    }

    public void changed(OperationType operation, String path) {
        journey.audit().changed(actor(), operation, path);
    }

    public Actor actor() {
        return new Actor(
                credential.method().wireName(),
                credential.id(),
                credential.person().map(Subject::id).orElse(credential.id()));
    }
}
