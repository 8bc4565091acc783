package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.keycloak.storage.JpaCredentialBook;
import java.util.Optional;
import java.util.function.Supplier;

/** Each kind of credential is known in its own place. */
final class RealmCredentialBook implements CredentialBook {

    /** Longer names are no organization's, and are not looked for. */
    private static final int MAX_NAME = 255;

    private final Supplier<JpaCredentialBook> stored;
    private final Optional<BootstrapServiceKey> bootstrap;
    private final SessionBook sessions;
    private final Supplier<Organizations> organizations;

    RealmCredentialBook(
            Supplier<JpaCredentialBook> stored,
            Optional<BootstrapServiceKey> bootstrap,
            SessionBook sessions,
            Supplier<Organizations> organizations) {
        this.stored = stored;
        this.bootstrap = bootstrap;
        this.sessions = sessions;
        this.organizations = organizations;
    }

    @Override
    public Optional<KnownCredential> find(PresentedCredential credential) {
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
                        .or(() -> stored.get().find(opaque))
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
        return plausible ? organizations.get().find(idOrSlug) : Optional.empty();
    }
}
