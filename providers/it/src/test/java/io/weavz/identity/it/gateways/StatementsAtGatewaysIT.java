package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.IdentityHeaders;
import io.weavz.identity.it.harness.Organization;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Abuse cases 11 to 13 and 16: who is calling is what verify says, under any name and in one value. */
@Tag("gateways")
class StatementsAtGatewaysIT {
    private static final Upstream API = Upstream.running();

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    /** Either nothing arrived, or what verify says and nothing else. */
    private static void onlyTheTruthArrived(Caller caller) {
        assertThat(API.arrivals())
                .allSatisfy(arrival -> assertThat(arrival.statements()).isEqualTo(caller.statements()));
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
        IdentityHeaders.ALL.forEach(name -> request.header(name, "forged"));
        return request;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("case 12: nor under names that an API may read as the same, nor twice")
    void aliasesDoNotGetThrough(Gateway gateway) {
        List<String> lines = new ArrayList<>();
        for (String name : IdentityHeaders.ALL) {
            lines.add(name.replace('-', '_') + ": forged");
            lines.add(name.replace('-', '.') + ": forged");
            lines.add(name.replace("X-Weavz-", "X-Weavz_") + ": forged");
            lines.add(name.replace("X-Weavz", "X_Weavz").toLowerCase(Locale.ROOT) + ": forged");
            lines.add(name.toUpperCase(Locale.ROOT) + ": forged");
            lines.add(name + ": forged");
        }
        assertThat(Caller.apiKey().raw(gateway.running(), lines).status()).isEqualTo(200);
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
                Caller.apiKey().raw(gateway.running(), List.of(line));
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
}
