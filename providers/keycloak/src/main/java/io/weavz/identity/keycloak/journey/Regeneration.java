package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.keycloak.http.JsonBody;
import java.time.Instant;
import java.util.Optional;

/** Gives a key a new secret; the old one dies at once, or when the overlap that the body asks for ends. */
public final class Regeneration {

    private static final int MAX_OVERLAP_SECONDS = 30 * 24 * 3600;

    private Regeneration() {}

    /** Reads {@code {overlapSeconds?}}. */
    public static NewSecret regenerate(Journey journey, CredentialRecord key, JsonBody body) {
        Optional<Instant> overlapEnds = body.integer("overlapSeconds", 0, MAX_OVERLAP_SECONDS)
                .filter(seconds -> seconds > 0)
                .map(seconds -> journey.now().plusSeconds(seconds));
        NewSecret secret = journey.issuer().issue(key.kind());
        journey.credentials()
                .replaceSecret(key.id(), secret.format(), secret.fingerprint(), secret.displayPrefix(), overlapEnds);
        return secret;
    }
}
