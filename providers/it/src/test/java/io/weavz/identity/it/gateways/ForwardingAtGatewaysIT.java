package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.gateways.Gateway.Lack;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Abuse cases 14, 15 and 18: what is asked for, and from where, is what the gateway saw, however it is written. */
@Tag("gateways")
class ForwardingAtGatewaysIT {
    private static final Upstream API = Upstream.running();

    private static final Organization OTHER = Fixture.organization(Weavz.server());

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 14: a client does not say for verify what it asks for")
    void theForwardedRequestCannotBeForged(Gateway gateway) {
        RunningGateway running = gateway.running();
        String own = Caller.mcpToken().path();
        Http request = Caller.mcpToken().on(running.get("/mcp/srv_" + OTHER.mcpServerId() + "?server=srv_x"));
        for (String name : List.of(
                "X-Forwarded-Uri",
                "X-Forwarded-Path",
                "X-Forwarded-Prefix",
                "X-Original-URI",
                "X-Original-URL",
                "X-Rewrite-URL")) {
            request.header(name, own);
        }
        request.expect(401);
        assertThat(API.arrivals()).isEmpty();

        if (gateway.has(Lack.SESSION)) {
            Caller.session()
                    .on(running.request("POST", Caller.CONNECTIONS))
                    .header("X-Forwarded-Method", "GET")
                    .header("X-Original-Method", "GET")
                    .header("Origin", "https://evil.test")
                    .expect(403);
            assertThat(API.arrivals()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 14: the API is told of no other address, method or host than the real ones")
    void theApiIsNotToldOfAnotherRequest(Gateway gateway) {
        Http request = Caller.apiKey().on(gateway.running().get(Caller.CONNECTIONS));
        for (String name : List.of(
                "X-Forwarded-Uri",
                "X-Forwarded-Method",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Server",
                "X-Forwarded-User",
                "X-Original-URI",
                "X-Original-URL",
                "X-Original-Method",
                "X-Original-Host",
                "X-Rewrite-URL",
                "X-Real-IP",
                "X-HTTP-Method",
                "X-HTTP-Method-Override",
                "X-Method-Override",
                "Forwarded")) {
            request.header(name, "forged");
        }
        request.expect(200);

        assertThat(API.arrival().headers().toString()).doesNotContain("forged");
        assertThat(API.arrival().header("X-Forwarded-Proto")).hasValue("http");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 15: the address of the client is the one that the gateway saw")
    void theAddressOfTheClientCannotBeForged(Gateway gateway) {
        Answer answer = Caller.apiKey()
                .raw(
                        gateway.running(),
                        List.of(
                                "X-Forwarded-For: 10.0.0.1",
                                "X-Forwarded-For: ::ffff:10.0.0.2, fe80::1%eth0",
                                "X-Forwarded-For:",
                                "X-Real-IP: 167772161",
                                "Forwarded: for=10.0.0.3",
                                "True-Client-IP: 10.0.0.4"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(API.arrival().values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(API.arrival().names("X-Real-IP")).isFalse();
        assertThat(API.arrival().names("Forwarded")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 18: no way of writing a path leads to the API without a credential")
    void noPathLeadsPastTheQuestion(Gateway gateway) {
        for (String target : List.of(
                "/api/v1/connections/",
                "//api/v1/connections",
                "/api//v1/connections",
                "/api/v1/./connections",
                "/api/v1/x/../connections",
                "/api/auth/../v1/connections",
                "/api/auth/..;/v1/connections",
                "/api/auth/..%2fv1/connections",
                "/api/auth/%2e%2e/v1/connections",
                "/%61pi/v1/connections",
                "/API/V1/CONNECTIONS",
                "/api/v1/connections%00",
                "/api/v1/connections%2f..",
                "/api/v1/connections;a=b",
                "/api/v1/connections?/../auth",
                "/api/v1/connections#/auth",
                "/api\\v1\\connections",
                "http://a.test/api/v1/connections",
                "http://a.test:80/api/auth/../v1/connections",
                "/_verify",
                "/mcp/server_x/../../api/v1/connections")) {
            for (String host : List.of("X-A: b", "Host: evil.test", "X-Forwarded-Host: api.test.")) {
                try {
                    gateway.running().raw("GET " + target + " HTTP/1.1", host);
                } catch (UncheckedIOException closedWithoutAnAnswer) {
                    // That is one way to refuse.
                }
            }
        }
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 18: no way of writing a path leads an MCP token to another server")
    void noPathLeadsToAnotherServer(Gateway gateway) {
        String own = Caller.mcpToken().path();
        String other = "/mcp/server_" + OTHER.mcpServerId();
        for (String target : List.of(
                own + "/.." + other.substring(4),
                own + "/../../mcp" + other.substring(4),
                own + "/%2e%2e" + other.substring(4),
                own + "/..%2f" + other.substring(5),
                own + "/..;" + other.substring(4),
                other + "/../.." + own,
                other + "/..%2f..%2f" + own.substring(1),
                other + "?" + own,
                other + "#" + own,
                other + ";" + own,
                "/" + other,
                "/MCP" + other.substring(4),
                "/%6dcp" + other.substring(4),
                other.replace("server_", "SERVER_"),
                other.replace("server_", ""),
                "http://a.test" + other,
                Caller.CONNECTIONS + "/../../.." + other,
                Caller.CONNECTIONS + "/..;/..;/.." + other)) {
            try {
                gateway.running()
                        .raw(
                                "GET " + target + " HTTP/1.1",
                                Caller.mcpToken().lines().get(0));
            } catch (UncheckedIOException closedWithoutAnAnswer) {
                // That is one way to refuse.
            }
        }
        // Apache makes sense of a path before it asks, and hands on what it made of it.
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.target()).isEqualTo(own));
    }
}
