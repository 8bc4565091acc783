package io.weavz.identity.distribution;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was added, last in first out, exactly once: when asked to, or when this JVM ends, by Ctrl-C for instance.
 * What is added after that is closed at once, so a start that is interrupted half way leaves nothing running.
 */
final class ClosingOrder implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    ClosingOrder() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeWithThisProcess, "stop"));
    }

    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        if (closed) {
            close();
        }
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            AutoCloseable next = open.pop();
            try {
                next.close();
            } catch (Exception e) {
                System.err.println("While stopping: " + e);
            }
        }
    }

    private void closeWithThisProcess() {
        close();
        // A build that was under way: nobody would wait for it any more.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }
}
