package io.weavz.identity.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTest {
    @TempDir
    private Path folder;

    private SeededServer server;

    @BeforeEach
    void start() throws IOException {
        server = new SeededServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEmptyServerGetsOneOfEverything() throws IOException {
        Credentials credentials = plant();

        assertThat(credentials.get("ORG_ID")).isEqualTo("org-1");
        assertThat(credentials.get("API_KEY")).isEqualTo("key-1");
        assertThat(credentials.get("SERVICE_KEY")).isEqualTo("service-1");
        assertThat(credentials.get("MCP_TOKEN")).isEqualTo("mcp-1");
        assertThat(credentials.get("MCP_ENDPOINT")).endsWith("/mcp/srv_s1");
        assertThat(credentials.get("OWNER_PASSWORD")).isNotEmpty();
    }

    @Test
    void aLaterStartMakesNothingAnew() throws IOException {
        Credentials first = plant();
        server.forgetRequests();

        Credentials second = plant();

        assertThat(second.get("API_KEY")).isEqualTo(first.get("API_KEY"));
        assertThat(second.get("MCP_TOKEN")).isEqualTo(first.get("MCP_TOKEN"));
        assertThat(server.posts()).allMatch(path -> path.endsWith("/token") || path.endsWith("/clients"));
    }

    @Test
    void onlyWhatIsLostIsReissued() throws IOException {
        Credentials credentials = plant();
        credentials.put("MCP_TOKEN", "lost");
        credentials.put("SERVICE_KEY", "lost");
        credentials.save();

        Credentials again = plant();

        assertThat(List.of(again.get("API_KEY"), again.get("SERVICE_KEY"), again.get("MCP_TOKEN")))
                .containsExactly("key-1", "service-2", "mcp-2");
    }

    @Test
    void anOrganizationThatIsThereAlreadyIsFoundByItsSlug() throws IOException {
        plant();
        Credentials empty = Credentials.in(folder.resolve("other"));

        plant(empty);

        assertThat(empty.get("ORG_ID")).isEqualTo("org-1");
        assertThat(empty.get("API_KEY")).isEqualTo("key-2");
    }

    @Test
    void aFailureNamesTheRequestAndTheAnswerButNoSecret() throws IOException {
        server.refuse("/api/v1/api-keys");

        assertThatThrownBy(this::plant)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("POST " + server.url() + "/realms/weavz/api/v1/api-keys")
                .hasMessageContaining("503")
                .hasMessageNotContaining(secrets().bootstrapServiceKey());
    }

    private Credentials plant() throws IOException {
        Credentials credentials = Credentials.in(folder);
        plant(credentials);
        credentials.save();
        return credentials;
    }

    private void plant(Credentials credentials) {
        KeycloakAdmin admin =
                new KeycloakAdmin(URI.create(server.url()), secrets().keycloakAdminPassword());
        new Seed(URI.create(server.url() + "/realms/weavz"), secrets(), admin, credentials).plant();
    }

    private Secrets secrets() {
        return new Secrets(folder.resolve("secrets"));
    }
}
