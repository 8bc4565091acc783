package io.weavz.identity.it.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A resource server on Node.js with openid-client. Without Node it is skipped, and fails in CI. */
@Tag("gateways")
class OpenidClientIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Program node;

    @BeforeAll
    static void start() {
        Path folder = NodeExample.installed("resource-servers/openid-client", "server.mjs");
        acme = Fixture.organization(SERVER);
        node = Program.start(
                folder,
                Map.of(
                        "ISSUER", SERVER.url(),
                        "CLIENT_ID", "weavz-gateway",
                        "CLIENT_SECRET", Clients.secret("weavz-gateway")),
                List.of("node", "server.mjs"));
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aKeyIsActiveUntilItIsRevoked() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "for Node")
                .expect(201);
        Answer granted = node.get("/").bearer(made.text("/plainKey")).expect(200);
        assertThat(granted.text("/organization")).isEqualTo(acme.id());
        assertThat(granted.text("/method")).isEqualTo("api_key");

        Http.delete("/api/v1/api-keys/" + made.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);
        node.get("/").bearer(made.text("/plainKey")).expect(401);
    }

    @Test
    void whatIsNotForThisApiIsRefused() {
        node.get("/").expect(401);
        node.get("/").bearer("wvz_unknown").expect(401);
        node.get("/").bearer(acme.mcpToken()).expect(401);
        node.get("/").bearer(acme.apiKey()).bearer(acme.apiKey()).expect(401);
        node.get("/").bearer(Presenting.jwt(acme.apiKey())).expect(200);
    }
}
