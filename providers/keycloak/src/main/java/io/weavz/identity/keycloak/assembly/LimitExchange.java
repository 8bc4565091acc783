package io.weavz.identity.keycloak.assembly;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Tells the other nodes twice a second what this one let through, so that a limit is one for the cluster. Until they hear
 * of it each lets through what it would alone: N nodes may let through N limits at once, and then nothing until that is
 * paid back. A node that hears nothing counts by itself.
 */
final class LimitExchange {

    private static final Logger LOG = Logger.getLogger(LimitExchange.class);
    private static final long INTERVAL_MILLIS = 500;
    private static final int MOST_IN_A_MESSAGE = 1_000;

    private final KeycloakSessionFactory factory;
    private final PlanLimits limits;
    private final ClusterChannel channel;
    private final ScheduledExecutorService timer = Background.timer("weavz-limit-exchange");

    LimitExchange(KeycloakSessionFactory factory, PlanLimits limits) {
        this.factory = factory;
        this.limits = limits;
        this.channel = new ClusterChannel("weavz-limits", this::heard);
    }

    void start(KeycloakSession session) {
        channel.listen(session);
        timer.scheduleWithFixedDelay(this::tell, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell() {
        try {
            List<Bucket.Spent> spent = limits.takeSpent(MOST_IN_A_MESSAGE);
            if (!spent.isEmpty()) {
                String text = spent.stream().map(Bucket.Spent::text).collect(Collectors.joining("\n"));
                KeycloakModelUtils.runJobInTransaction(factory, session -> channel.tell(session, text));
            }
        } catch (RuntimeException e) {
            LOG.debugf("The other nodes were not told what this one let through: %s", e.getMessage());
        }
    }

    private void heard(String text) {
        Arrays.stream(text.split("\n")).map(Bucket.Spent::of).forEach(limits::spentElsewhere);
    }

    void close() {
        timer.shutdownNow();
        channel.close();
    }
}
