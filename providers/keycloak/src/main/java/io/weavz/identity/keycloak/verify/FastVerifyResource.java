package io.weavz.identity.keycloak.verify;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Verify on the event loop: what {@link VerifyResource} would answer, from memory, without a session of Keycloak's, a
 * transaction or a thread of its own. What is not remembered goes on to that resource, which finds it out.
 */
public final class FastVerifyResource implements Handler<RoutingContext> {

    private static final String SERVER = "server";
    private static final String TOKEN = "token";
    private static final Set<String> PARAMETERS = Set.of(SERVER, TOKEN);

    private final Supplier<Optional<Recollection>> recollection;

    /** @param recollection absent where verify shall not answer here */
    public FastVerifyResource(Supplier<Optional<Recollection>> recollection) {
        this.recollection = recollection;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        boolean answered = isPlain(request)
                && recollection
                        .get()
                        .filter(remembered -> answer(remembered, request))
                        .isPresent();
        if (!answered) {
            context.next();
        }
    }

    /** A body is read nowhere here, and a semicolon in a query divides it for one server and not for another. */
    private static boolean isPlain(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && (request.query() == null || request.query().indexOf(';') < 0 && isNamedExactly(request.params()))
                && hasNoLength(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** The parameters of this server mind no case, those of a resource do. */
    private static boolean isNamedExactly(MultiMap parameters) {
        return parameters.names().stream()
                .allMatch(
                        name -> PARAMETERS.contains(name) || PARAMETERS.stream().noneMatch(name::equalsIgnoreCase));
    }

    /** Some clients say of a GET that its body is empty. */
    private static boolean hasNoLength(String length) {
        return length == null || length.equals("0");
    }

    private static boolean answer(Recollection remembered, HttpServerRequest request) {
        return PlainPath.of(request.path())
                .filter(path -> remembered
                        .door(path.realm(), request.scheme() + "://" + request.authority())
                        .filter(door -> answer(remembered, door, request, path.below()))
                        .isPresent())
                .isPresent();
    }

    private static boolean answer(Recollection remembered, DoorContext door, HttpServerRequest request, String below) {
        AccessRequest access = new VerifyRequest(
                        remembered.settings(),
                        request.headers()::getAll,
                        below,
                        Optional.ofNullable(request.getParam(SERVER)))
                .at(door);
        boolean wantsToken = "jwt".equals(request.getParam(TOKEN));
        Optional<String> jwt = wantsToken ? remembered.mintedToken(door, access) : Optional.empty();
        if (wantsToken && jwt.isEmpty()) {
            return false;
        }
        Optional<Decision> decision = remembered.decide(door, access);
        decision.ifPresent(found -> send(request, door, plain(remembered, found, jwt), RateLimitHeaders.of(found)));
        return decision.isPresent();
    }

    private static PlainAnswer plain(Recollection remembered, Decision decision, Optional<String> jwt) {
        return decision instanceof Decision.Granted granted
                ? VerifyAnswer.granted(granted.principal(), jwt)
                : PlainAnswer.of(Problem.of(
                        (Decision.Refused) decision, remembered.settings().rateLimitedStatus()));
    }

    /** With what Keycloak and our filters add to the answer of a resource. */
    private static void send(
            HttpServerRequest request, DoorContext door, PlainAnswer answer, Map<String, String> limits) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        MultiMap headers = response.headers();
        headers.addAll(answer.headers())
                .addAll(limits)
                .addAll(door.securityHeaders())
                .add("Vary", CrossOrigin.VARY);
        String origin = request.getHeader("Origin");
        if (origin != null) {
            headers.addAll(CrossOrigin.headers(door.origins(), origin));
        }
        response.end(answer.body());
    }
}
