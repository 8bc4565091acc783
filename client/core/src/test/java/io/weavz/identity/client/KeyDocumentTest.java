package io.weavz.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDocumentTest {

    private final StubService service = new StubService();

    @AfterEach
    void stop() {
        service.close();
    }

    private KeyDocument document() {
        return new KeyDocument(service.url("/certs"), Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({"65536, true", "65537, false"})
    void aDocumentOfBoundedLengthIsRead(int length, boolean isRead) {
        byte[] body = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        service.answers(exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        assertThat(document().get().isPresent()).isEqualTo(isRead);
    }

    @Test
    void anotherStatusOrAnotherPlaceOrNoAnswerIsNoDocument() {
        service.answers(StubService.status(500, List.of()));
        assertThat(document().get()).isEmpty();
        service.answers(StubService.status(
                302, List.of("Location", service.url("/other").toString())));
        assertThat(document().get()).isEmpty();

        CountDownLatch end = new CountDownLatch(1);
        service.answers(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(document().get()).isEmpty();
        end.countDown();
        service.close();
        assertThat(document().get()).isEmpty();
    }
}
