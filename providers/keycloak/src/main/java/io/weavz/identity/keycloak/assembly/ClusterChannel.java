package io.weavz.identity.keycloak.assembly;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;

/** Tells the other nodes something, by Keycloak's cluster. It is for speed alone: a message may be lost. */
final class ClusterChannel {

    private static final Logger LOG = Logger.getLogger(ClusterChannel.class);

    /** A node that hangs must not hold up those who change something. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final String name;
    private final Consumer<String> heard;
    private final ExecutorService sender = Executors.newCachedThreadPool(Background.threads("weavz-cluster-channel"));

    /** @param heard takes what the others say; it must not wait for anything */
    ClusterChannel(String name, Consumer<String> heard) {
        this.name = name;
        this.heard = heard;
    }

    void listen(KeycloakSession session) {
        session.getProvider(ClusterProvider.class).registerListener(name, event -> {
            if (event instanceof ClusterMessage message) {
                heard.accept(message.text());
            }
        });
    }

    /** Returns when the others have heard it, or after half a second. */
    void tell(KeycloakSession session, String text) {
        ClusterProvider cluster = session.getProvider(ClusterProvider.class);
        Future<?> told = sender.submit(() -> cluster.notify(name, new ClusterMessage(text), true));
        try {
            told.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("Not every node has heard of a change yet: %s", e);
        }
    }

    void close() {
        sender.shutdownNow();
    }
}
