package io.weavz.identity.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks the service about one request. Whatever is not plainly its answer is no answer, so nobody is let in by it. */
final class VerifyDoor implements Function<List<String>, Verdict> {

    private static final Verdict UNAVAILABLE = new Verdict.Unavailable(Duration.ofSeconds(1));
    private static final long LONGEST_WAIT = 3600;

    private final HttpClient client;
    private final URI address;
    private final Duration timeout;
    private final Semaphore free;

    VerifyDoor(DoorOptions options) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        String service = options.service().toString();
        this.address = URI.create((service.endsWith("/") ? service : service + "/") + "api/v1/verify"
                + options.mcpServer()
                        .map(id -> "?server=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .orElse(""));
        this.timeout = options.timeout();
        this.free = new Semaphore(options.concurrency());
    }

    @Override
    public Verdict apply(List<String> headers) {
        if (!free.tryAcquire()) {
            return UNAVAILABLE;
        }
        try {
            return ask(headers);
        } finally {
            free.release();
        }
    }

    private Verdict ask(List<String> headers) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .headers(headers.toArray(String[]::new))
                .build();
        // The request's own timeout ends with the headers; this one bounds the body too.
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            return verdict(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return UNAVAILABLE;
        } catch (TimeoutException e) {
            answer.cancel(true);
            return UNAVAILABLE;
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return UNAVAILABLE;
        }
    }

    private static Verdict verdict(HttpResponse<Void> answer) {
        boolean limited = answer.headers().firstValue("Retry-After").isPresent();
        return switch (answer.statusCode()) {
            case 200 ->
                IdentityHeaders.caller(answer.headers()::allValues)
                        .<Verdict>map(Verdict.Granted::new)
                        .orElse(UNAVAILABLE);
            case 401 -> new Verdict.Refused(Refusal.INVALID);
            // The service may be told to say 403 instead of 429.
            case 403 -> limited ? new Verdict.Limited(wait(answer)) : new Verdict.Refused(Refusal.FORBIDDEN);
            case 429 -> new Verdict.Limited(wait(answer));
            case 503 -> new Verdict.Unavailable(wait(answer));
            default -> UNAVAILABLE;
        };
    }

    private static Duration wait(HttpResponse<Void> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return Duration.ofSeconds(
                seconds.matches("[0-9]{1,9}") ? Math.min(LONGEST_WAIT, Math.max(1, Long.parseLong(seconds))) : 1);
    }

    @Override
    public String toString() {
        return "VerifyDoor[" + address + "]";
    }
}
