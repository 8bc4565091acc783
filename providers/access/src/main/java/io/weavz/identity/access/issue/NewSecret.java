package io.weavz.identity.access.issue;

import io.weavz.identity.access.credential.CredentialFormat;
import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.access.credential.Secret;

/**
 * A secret just made: to be shown once and then forgotten.
 *
 * @param displayPrefix its first eight characters
 */
public record NewSecret(Secret secret, CredentialFormat format, Fingerprint fingerprint, String displayPrefix) {

    /** The text for the one answer that shows it. */
    public String revealOnce() {
        return secret.reveal();
    }
}
