package io.weavz.identity.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Fetches the text of a JWK set from its one configured address; a token has no say in it. */
final class KeyDocument implements Supplier<Optional<String>> {

    private static final int LONGEST = 64 * 1024;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;

    KeyDocument(URI address, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
        this.timeout = timeout;
    }

    @Override
    public Optional<String> get() {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new BoundedBody(LONGEST));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return response.statusCode() == 200
                    ? Optional.of(new String(response.body(), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
