package io.weavz.identity.access.registry;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The issued credentials. Looking one up by its secret is not done here but by the lookup port. */
public interface Credentials {

    void add(CredentialRecord credential, Fingerprint fingerprint);

    /** An API key of the organization. */
    Optional<CredentialRecord> apiKey(String organizationId, String id);

    List<CredentialRecord> apiKeys(String organizationId);

    long countApiKeys(String organizationId);

    Optional<CredentialRecord> serviceKey(String id);

    List<CredentialRecord> serviceKeys();

    /** The one token without an end user. */
    Optional<CredentialRecord> staticToken(String serverId);

    Optional<CredentialRecord> endUserToken(String serverId, String id);

    List<CredentialRecord> endUserTokens(String serverId);

    /**
     * Writes name, enabled, expiry, metadata and the limit.
     *
     * @param change takes the credential as it is now, which nobody else changes until this request ends
     * @return what it is then; absent when it is gone
     */
    Optional<CredentialRecord> update(String id, UnaryOperator<CredentialRecord> change);

    /**
     * Gives the credential a new secret. The old one is good until {@code overlapEnds}; one that was still overlapping
     * before is dead at once.
     */
    void replaceSecret(
            String id,
            CredentialFormat format,
            Fingerprint fingerprint,
            String displayPrefix,
            Optional<Instant> overlapEnds);

    /** @return false when somebody has removed it before */
    boolean remove(String id);

    /** A token of a person's sign-in. */
    Optional<CredentialRecord> personToken(String id);

    /**
     * Spends a refresh token. Whoever spends the same one at the same time waits until this transaction has ended.
     *
     * @param grace how long a spent token is still taken, for two processes that share it
     * @return whether the token may be used
     */
    boolean spend(String id, Instant now, Duration grace);

    /** Removes every token of a sign-in. */
    void removeFamily(String familyId);

    /** Removes the tokens of a person's sign-ins that have expired. */
    void removeExpired(String userId, Instant now);
}
