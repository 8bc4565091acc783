package io.weavz.identity.it.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The older transport of MCP: a stream by GET, and what is posted beside it is answered there. */
@Timeout(60)
class SseTransportIT {
    private static final String WHOAMI =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\"}}";

    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(Weavz.server());
        other = Fixture.organization(Weavz.server());
    }

    /** A stream that somebody reads. */
    private static final class Reader implements AutoCloseable {
        private final BufferedReader lines;
        private final HttpResponse<InputStream> response;

        Reader(String endpoint, String token) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream")
                    .timeout(Duration.ofSeconds(30))
                    .build();
            response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The data of the next event, which must have this name. */
        String next(String name) throws IOException {
            StringBuilder data = new StringBuilder();
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !data.isEmpty()) {
                    assertThat(event).isEqualTo(name);
                    return data.toString();
                }
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                }
            }
            throw new AssertionError("The stream has ended");
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private static String absolute(String path) {
        return URI.create(acme.mcpEndpoint()).resolve(path).toString();
    }

    private static Http post(String url, String token) {
        return Http.post(url).bearer(token).body("application/json", WHOAMI);
    }

    @Test
    void whatIsPostedBesideTheStreamIsAnsweredThere() throws Exception {
        try (Reader reader = new Reader(acme.mcpEndpoint(), acme.mcpToken())) {
            assertThat(reader.response.statusCode()).isEqualTo(200);
            String url = absolute(reader.next("endpoint"));
            assertThat(post(url, acme.mcpToken()).expect(202).body()).isEmpty();
            assertThat(Json.parse(reader.next("message"))
                            .at("/result/structuredContent/organization/id")
                            .asText())
                    .isEqualTo(acme.id());
        }
    }

    @Test
    void theStreamOfSomebodyElseIsNotFound() throws Exception {
        try (Reader reader = new Reader(acme.mcpEndpoint(), acme.mcpToken())) {
            String url = absolute(reader.next("endpoint"));
            post(url, other.mcpToken()).expect(401);
            post(url.replace(acme.mcpServerId(), other.mcpServerId()), other.mcpToken())
                    .expect(404);
            post(acme.mcpEndpoint() + "?stream=unknown", acme.mcpToken()).expect(404);
        }
    }

    @Test
    void aStreamNeedsATokenOfTheServer() {
        Answer refused = Http.get(acme.mcpEndpoint())
                .bearer(other.mcpToken())
                .header("Accept", "text/event-stream")
                .expect(401);
        assertThat(refused.text("/error")).isEqualTo("UNAUTHORIZED");
        assertThat(refused.header("WWW-Authenticate")).hasValue("Bearer realm=\"weavz\", error=\"invalid_token\"");
    }

    @Test
    void aClientOfStreamableHttpLearnsThatThereIsNothingToWaitFor() {
        Answer refused = Http.get(acme.mcpEndpoint())
                .bearer(acme.mcpToken())
                .header("Accept", "text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .expect(405);
        assertThat(refused.header("Allow")).hasValue("POST");
        Http.get(acme.mcpEndpoint()).bearer(acme.mcpToken()).expect(405);
    }
}
