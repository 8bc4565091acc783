package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.storage.JpaCredentialBook;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Each kind of credential is looked up in its own place, and remembered in the same. */
final class RealmCredentialBook implements CredentialBook {

    /** Longer names are no organization's, and are not looked for. */
    private static final int MAX_NAME = 255;

    private final RealmMemory memory;
    private final Supplier<JpaCredentialBook> stored;
    private final Optional<BootstrapServiceKey> bootstrap;
    private final SessionBook sessions;
    private final Supplier<Organizations> organizations;
    private final Clock clock;
    private final Duration life;

    RealmCredentialBook(
            RealmMemory memory,
            Supplier<JpaCredentialBook> stored,
            Optional<BootstrapServiceKey> bootstrap,
            SessionBook sessions,
            Supplier<Organizations> organizations,
            Clock clock,
            Duration life) {
        this.memory = memory;
        this.stored = stored;
        this.bootstrap = bootstrap;
        this.sessions = sessions;
        this.organizations = organizations;
        this.clock = clock;
        this.life = life;
    }

    @Override
    public Optional<KnownCredential> find(PresentedCredential credential) {
        return memory.credential(credential.secret(), () -> lookUp(credential));
    }

    private Finding<KnownCredential> lookUp(PresentedCredential credential) {
        if (credential instanceof PresentedCredential.AccessToken token) {
            return sessions.find(token);
        }
        if (credential instanceof PresentedCredential.SessionCookie cookie) {
            return sessions.find(cookie);
        }
        PresentedCredential.Opaque opaque = (PresentedCredential.Opaque) credential;
        return opaque.format() == CredentialFormat.OPERATOR
                ? bootstrap
                        .flatMap(key -> key.find(opaque))
                        .map(known -> lasting(known, BootstrapServiceKey.ID))
                        .orElseGet(() -> stored.get().find(opaque))
                : stored.get().find(opaque);
    }

    @Override
    public Optional<KnownCredential> byId(String credentialId) {
        return BootstrapServiceKey.ID.equals(credentialId)
                ? bootstrap.map(BootstrapServiceKey::known)
                : stored.get().byId(credentialId);
    }

    @Override
    public Optional<Organization> organization(String idOrSlug) {
        boolean plausible = idOrSlug.length() <= MAX_NAME && idOrSlug.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plausible ? memory.organization(idOrSlug, () -> lookUp(idOrSlug)) : Optional.empty();
    }

    /** That there is none is not remembered: it may be made at any time, under any name. */
    private Finding<Organization> lookUp(String idOrSlug) {
        return organizations
                .get()
                .find(idOrSlug)
                .map(found -> lasting(found, found.id()))
                .orElseGet(() -> Finding.forgettable(Optional.empty()));
    }

    private <T> Finding<T> lasting(T value, String subject) {
        return new Finding<>(
                Optional.of(value), Set.of(subject), clock.instant().plus(life));
    }
}
