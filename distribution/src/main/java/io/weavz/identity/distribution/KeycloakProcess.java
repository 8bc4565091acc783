package io.weavz.identity.distribution;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keycloak as a child process. */
final class KeycloakProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final Process process;

    KeycloakProcess(Process process) {
        this.process = process;
    }

    /** Waits until the database is migrated and the realm imported; says false when Keycloak ended or time ran out. */
    boolean awaitReady(URI health, Duration limit) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(POLL).build();
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (isReady(client, request)) {
                return true;
            }
        }
        return false;
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** What {@code kc.sh} runs; the script itself only hands signals on. */
    ProcessHandle java() {
        return process.descendants().findFirst().orElseThrow(() -> new IllegalStateException("Keycloak has ended"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks Keycloak to end and waits; what has not ended by then is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notListeningYet) {
            return false;
        }
    }
}
