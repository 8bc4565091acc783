package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.Fingerprint;
import io.weavz.identity.keycloak.audit.RefusalQueue;
import io.weavz.identity.keycloak.storage.ActingOrganizations;
import io.weavz.identity.keycloak.storage.CredentialUse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Writes in batches what requests leave behind: the uses of credentials, and refusals. */
final class WriteBehind {

    private static final Logger LOG = Logger.getLogger(WriteBehind.class);

    /** Somebody may be looking at them; there are few. */
    private static final Duration REFUSALS = Duration.ofSeconds(1);

    private final CredentialUse uses = new CredentialUse();
    private final ActingOrganizations acting = new ActingOrganizations();
    private final RefusalQueue refusals = new RefusalQueue();
    private final ScheduledExecutorService timer = Background.timer("weavz-write-behind");
    private final KeycloakSessionFactory factory;
    private final Clock clock;
    private volatile long usesWrittenAt;
    private volatile long refusalsWrittenAt;

    /** @param interval between writes of uses: each one writes a row or two for every credential in use */
    WriteBehind(KeycloakSessionFactory factory, Clock clock, Duration interval) {
        this.factory = factory;
        this.clock = clock;
        every(interval, this::flushUses);
        every(REFUSALS, this::flushRefusals);
    }

    private void every(Duration interval, Runnable flush) {
        timer.scheduleWithFixedDelay(flush, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    void renewed(String credentialId, Fingerprint fingerprint) {
        uses.renewed(credentialId, fingerprint);
    }

    RefusalQueue refusals() {
        return refusals;
    }

    CredentialUse uses() {
        return uses;
    }

    ActingOrganizations acting() {
        return acting;
    }

    /** In milliseconds since 1970, whether there was anything to write or not; 0 before the first time. */
    long usesWrittenAt() {
        return usesWrittenAt;
    }

    long refusalsWrittenAt() {
        return refusalsWrittenAt;
    }

    private synchronized void flushUses() {
        try {
            uses.flush(factory, clock.millis());
            acting.flush(factory);
            usesWrittenAt = clock.millis();
        } catch (RuntimeException e) {
            LOG.warnf("Uses of credentials wait, they could not be written: %s", e.getMessage());
        }
    }

    private synchronized void flushRefusals() {
        try {
            if (!refusals.isEmpty()) {
                KeycloakModelUtils.runJobInTransaction(factory, refusals::flush);
            }
            refusalsWrittenAt = clock.millis();
        } catch (RuntimeException e) {
            LOG.warnf("Refusals are lost, they could not be written: %s", e.getMessage());
        }
    }

    void close() {
        timer.shutdown();
        flushUses();
        flushRefusals();
    }
}
