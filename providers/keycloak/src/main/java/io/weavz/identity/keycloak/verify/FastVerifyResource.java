package io.weavz.identity.keycloak.verify;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.keycloak.http.PlainAnswer;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.RateLimitHeaders;
import io.weavz.identity.keycloak.journey.CrossOrigin;
import io.weavz.identity.keycloak.journey.DoorContext;
import io.weavz.identity.keycloak.journey.Recollection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verify on the event loop: what {@link VerifyResource} would answer, from memory, without a session of Keycloak's, a
 * transaction or a thread of its own. What is not remembered goes on to that resource, which finds it out.
 */
public final class FastVerifyResource implements Handler<RoutingContext> {

    private static final String VERIFY = "/api/v1/verify";
    private static final String REALMS = "/realms/";

    private final Supplier<Optional<Recollection>> recollection;

    /** @param recollection absent where verify shall not answer here */
    public FastVerifyResource(Supplier<Optional<Recollection>> recollection) {
        this.recollection = recollection;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<PlainAnswer> answer = request.method() == HttpMethod.GET ? answer(request) : Optional.empty();
        answer.ifPresentOrElse(plain -> send(context, plain), context::next);
    }

    private Optional<PlainAnswer> answer(HttpServerRequest request) {
        String path = request.path();
        int end = path.indexOf('/', REALMS.length());
        String root = request.scheme() + "://" + request.authority();
        return recollection
                .get()
                .flatMap(remembered -> remembered
                        .door(path.substring(REALMS.length(), end), root)
                        .flatMap(door -> answer(remembered, door, request, path.substring(end + VERIFY.length()))));
    }

    private Optional<PlainAnswer> answer(
            Recollection remembered, DoorContext door, HttpServerRequest request, String below) {
        VerifyRequest asked = new VerifyRequest(
                remembered.settings(),
                request.headers()::getAll,
                below.startsWith("/") ? below.substring(1) : below,
                Optional.ofNullable(request.getParam("server")));
        AccessRequest access = asked.at(door);
        Optional<String> jwt = Optional.empty();
        if ("jwt".equals(request.getParam("token"))) {
            jwt = remembered.mintedToken(door, access);
            if (jwt.isEmpty()) {
                return Optional.empty();
            }
        }
        Optional<String> token = jwt;
        return remembered
                .decide(door, access)
                .map(decision -> plain(remembered, decision, token)
                        .with(RateLimitHeaders.of(decision))
                        .with(surrounding(door, request.getHeader("Origin"))));
    }

    private static PlainAnswer plain(Recollection remembered, Decision decision, Optional<String> jwt) {
        return decision instanceof Decision.Granted granted
                ? VerifyAnswer.granted(granted.principal(), jwt)
                : PlainAnswer.of(Problem.of(
                        (Decision.Refused) decision, remembered.settings().rateLimitedStatus()));
    }

    /** What Keycloak and our filters add to the answer of a resource. */
    private static Map<String, String> surrounding(DoorContext door, String origin) {
        Map<String, String> headers = new LinkedHashMap<>(door.securityHeaders());
        headers.put("Vary", CrossOrigin.VARY);
        if (origin != null) {
            headers.putAll(CrossOrigin.headers(door.origins(), origin));
        }
        return headers;
    }

    private static void send(RoutingContext context, PlainAnswer answer) {
        HttpServerResponse response = context.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(answer.body());
    }
}
