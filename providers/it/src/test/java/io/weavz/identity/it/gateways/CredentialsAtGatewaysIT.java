package io.weavz.identity.it.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.gateways.Gateway.Lack;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.AuthClient;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Jwt;
import io.weavz.identity.it.harness.People;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is calling reaches the API behind every gateway, the credential does not, and a refusal reaches the client. */
@Tag("gateways")
class CredentialsAtGatewaysIT {
    private static final Upstream API = Upstream.running();

    @BeforeEach
    void nothingHasArrived() {
        API.forget();
    }

    static Stream<Arguments> carried() {
        return pairs(true);
    }

    static Stream<Arguments> notCarried() {
        return pairs(false);
    }

    private static Stream<Arguments> pairs(boolean carried) {
        return Stream.of(Gateway.values())
                .flatMap(gateway -> Caller.all().stream()
                        .filter(caller -> caller.isCarriedBy(gateway) == carried)
                        .map(caller -> arguments(gateway, caller)));
    }

    @ParameterizedTest
    @MethodSource("carried")
    void theApiIsToldWhatVerifySaysAndNoCredential(Gateway gateway, Caller caller) {
        caller.on(gateway.running().get(caller.path() + "?limit=1&server=srv_x"))
                .expect(200);

        Arrival arrival = API.arrival();
        assertThat(arrival.statements()).isEqualTo(caller.statements());
        assertThat(arrival.target()).isEqualTo(caller.path() + "?limit=1&server=srv_x");
        assertThat(arrival.headers().toString())
                .doesNotContainIgnoringCase("X-Service-Key")
                .doesNotContainIgnoringCase("X-Org-ID")
                .doesNotContainIgnoringCase("Cookie");
        assertThat(arrival.headers().toString())
                .doesNotContain(caller.credential().get(0).value().replace("Bearer ", ""));
    }

    @ParameterizedTest
    @MethodSource("carried")
    void aJwtForTheApiTakesThePlaceOfTheCredential(Gateway gateway, Caller caller) {
        caller.on(gateway.running().get(caller.path())).expect(200);

        Arrival arrival = API.arrival();
        if (gateway.has(Lack.JWT)) {
            JsonNode claims =
                    Jwt.verified(arrival.header("Authorization").orElseThrow().substring("Bearer ".length()));
            assertThat(claims.path("org_id").asText())
                    .isEqualTo(arrival.header("X-Weavz-Org-Id").orElseThrow());
            assertThat(claims.path("auth_method").asText()).isEqualTo(caller.authMethod());
        } else {
            assertThat(arrival.names("Authorization")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("notCarried")
    void aCredentialThatAGatewayCannotCarryIsRefusedThere(Gateway gateway, Caller caller) {
        caller.on(gateway.running().get(caller.path())).expect(401);

        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void noCredentialIs401WithTheBodyAndTheChallenge(Gateway gateway) {
        Answer answer = gateway.running().get(Caller.CONNECTIONS).expect(401);

        assertThat(answer.json())
                .isEqualTo(Json.object(
                        "error",
                        "UNAUTHORIZED",
                        "message",
                        "Invalid or missing authentication credentials",
                        "code",
                        "UNAUTHORIZED"));
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().get("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer ");
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBadCredentialIs401WithItsChallenge(Gateway gateway) {
        Answer answer =
                gateway.running().get(Caller.CONNECTIONS).bearer("wvz_bad").expect(401);

        assertThat(answer.headers().get("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer ")
                .contains("error=\"invalid_token\"");
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCredentialThatMayNotIs403WithTheBodyAndTheChallenge(Gateway gateway) {
        Answer answer = Caller.apiKey()
                .on(gateway.running().get(Caller.CONNECTIONS))
                .header("X-Org-ID", "another")
                .send();

        if (gateway.has(Lack.STATUS_403)) {
            assertThat(answer.expect(403).json())
                    .isEqualTo(Json.object(
                            "error",
                            "FORBIDDEN",
                            "message",
                            "You do not have access to this resource",
                            "code",
                            "FORBIDDEN"));
            assertThat(answer.headers().get("WWW-Authenticate"))
                    .containsExactly("Bearer realm=\"weavz\", error=\"insufficient_scope\"");
            assertThat(API.arrivals()).isEmpty();
        } else {
            // It asks nobody about X-Org-ID: the key stands for its own organization, and that is what the API is told.
            answer.expect(200);
            assertThat(API.arrival().statements()).isEqualTo(Caller.apiKey().statements());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFinerCodeOfARefusalIsHandedOnByTheMost(Gateway gateway) {
        Answer answer = gateway.running()
                .get(Caller.CONNECTIONS)
                .header("Cookie", AuthClient.signedUp().sessionCookie())
                .send();

        if (gateway.has(Lack.SESSION)) {
            String code = gateway.has(Lack.FINER_CODE) ? "NOT_MEMBER" : "FORBIDDEN";
            assertThat(answer.expect(403).text("/code")).isEqualTo(code);
        } else {
            answer.expect(401);
        }
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLimitIs429WithTheTimeToWait(Gateway gateway) {
        People.setRealmAttribute("weavz.rate-limits", "true");
        try {
            String key = Http.post("/api/v1/api-keys")
                    .bearer(Caller.organization().apiKey())
                    .json("name", "slow", "rateLimit", 1)
                    .expect(201)
                    .text("/plainKey");
            gateway.running().get(Caller.CONNECTIONS).bearer(key).expect(200);

            Answer second =
                    gateway.running().get(Caller.CONNECTIONS).bearer(key).send();

            if (gateway.has(Lack.STATUS_429)) {
                assertThat(second.expect(429).text("/error")).isEqualTo("RATE_LIMITED");
                assertThat(Integer.parseInt(second.header("Retry-After").orElseThrow()))
                        .isBetween(1, 60);
                assertThat(API.arrivals()).hasSize(1);
            } else {
                second.expect(200);
            }
        } finally {
            People.setRealmAttribute("weavz.rate-limits", "false");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheApiAnswersItselfIsLeftAlone(Gateway gateway) {
        for (int status : List.of(401, 403, 404, 429, 500, 503)) {
            Answer answer = Caller.apiKey()
                    .on(gateway.running().get(Caller.CONNECTIONS + "/status-" + status))
                    .expect(status);

            assertThat(answer.body()).isEqualTo(Upstream.OWN_REFUSAL);
            assertThat(answer.header("Content-Type")).hasValue("application/own+json");
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theServiceItselfIsReachedWithTheCredential(Gateway gateway) {
        RunningGateway running = gateway.running();

        Caller.apiKey().on(running.get("/api/v1/workspaces")).expect(200);
        running.get("/api/v1/workspaces").expect(401);
        running.get("/health").expect(200);
        running.request("POST", "/api/auth/sign-in/email")
                .json("email", "nobody@example.test", "password", "wrong password")
                .expect(401);
        assertThat(API.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyReachesTheApiAndNotVerify(Gateway gateway) {
        Http request = Caller.apiKey().on(gateway.running().request("POST", Caller.CONNECTIONS));

        request.json("credentials", List.of(Json.object("token", "wvz_bad"))).expect(200);

        assertThat(API.arrival().method()).isEqualTo("POST");
        assertThat(API.arrival().body()).isEqualTo("{\"credentials\":[{\"token\":\"wvz_bad\"}]}");
    }
}
