package io.weavz.identity.keycloak.usage;

import io.weavz.identity.access.registry.Usage;
import java.time.Instant;

/** The uses of one credential in one hour, on the wire. */
record UsageView(String credentialId, Instant hour, long granted, long refused) {

    static UsageView of(Usage usage) {
        return new UsageView(usage.credentialId(), usage.hour(), usage.granted(), usage.refused());
    }
}
