package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.memory.Memory;
import java.util.Optional;

/** Knows the credentials of one realm as far as memory goes, and throws where it ends. */
final class RememberedBook implements CredentialBook {

    /** The end of memory; it is no fault, so it costs no stack trace. */
    static final class NotRemembered extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private static final NotRemembered IT = new NotRemembered();

        private NotRemembered() {
            super("Not remembered", null, false, false);
        }
    }

    private final Memory memory;
    private final LookupKeys keys;
    private final String realm;

    RememberedBook(Memory memory, LookupKeys keys, String realm) {
        this.memory = memory;
        this.keys = keys;
        this.realm = realm;
    }

    @Override
    public Optional<KnownCredential> find(PresentedCredential credential) {
        return memory.find(keys.of(realm, credential.secret()), KnownCredential.class)
                .orElseThrow(() -> NotRemembered.IT);
    }

    @Override
    public Optional<KnownCredential> byId(String credentialId) {
        throw NotRemembered.IT;
    }

    @Override
    public Optional<Organization> organization(String idOrSlug) {
        return memory.find(RealmMemory.organizationKey(keys, realm, idOrSlug), Organization.class)
                .orElseThrow(() -> NotRemembered.IT);
    }
}
