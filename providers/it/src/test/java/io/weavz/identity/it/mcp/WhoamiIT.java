package io.weavz.identity.it.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The diagnostic MCP server at the address of every MCP server, over Streamable HTTP. */
@Tag("postgres")
class WhoamiIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static final String WHOAMI =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\"}}";

    private static Organization acme;
    private static Organization other;

    @BeforeAll
    static void organizations() {
        acme = Fixture.organization(SERVER);
        other = Fixture.organization(SERVER);
    }

    private static Http post(String body) {
        return Http.post(acme.mcpEndpoint()).bearer(acme.mcpToken()).body("application/json", body);
    }

    private static String call(String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static void isRefused(Answer answer, int status, String category, String message, String challenge) {
        answer.expect(status);
        assertThat(answer.text("/error")).isEqualTo(category);
        assertThat(answer.text("/message")).isEqualTo(message);
        assertThat(answer.header("WWW-Authenticate")).hasValue(challenge);
    }

    private static void isUnauthorized(Answer answer) {
        isRefused(
                answer,
                401,
                "UNAUTHORIZED",
                "Invalid or missing authentication credentials",
                "Bearer realm=\"weavz\", error=\"invalid_token\"");
    }

    @Test
    void whoamiTellsWhatTheTokenStandsFor() {
        Answer answer = post(WHOAMI).expect(200);
        JsonNode told = answer.json().at("/result/structuredContent");
        assertThat(answer.text("/id")).isEqualTo("7");
        assertThat(told.at("/organization/id").asText()).isEqualTo(acme.id());
        assertThat(told.at("/organization/slug").asText()).isEqualTo(acme.slug());
        assertThat(told.at("/project")).isEqualTo(Json.object("id", acme.workspaceId(), "name", "Demo"));
        assertThat(told.at("/server")).isEqualTo(Json.object("id", acme.mcpServerId(), "name", "Demo"));
        assertThat(told.at("/scopes").toString()).isEqualTo("[\"mcp:tools\"]");
        assertThat(told.at("/authMethod").asText()).isEqualTo("mcp_bearer");
        assertThat(Json.parse(answer.text("/result/content/0/text"))).isEqualTo(told);
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.body()).doesNotContain(acme.mcpToken());
    }

    @ParameterizedTest
    @ValueSource(strings = {"srv_", "server_", ""})
    void theServerIsFoundByEachNameOfIt(String prefix) {
        String path = "/mcp/" + prefix + acme.mcpServerId();
        Http.post(path).bearer(acme.mcpToken()).body("application/json", WHOAMI).expect(200);
        Http.post(SERVER.url().replaceAll("/realms/.*", "") + path)
                .bearer(acme.mcpToken())
                .body("application/json", WHOAMI)
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-05,2024-11-05",
        "2025-03-26,2025-03-26",
        "2025-06-18,2025-06-18",
        "2025-11-25,2025-11-25",
        "2026-07-28,2025-11-25",
        "1999-01-01,2025-11-25"
    })
    void aHandshakeAgreesOnARevisionThatHasOne(String asked, String agreed) {
        Answer answer = post(call("initialize", "{\"protocolVersion\":\"" + asked + "\",\"capabilities\":{}}"))
                .expect(200);
        assertThat(answer.text("/result/protocolVersion")).isEqualTo(agreed);
        assertThat(answer.json().at("/result/capabilities/tools").isObject()).isTrue();
        assertThat(answer.header("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void theListHasTheOneTool() {
        Answer answer = post(call("tools/list", "{}")).expect(200);
        assertThat(answer.json().at("/result/tools")).hasSize(1);
        assertThat(answer.text("/result/tools/0/name")).isEqualTo("whoami");
    }

    @Test
    void aCommandLineThatSaysNothingOfWhatItAcceptsGetsJson() {
        Answer answer = post(call("ping", "{}")).expect(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}"
            })
    void whatAsksForNothingIsAccepted(String message) {
        assertThat(post(message).expect(202).body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {                                                             | 400 | -32700 |
                    ''                                                            | 400 | -32700 |
                    {} {}                                                         | 400 | -32700 |
                    7                                                             | 400 | -32600 |
                    {}                                                            | 400 | -32600 |
                    {"jsonrpc":"1.0","id":1,"method":"ping"}                      | 400 | -32600 | 1
                    {"jsonrpc":"2.0","id":null,"method":"ping"}                   | 400 | -32600 |
                    {"jsonrpc":"2.0","id":[1],"method":"ping"}                    | 400 | -32600 |
                    {"jsonrpc":"2.0","id":"a"}                                    | 400 | -32600 | a
                    {"jsonrpc":"2.0","id":"a","method":"ping","params":[]}        | 200 | -32602 | a
                    {"jsonrpc":"2.0","id":1,"method":"resources/list"}            | 200 | -32601 | 1
                    {"jsonrpc":"2.0","id":1,"method":"initialize"}                | 200 | -32602 | 1
                    {"jsonrpc":"2.0","id":1,"method":"tools/call"}                | 200 | -32602 | 1
                    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"whoami","arguments":{"a":1}}} | 200 | -32602 | 1
                    {"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}} | 200 | -32602 | 1
                    """)
    void whatIsWrongHasItsCode(String body, int status, int code, String id) {
        Answer answer = post(body).expect(status);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(code);
        assertThat(answer.json().at("/id").asText("null")).isEqualTo(id == null ? "null" : id);
        assertThat(answer.json().has("result")).isFalse();
    }

    @Test
    void aBatchIsAnsweredInTheOneRevisionThatHasThem() {
        String batch =
                "[" + call("ping", "{}") + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}," + WHOAMI + ",5]";
        JsonNode answers = post(batch).expect(200).json();
        assertThat(answers).hasSize(3);
        assertThat(answers.at("/1/result/structuredContent/organization/id").asText())
                .isEqualTo(acme.id());
        assertThat(answers.at("/2/error/code").asInt()).isEqualTo(-32600);
        assertThat(post("[]").expect(400).json().at("/error/code").asInt()).isEqualTo(-32600);
        assertThat(post("[" + call("ping", "{}") + "]")
                        .header("MCP-Protocol-Version", "2025-06-18")
                        .expect(400)
                        .json()
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32600);
    }

    @Test
    void aRevisionThatNobodyKnowsIsRefusedWithThoseThatAreKnown() {
        Answer answer =
                post(WHOAMI).header("MCP-Protocol-Version", "1999-01-01").expect(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32022);
        assertThat(answer.json().at("/error/data/supported").toString()).contains("2026-07-28", "2025-03-26");
    }

    private static Http stateless(String method, String version, String more) {
        return post(call(
                method, "{" + more + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + version + "\"}}"));
    }

    @Test
    void aRequestWithoutAHandshakeSaysItsRevisionTwice() {
        Answer discovered = stateless("server/discover", "2026-07-28", "")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "server/discover")
                .expect(200);
        assertThat(discovered.json().at("/result/supportedVersions/0").asText()).isEqualTo("2026-07-28");
        assertThat(discovered.text("/result/resultType")).isEqualTo("complete");
        stateless("tools/call", "2026-07-28", "\"name\":\"whoami\",")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "whoami")
                .expect(200);
        Answer unknown = stateless("prompts/list", "2026-07-28", "")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "prompts/list")
                .expect(404);
        assertThat(unknown.json().at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void aHeaderThatSaysOtherwiseThanTheBodyIsRefused() {
        List<Http> lies = List.of(
                stateless("ping", "2026-07-28", ""),
                stateless("ping", "2026-07-28", "").header("MCP-Protocol-Version", "2026-07-28"),
                stateless("ping", "2026-07-28", "")
                        .header("MCP-Protocol-Version", "2025-11-25")
                        .header("Mcp-Method", "ping"),
                stateless("ping", "2026-07-28", "")
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call"),
                stateless("tools/call", "2026-07-28", "\"name\":\"whoami\",")
                        .header("MCP-Protocol-Version", "2026-07-28")
                        .header("Mcp-Method", "tools/call")
                        .header("Mcp-Name", "other"));
        for (Http lie : lies) {
            assertThat(lie.expect(400).json().at("/error/code").asInt()).isEqualTo(-32020);
        }
    }

    @Test
    void theTransportHasItsOwnRefusals() {
        assertThat(Http.method("DELETE", acme.mcpEndpoint())
                        .bearer(acme.mcpToken())
                        .expect(405)
                        .text("/error"))
                .isEqualTo("METHOD_NOT_ALLOWED");
        Http.post(acme.mcpEndpoint())
                .bearer(acme.mcpToken())
                .body("text/plain", WHOAMI)
                .expect(415);
        post(WHOAMI).header("Accept", "text/html").expect(406);
        post(WHOAMI).header("Accept", "application/json, text/event-stream").expect(200);
        post("\"" + "x".repeat(70_000) + "\"").expect(413);
    }

    @Test
    void whoIsCallingComesBeforeWhatIsSaid() {
        Answer missing = Http.post(acme.mcpEndpoint()).body("text/plain", "{").send();
        isRefused(
                missing,
                401,
                "UNAUTHORIZED",
                "Invalid or missing authentication credentials",
                "Bearer realm=\"weavz\"");
        isUnauthorized(Http.post(acme.mcpEndpoint())
                .bearer(acme.mcpToken() + "x")
                .body("text/plain", "{")
                .send());
    }

    @Test
    @DisplayName("case 5: no other kind of credential opens an MCP server")
    void noOtherKindOfCredentialOpensAnMcpServer() {
        isUnauthorized(Http.post(acme.mcpEndpoint())
                .bearer(acme.apiKey())
                .body("application/json", WHOAMI)
                .send());
        isUnauthorized(Http.post(acme.mcpEndpoint())
                .serviceKey(SERVER.bootstrapServiceKey(), acme.id())
                .body("application/json", WHOAMI)
                .send());
        isUnauthorized(Http.post(acme.mcpEndpoint())
                .header("X-Service-Key", acme.mcpToken())
                .body("application/json", WHOAMI)
                .send());
    }

    @Test
    @DisplayName("case 9: a token in the query or in the body counts for nothing")
    void aTokenElsewhereCountsForNothing() {
        Http.post(acme.mcpEndpoint() + "?access_token=" + acme.mcpToken() + "&token=" + acme.mcpToken())
                .body("application/json", WHOAMI)
                .expect(401);
        Http.post(acme.mcpEndpoint()).form("access_token", acme.mcpToken()).expect(401);
    }

    @Test
    @DisplayName("case 20: a token opens its own server, whoever's another one is, and no other organization")
    void aTokenOpensItsOwnServerAlone() {
        for (String path : List.of(other.mcpEndpoint(), "/mcp/srv_unknown", "/mcp/weavz", "/mcp/..%2f..")) {
            isUnauthorized(Http.post(path)
                    .bearer(acme.mcpToken())
                    .body("application/json", WHOAMI)
                    .send());
        }
        isRefused(
                post(WHOAMI).header("X-Org-ID", other.id()).send(),
                403,
                "FORBIDDEN",
                "You do not have access to this resource",
                "Bearer realm=\"weavz\"");
        post(WHOAMI).header("X-Org-ID", acme.slug()).expect(200);
    }

    @Test
    void aSuspendedServerIsForbidden() {
        Organization asleep = Fixture.organization(SERVER);
        Http.patch("/api/v1/mcp/servers/" + asleep.mcpServerId())
                .bearer(asleep.apiKey())
                .json("suspended", true)
                .expect(200);
        isRefused(
                Http.post(asleep.mcpEndpoint())
                        .bearer(asleep.mcpToken())
                        .body("application/json", WHOAMI)
                        .send(),
                403,
                "FORBIDDEN",
                "You do not have access to this resource",
                "Bearer realm=\"weavz\"");
    }

    @Test
    @DisplayName("case 19: a page of a stranger gets nothing, one of ours gets its preflight")
    void aPageOfAStrangerGetsNothing() {
        post(WHOAMI).header("Origin", "https://evil.example").expect(403);
        post(WHOAMI).header("Origin", "null").expect(403);
        String ours = SERVER.url().replaceAll("/realms/.*", "");
        assertThat(post(WHOAMI).header("Origin", ours).expect(200).header("Access-Control-Allow-Origin"))
                .hasValue(ours);
        Answer preflight = Http.method("OPTIONS", acme.mcpEndpoint())
                .header("Origin", ours)
                .header("Access-Control-Request-Method", "POST")
                .expect(204);
        assertThat(preflight.header("Access-Control-Allow-Headers").orElse(""))
                .contains("MCP-Protocol-Version", "Mcp-Method", "Mcp-Name");
    }
}
