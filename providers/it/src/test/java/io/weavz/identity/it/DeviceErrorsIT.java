package io.weavz.identity.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every refusal of {@code /oauth} is in the words of the RFCs, and what is public there. */
@Tag("postgres")
class DeviceErrorsIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static void refuses(Answer answer, int status, String error) {
        answer.expect(status);
        assertThat(answer.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.header("Content-Type").orElse("")).contains("application/json");
        assertThat(answer.json().fieldNames()).toIterable().containsExactlyInAnyOrder("error", "error_description");
        assertThat(answer.text("/error")).isEqualTo(error);
        assertThat(answer.text("/error_description")).isNotEmpty().doesNotContain("Exception");
    }

    static Stream<Arguments> badCodeRequests() {
        String good = Device.builtIn();
        return Stream.of(
                Arguments.of(400, "invalid_request", Json.object("client_id", "weavz-cli")),
                Arguments.of(400, "invalid_request", Json.object("resource", good)),
                Arguments.of(400, "invalid_request", Json.object("client_id", 1, "resource", good)),
                Arguments.of(400, "invalid_request", Json.object("client_id", "weavz-cli\u0000", "resource", good)),
                Arguments.of(401, "invalid_client", Json.object("client_id", "nobody", "resource", good)),
                Arguments.of(400, "unauthorized_client", Json.object("client_id", "weavz-dashboard", "resource", good)),
                Arguments.of(401, "unauthorized_client", Json.object("client_id", "weavz-gateway", "resource", good)),
                Arguments.of(
                        400,
                        "invalid_scope",
                        Json.object("client_id", "weavz-cli", "resource", good, "scope", "mcp:tools admin")),
                Arguments.of(400, "invalid_target", target("https://elsewhere.example/mcp/weavz")),
                Arguments.of(400, "invalid_target", target(good + "/")),
                Arguments.of(400, "invalid_target", target(good + "?a=b")),
                Arguments.of(400, "invalid_target", target(good + "#x")),
                Arguments.of(400, "invalid_target", target(good + "/oauth")),
                Arguments.of(
                        400,
                        "invalid_target",
                        target(good.replace("/weavz", "/srv_weavz").replace("/realms/srv_weavz", "/realms/weavz"))),
                Arguments.of(400, "invalid_target", target(SERVER.url() + "/api/v1")),
                Arguments.of(400, "invalid_target", target(SERVER.url() + ".evil.example/mcp/weavz")));
    }

    private static Object target(String resource) {
        return Json.object("client_id", "weavz-cli", "resource", resource);
    }

    @ParameterizedTest
    @MethodSource("badCodeRequests")
    void aBadCodeRequestIsRefused(int status, String error, Object body) {
        refuses(
                Http.post("/oauth/device/code")
                        .body("application/json", body.toString())
                        .send(),
                status,
                error);
    }

    static Stream<Arguments> badTokenRequests() {
        return Stream.of(
                Arguments.of(400, "invalid_request", Json.object("client_id", "weavz-cli")),
                Arguments.of(400, "unsupported_grant_type", Json.object("grant_type", "password")),
                Arguments.of(400, "unsupported_grant_type", Json.object("grant_type", "client_credentials")),
                Arguments.of(400, "invalid_request", Json.object("grant_type", GRANT, "client_id", "weavz-cli")),
                Arguments.of(400, "invalid_request", Json.object("grant_type", GRANT, "device_code", "x")),
                Arguments.of(
                        400,
                        "invalid_grant",
                        Json.object("grant_type", GRANT, "client_id", "weavz-cli", "device_code", "x")),
                Arguments.of(
                        401,
                        "invalid_client",
                        Json.object("grant_type", GRANT, "client_id", "nobody", "device_code", "x")),
                Arguments.of(400, "invalid_request", Json.object("grant_type", "refresh_token")),
                Arguments.of(400, "invalid_grant", refresh("x")),
                Arguments.of(400, "invalid_grant", refresh("mcpr_zyxwvutsrqponmlkjihgfedcba98765434eyom")),
                Arguments.of(400, "invalid_grant", refresh("mcpo_zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz0plgsY")));
    }

    private static Object refresh(String token) {
        return Json.object("grant_type", "refresh_token", "refresh_token", token);
    }

    @ParameterizedTest
    @MethodSource("badTokenRequests")
    void aBadTokenRequestIsRefused(int status, String error, Object body) {
        refuses(
                Http.post("/oauth/token")
                        .body("application/json", body.toString())
                        .send(),
                status,
                error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/device/code", "/oauth/token"})
    void whatIsNoRequestIsRefusedInTheSameWords(String path) {
        refuses(Http.post(path).body("application/json", "{").send(), 400, "invalid_request");
        refuses(Http.post(path).body("application/json", "[]").send(), 400, "invalid_request");
        refuses(
                Http.post(path)
                        .body("application/json", "{\"a\":\"1\",\"a\":\"2\"}")
                        .send(),
                400,
                "invalid_request");
        refuses(Http.post(path).body("application/json", "").send(), 400, "invalid_request");
        refuses(
                Http.post(path)
                        .body("application/x-www-form-urlencoded", "client_id=weavz-cli&client_id=weavz-cli")
                        .send(),
                400,
                "invalid_request");
        refuses(Http.post(path).body("text/plain", "{}").send(), 415, "invalid_request");
        refuses(Http.post(path).send(), 415, "invalid_request");
        refuses(
                Http.post(path)
                        .body("application/json", "{\"a\":\"" + "x".repeat(70_000) + "\"}")
                        .send(),
                413,
                "invalid_request");
        refuses(Http.get(path).send(), 405, "invalid_request");
        refuses(Http.put(path).json("a", "b").send(), 405, "invalid_request");
        refuses(Http.post(path + "/unknown").json("a", "b").send(), 404, "invalid_request");
    }

    @Test
    void unknownPathsAreRefusedInTheSameWords() {
        refuses(Http.get("/oauth/unknown").send(), 404, "invalid_request");
        refuses(Http.get("/oauth").send(), 404, "invalid_request");
    }

    @Test
    @DisplayName("case 44: the page of the code leads to Keycloak and nowhere else")
    void thePageLeadsToKeycloak() {
        String start = SERVER.url() + "/device";
        for (String code :
                List.of("//evil.example", "x%0d%0aLocation:%20http://evil.example", "a&b=c", "%3Cscript%3E")) {
            assertThat(Http.get("/oauth/device?user_code=" + code)
                            .expect(302)
                            .header("Location")
                            .orElseThrow())
                    .matches(Pattern.quote(start) + "\\?user_code=[A-Za-z0-9%.:+-]*");
        }
        assertThat(Http.get("/oauth/device").expect(302).header("Location")).hasValue(start);
        assertThat(Http.get("/oauth/device?user_code=" + "x".repeat(33))
                        .expect(302)
                        .header("Location"))
                .hasValue(start);
    }

    @Test
    void metadataIsWhereAServerTakesOauth() {
        Organization acme = Fixture.organization(SERVER);
        String below = "/mcp/srv_" + acme.mcpServerId() + "/oauth";
        for (String url : List.of(
                SERVER.rootUrl() + "/.well-known/oauth-protected-resource/realms/weavz" + below,
                SERVER.rootUrl() + "/.well-known/oauth-protected-resource" + below,
                SERVER.url() + "/oauth/protected-resource" + below)) {
            Answer metadata = Http.get(url).expect(200);
            assertThat(metadata.text("/resource")).isEqualTo(acme.mcpEndpoint() + "/oauth");
            assertThat(metadata.text("/authorization_servers/0")).isEqualTo(SERVER.url());
            assertThat(metadata.text("/scopes_supported/0")).isEqualTo("mcp:tools");
            assertThat(metadata.text("/bearer_methods_supported/0")).isEqualTo("header");
        }
        String bearerOnly = Http.post("/api/v1/mcp/servers")
                .bearer(acme.apiKey())
                .json("name", "static", "workspaceId", acme.workspaceId(), "authMode", "bearer")
                .expect(201)
                .text("/server/id");
        for (String path : List.of(
                "/mcp/srv_" + bearerOnly + "/oauth",
                "/mcp/srv_unknown/oauth",
                "/mcp/srv_" + acme.mcpServerId(),
                "/mcp/weavz")) {
            refuses(
                    Http.get(SERVER.rootUrl() + "/.well-known/oauth-protected-resource/realms/weavz" + path)
                            .send(),
                    404,
                    "invalid_request");
            refuses(
                    Http.get(SERVER.rootUrl() + "/.well-known/oauth-protected-resource" + path)
                            .send(),
                    404,
                    "invalid_request");
        }
    }
}
