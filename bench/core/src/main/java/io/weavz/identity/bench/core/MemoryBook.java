package io.weavz.identity.bench.core;

import io.weavz.identity.access.credential.LookupKey;
import io.weavz.identity.access.credential.LookupKeys;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.Organization;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** API keys of one organization in a map, under the keys that a node remembers them by. */
final class MemoryBook implements CredentialBook {

    private static final String REALM = "ff0c1b1e-3f1a-4c8e-9d5e-1b1f3f0c5a11";
    private static final Organization ACME =
            new Organization("acme", "Acme", "acme", Plan.ENTERPRISE, true, "service", Instant.EPOCH, Instant.EPOCH);

    private final Map<LookupKey, KnownCredential> remembered = new HashMap<>();
    private final LookupKeys keys;

    MemoryBook(LookupKeys keys) {
        this.keys = keys;
    }

    void add(Secret secret) {
        KnownCredential key = new KnownCredential(
                "id",
                AuthMethod.API_KEY,
                new Standing.InOne(ACME, Optional.empty()),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Instant.EPOCH,
                Optional.empty());
        remembered.put(keys.of(REALM, secret), key);
    }

    @Override
    public Optional<KnownCredential> find(PresentedCredential credential) {
        return Optional.ofNullable(remembered.get(keys.of(REALM, credential.secret())));
    }

    @Override
    public Optional<KnownCredential> byId(String credentialId) {
        return Optional.empty();
    }

    @Override
    public Optional<Organization> organization(String idOrSlug) {
        return Optional.of(ACME).filter(organization -> organization.isNamed(idOrSlug));
    }
}
