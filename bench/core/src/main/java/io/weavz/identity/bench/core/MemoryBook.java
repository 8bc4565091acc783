package io.weavz.identity.bench.core;

import io.weavz.identity.access.credential.Fingerprinter;
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

/** API keys of one organization in a map from fingerprints. */
final class MemoryBook implements CredentialBook {

    private static final Organization ACME =
            new Organization("acme", "Acme", "acme", Plan.ENTERPRISE, true, "service", Instant.EPOCH, Instant.EPOCH);

    private final Map<String, KnownCredential> byFingerprint = new HashMap<>();
    private final Fingerprinter fingerprinter;

    MemoryBook(Fingerprinter fingerprinter) {
        this.fingerprinter = fingerprinter;
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
        byFingerprint.put(fingerprinter.current(secret).hex(), key);
    }

    @Override
    public Optional<KnownCredential> find(PresentedCredential credential) {
        return Optional.ofNullable(
                byFingerprint.get(fingerprinter.current(credential.secret()).hex()));
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
