package io.weavz.identity.keycloak.whoami;

import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/**
 * The open streams of the transport HTTP+SSE (revision 2024-11-05) on this node: a client opens one and posts its
 * messages beside it, to the same node. A stream is as good as nothing without the credential that opened it.
 */
final class Streams {

    /** Each holds a connection; a client that comes too late has Streamable HTTP, which needs none. */
    private static final int MOST = 200;

    private static final int MOST_UNREAD = 16;
    private static final long LIFE_MINUTES = 10;

    private final Map<String, Stream> open = new ConcurrentHashMap<>();

    /** One of them. */
    static final class Stream {

        private final String credentialId;
        private final SubmissionPublisher<OutboundSseEvent> events =
                new SubmissionPublisher<>(Runnable::run, MOST_UNREAD);

        private Stream(String credentialId) {
            this.credentialId = credentialId;
        }

        /** @return whether the client is there and has not fallen behind */
        boolean send(OutboundSseEvent event) {
            return events.hasSubscribers() && events.offer(event, null) >= 0;
        }

        private boolean isLeft() {
            return events.isClosed() || !events.hasSubscribers();
        }
    }

    /** What a client reads; the first event is there at once. Absent when too many are open. */
    Optional<Flow.Publisher<OutboundSseEvent>> open(String credentialId, Greeting greeting) {
        open.values().removeIf(Stream::isLeft);
        if (open.size() >= MOST) {
            return Optional.empty();
        }
        String id = UUID.randomUUID().toString();
        Stream stream = new Stream(credentialId);
        return Optional.of(reader -> {
            open.put(id, stream);
            stream.events.subscribe(reader);
            stream.events.offer(greeting.of(id), null);
            CompletableFuture.delayedExecutor(LIFE_MINUTES, TimeUnit.MINUTES).execute(() -> close(id, stream));
        });
    }

    private void close(String id, Stream stream) {
        open.remove(id);
        stream.events.close();
    }

    Optional<Stream> find(String id, String credentialId) {
        return Optional.ofNullable(open.get(id)).filter(stream -> stream.credentialId.equals(credentialId));
    }

    /** The event that tells where to post. */
    interface Greeting {
        OutboundSseEvent of(String streamId);
    }
}
