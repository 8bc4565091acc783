package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The service key that an operator puts into the configuration to begin with: of the format OPERATOR, good for any
 * organization, until the configured end. It has no row; its fingerprint lives in memory.
 */
final class BootstrapServiceKey {

    /** Its credential id in the audit trail. */
    static final String ID = "bootstrap";

    private final Fingerprint fingerprint;
    private final Fingerprinter fingerprinter;
    private final Instant expiresAt;

    private BootstrapServiceKey(Fingerprint fingerprint, Fingerprinter fingerprinter, Instant expiresAt) {
        this.fingerprint = fingerprint;
        this.fingerprinter = fingerprinter;
        this.expiresAt = expiresAt;
    }

    /** @throws IllegalArgumentException if the text is not of the format OPERATOR */
    static BootstrapServiceKey of(String text, Instant expiresAt, Fingerprinter fingerprinter) {
        boolean fits = CredentialFormat.of(CredentialKind.SERVICE_KEY, text)
                .filter(format -> format == CredentialFormat.OPERATOR)
                .isPresent();
        if (!fits) {
            throw new IllegalArgumentException("The option bootstrap-service-key must have 24 to 512 printable ASCII"
                    + " characters and none of the prefixes "
                    + Arrays.stream(CredentialKind.values())
                            .map(CredentialKind::prefix)
                            .collect(Collectors.joining(", ")));
        }
        return new BootstrapServiceKey(fingerprinter.current(Secret.of(text)), fingerprinter, expiresAt);
    }

    Optional<KnownCredential> find(PresentedCredential.Opaque presented) {
        boolean same = presented.format() == CredentialFormat.OPERATOR
                && MessageDigest.isEqual(bytes(fingerprint), bytes(fingerprinter.current(presented.secret())));
        return same ? Optional.of(known()) : Optional.empty();
    }

    private static byte[] bytes(Fingerprint fingerprint) {
        return fingerprint.hex().getBytes(StandardCharsets.US_ASCII);
    }

    KnownCredential known() {
        return new KnownCredential(
                ID,
                AuthMethod.SERVICE_KEY,
                new Standing.InNamed(Optional.empty()),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                Instant.EPOCH,
                Optional.of(expiresAt));
    }
}
