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

/** An application with quarkus-oidc, built by Maven as its people would: signed tokens offline, others introspected. */
@Tag("gateways")
class QuarkusOidcIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;
    private static Program quarkus;

    @BeforeAll
    static void start() {
        acme = Fixture.organization(SERVER);
        Path folder = Program.EXAMPLES.resolve("resource-servers/quarkus-oidc");
        Program.run(folder, "mvn", "-q", "-B", "-ntp", "package");
        quarkus = Program.start(
                folder,
                Map.of(
                        "WEAVZ_ISSUER", SERVER.url(),
                        "WEAVZ_CLIENT_SECRET", Clients.secret("weavz-gateway"),
                        "QUARKUS_HTTP_PORT", "0"),
                List.of(System.getProperty("java.home") + "/bin/java", "-jar", "target/quarkus-app/quarkus-run.jar"));
    }

    @AfterAll
    static void stop() {
        if (quarkus != null) {
            quarkus.close();
        }
    }

    @Test
    void aKeyIsActiveUntilItIsRevoked() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "for Quarkus")
                .expect(201);
        assertThat(quarkus.get("/").bearer(made.text("/plainKey")).expect(200).body())
                .isEqualTo(acme.id());

        Http.delete("/api/v1/api-keys/" + made.text("/apiKey/id"))
                .bearer(acme.apiKey())
                .expect(200);
        quarkus.get("/").bearer(made.text("/plainKey")).expect(401);
    }

    @Test
    void theTokenOfAGatewayIsVerifiedOffline() {
        String jwt = Presenting.jwt(acme.apiKey());
        assertThat(quarkus.get("/").bearer(jwt).expect(200).body()).isEqualTo(acme.id());
        quarkus.get("/")
                .bearer(jwt.substring(0, jwt.lastIndexOf('.') + 1) + "AAAA")
                .expect(401);
    }

    @Test
    void whatIsNotForThisApiIsRefused() {
        quarkus.get("/").expect(401);
        quarkus.get("/").bearer("wvz_unknown").expect(401);
        quarkus.get("/").bearer(acme.mcpToken()).expect(401);
    }
}
