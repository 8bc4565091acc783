package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.gateways.Gateway.Lack;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The abuse cases 10 to 18 against every gateway: each is written once, and what arrives at the API is the judge. */
@Tag("gateways")
class GatewayAbuseIT {
    /** Two seconds are configured; some more are given to a machine with other work. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** How late the service itself may be. */
    private static final Duration DOOR = Duration.ofSeconds(1);

    private static final Upstream API = Upstream.running();
    private static final Organization OTHER = Fixture.organization(Weavz.server());
    private static final List<String> STATEMENTS = List.of(
            "X-Weavz-Org-Id",
            "X-Weavz-Org-Slug",
            "X-Weavz-Plan",
            "X-Weavz-Subject",
            "X-Weavz-Auth-Method",
            "X-Weavz-Credential-Id",
            "X-Weavz-Project-Ids",
            "X-Weavz-Scopes",
            "X-Weavz-End-User-Id",
            "X-Weavz-Mcp-Server-Id");

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    @AfterEach
    void everyLineIsWhole() {
        Stream.of(Gateway.values()).forEach(gateway -> gateway.running().line().mend());
    }

    /** An API key's request with these header lines beside the key. */
    private static Answer withKey(Gateway gateway, List<String> lines) {
        List<String> all = new ArrayList<>(Caller.apiKey().lines());
        all.addAll(lines);
        return gateway.running().raw("GET " + Caller.CONNECTIONS + " HTTP/1.1", all.toArray(String[]::new));
    }

    /** Either nothing arrived, or what verify says and nothing else. */
    private static void onlyTheTruthArrived(Caller caller) {
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.statements()).isEqualTo(caller.statements()));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 7: a token of 8 kB is verify's to judge, one of 64 kB comes to nobody")
    void longTokensAreJudgedOrRefused(Gateway gateway) {
        gateway.running().get(Caller.CONNECTIONS).bearer("a".repeat(8000)).expect(401);
        try {
            Answer answer = gateway.running()
                    .raw("GET " + Caller.CONNECTIONS + " HTTP/1.1", "Authorization: Bearer " + "a".repeat(64 * 1024));
            assertThat(answer.status()).isBetween(400, 499);
        } catch (UncheckedIOException closedWithoutAnAnswer) {
            // That is one way to refuse.
        }
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 10: a second request that hides in a first one reaches the API unasked through none")
    void nothingIsSmuggled(Gateway gateway) {
        RunningGateway running = gateway.running();
        String key = Caller.apiKey().lines().get(0) + "\r\nHost: a.test\r\n";
        String hidden = "GET " + Caller.CONNECTIONS + "/smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n";
        String post = "POST " + Caller.CONNECTIONS + " HTTP/1.1\r\n" + key;
        for (String lengths : List.of(
                "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: %d\r\n",
                "Content-Length: %d\r\nTransfer-Encoding: xchunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding : chunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding:\tchunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                "Content-Length: %d\r\nTransfer-Encoding: chunked, identity\r\n",
                "Content-Length: %d\r\nContent-Length: 0\r\n",
                "Content-Length: 0\r\nContent-Length: %d\r\n",
                "Content-Length: +%d\r\n",
                "Content-Length: %d,0\r\n")) {
            String body = "0\r\n\r\n" + hidden;
            try {
                running.bytes(post + lengths.formatted(body.length()) + "\r\n" + body);
            } catch (UncheckedIOException closedWithoutAnAnswer) {
                // That is one way to refuse.
            }
        }
        // What counts as a body never becomes a request, and what follows a body is asked about by itself.
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.target()).isEqualTo(Caller.CONNECTIONS));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 10: a chunked body arrives whole, and the request after it is asked about by itself")
    void whatFollowsARequestIsAskedAboutByItself(Gateway gateway) {
        String first = "POST " + Caller.CONNECTIONS + "/first HTTP/1.1\r\nHost: a.test\r\n"
                + Caller.apiKey().lines().get(0) + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        String second = "GET " + Caller.CONNECTIONS + "/second HTTP/1.1\r\nHost: a.test\r\n";
        String third = "GET " + Caller.CONNECTIONS + "/third HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n"
                + Caller.apiKey().lines().get(0) + "\r\n\r\n";

        List<Integer> statuses = gateway.running().pipelined(first + second + "\r\n" + third, 3);

        assertThat(statuses).containsExactly(200, 401, 200);
        assertThat(API.arrivals().stream().map(Arrival::target))
                .containsExactly(Caller.CONNECTIONS + "/first", Caller.CONNECTIONS + "/third");
        assertThat(API.arrivals().get(0).body()).isEqualTo("hello");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 10: HTTP/2 without TLS is spoken by none")
    void http2IsNotSpokenWithoutTls(Gateway gateway) {
        try {
            Answer answer = gateway.running().bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertThat(answer.status()).isIn(400, 404, 405, 501, 505);
        } catch (UncheckedIOException closed) {
            assertThat(closed).isNotNull();
        }
        withKey(gateway, List.of("Upgrade: h2c", "Connection: Upgrade, HTTP2-Settings", "HTTP2-Settings: AAMAAABk"));
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.names("Upgrade")).isFalse());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 11: a client's own X-Weavz-* do not get through, also where verify says nothing")
    void forgedStatementsDoNotGetThrough(Gateway gateway) {
        Caller.apiKey().on(forged(gateway.running().get(Caller.CONNECTIONS))).expect(200);

        assertThat(API.arrival().statements()).isEqualTo(Caller.apiKey().statements());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 11: statements without a credential are no credential")
    void statementsAreNoCredential(Gateway gateway) {
        forged(gateway.running().get(Caller.CONNECTIONS)).expect(401);

        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 11: X-Weavz-Source is the client's own and passes")
    void theSourceOfARequestPasses(Gateway gateway) {
        Caller.apiKey()
                .on(gateway.running().get(Caller.CONNECTIONS))
                .header("X-Weavz-Source", "sdk")
                .expect(200);

        assertThat(API.arrival().header("X-Weavz-Source")).hasValue("sdk");
    }

    private static Http forged(Http request) {
        STATEMENTS.forEach(name -> request.header(name, "forged"));
        return request;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 12: nor under names that an API may read as the same, nor twice")
    void aliasesDoNotGetThrough(Gateway gateway) {
        List<String> lines = new ArrayList<>();
        for (String name : STATEMENTS) {
            lines.add(name.replace('-', '_') + ": forged");
            lines.add(name.replace('-', '.') + ": forged");
            lines.add(name.replace("X-Weavz-", "X-Weavz_") + ": forged");
            lines.add(name.replace("X-Weavz", "X_Weavz").toLowerCase(Locale.ROOT) + ": forged");
            lines.add(name.toUpperCase(Locale.ROOT) + ": forged");
            lines.add(name + ": forged");
        }
        assertThat(withKey(gateway, lines).status()).isEqualTo(200);
        onlyTheTruthArrived(Caller.apiKey());

        for (String line : List.of(
                "X-Weavz-Org-Id : forged",
                "X-Weavz-Org-Id\t: forged",
                " X-Weavz-Org-Id: forged",
                "X-A: b\r\n X-Weavz-Org-Id: forged",
                "X-A: b\nX-Weavz-Org-Id: forged",
                "X-A: b\rX-Weavz-Org-Id: forged",
                "X-Weavz-Org-Id\u00ad: forged",
                "X-Weavz-Org-Id\0: forged")) {
            try {
                withKey(gateway, List.of(line));
            } catch (UncheckedIOException closedWithoutAnAnswer) {
                // That is one way to refuse.
            }
        }
        onlyTheTruthArrived(Caller.apiKey());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 13: what a client names in Connection is not taken away from the API or from verify")
    void connectionTakesNothingAway(Gateway gateway) {
        RunningGateway running = gateway.running();
        for (String name : List.of(
                "X-Weavz-Org-Id",
                "Authorization",
                "X-Forwarded-Uri",
                "X-Forwarded-Method",
                "X-Forwarded-For",
                "Host")) {
            API.forget();
            Caller caller = Caller.mcpToken();
            Answer answer = running.bytes("GET " + caller.path() + " HTTP/1.1\r\nHost: a.test\r\n"
                    + caller.lines().get(0) + "\r\nConnection: close, " + name + "\r\n\r\n");

            assertThat(answer.status()).as(name).isEqualTo(200);
            assertThat(API.arrival().statements()).as(name).isEqualTo(caller.statements());
            assertThat(API.arrival().header("Connection").orElse("")).as(name).doesNotContainIgnoringCase(name);
        }
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
        Answer answer = withKey(
                gateway,
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
    @DisplayName("case 16: a name with commas, blanks and other alphabets is one ASCII value")
    void valuesAreOneAsciiValue(Gateway gateway) {
        Organization own = Caller.organization();
        String endUser = "Zoë, 東京 50% " + gateway;
        Http.post("/api/v1/end-users")
                .bearer(own.apiKey())
                .json("workspaceId", own.workspaceId(), "externalId", endUser)
                .expect(201);
        String token = Http.post("/api/v1/mcp/servers/" + own.mcpServerId() + "/access-tokens")
                .bearer(own.apiKey())
                .json("endUserId", endUser)
                .expect(201)
                .text("/accessToken");

        gateway.running().get("/mcp/srv_" + own.mcpServerId()).bearer(token).expect(200);

        assertThat(API.arrival().values("X-Weavz-End-User-Id"))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("Zo%C3%AB%2C%20%E6%9D%B1%E4%BA%AC%2050%25%20" + gateway);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 17: a service that is away or silent lets nobody in, and soon")
    void noAnswerIsARefusal(Gateway gateway) {
        RunningGateway running = gateway.running();
        for (Runnable outage : List.<Runnable>of(running.line()::cut, running.line()::hang)) {
            // One that nobody has asked about, so that nobody remembers it.
            String key = Caller.newApiKey();
            outage.run();
            long begun = System.nanoTime();
            Answer answer = running.get(Caller.CONNECTIONS).bearer(key).send();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            if (gateway.has(Lack.STATUS_503)) {
                assertThat(answer.expect(503).text("/error")).isEqualTo("UNAVAILABLE");
                assertThat(answer.header("Retry-After")).isPresent();
            } else {
                answer.expect(401);
            }
            assertThat(API.arrivals()).isEmpty();
            running.line().mend();
        }
        Caller.apiKey().on(running.get(Caller.CONNECTIONS)).expect(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 17: what was allowed for one path is not allowed for another")
    void anAnswerIsForItsPathAlone(Gateway gateway) {
        Caller caller = Caller.mcpToken();
        caller.on(gateway.running().get(caller.path())).expect(200);
        API.forget();

        caller.on(gateway.running().get("/mcp/server_" + OTHER.mcpServerId())).expect(401);
        caller.on(gateway.running().get(Caller.CONNECTIONS)).expect(401);

        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 30: a revoked key is refused at once, or when the gateway has forgotten it")
    void aRevokedKeyIsRefused(Gateway gateway) {
        RunningGateway running = gateway.running();
        Organization own = Fixture.organization(Weavz.server());
        running.get(Caller.CONNECTIONS).bearer(own.apiKey()).expect(200);
        Http.delete("/api/v1/api-keys/" + own.apiKeyId())
                .serviceKey(Weavz.server().bootstrapServiceKey(), own.id())
                .expect(200);
        long revoked = System.nanoTime();
        long last = revoked;

        for (long sent = revoked;
                running.get(Caller.CONNECTIONS).bearer(own.apiKey()).send().status() == 200;
                sent = System.nanoTime()) {
            last = sent;
        }

        System.out.println(gateway + ": a revoked key was let in for "
                + Duration.ofNanos(last - revoked).toMillis() + " ms");
        assertThat(Duration.ofNanos(last - revoked)).isLessThan(gateway.memory().plus(DOOR));
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
