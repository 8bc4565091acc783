package io.weavz.identity.keycloak.assembly;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.lookup.AuthMethod;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts decisions by door, method and outcome, as {@code weavz_access_decisions_total} beside Keycloak's metrics. */
final class DecisionCounter {

    private static final Map<Name, Counter> COUNTERS = new ConcurrentHashMap<>();

    private DecisionCounter() {}

    static void granted(AccessRequest request, AuthMethod method) {
        count(request, Optional.of(method), "granted");
    }

    static void refused(AccessRequest request, Decision.Refused refusal) {
        count(
                request,
                refusal.credential().map(credential -> credential.method()),
                refusal.reason().name().toLowerCase(Locale.ROOT));
    }

    private static void count(AccessRequest request, Optional<AuthMethod> method, String outcome) {
        COUNTERS.computeIfAbsent(
                        new Name(
                                request.door(), method.map(AuthMethod::wireName).orElse("none"), outcome),
                        Name::counter)
                .increment();
    }

    /** What is counted apart; few, and known before any request. */
    private record Name(Door door, String method, String outcome) {

        Counter counter() {
            return Metrics.counter(
                    "weavz.access.decisions",
                    "door",
                    door.name().toLowerCase(Locale.ROOT),
                    "method",
                    method,
                    "outcome",
                    outcome);
        }
    }
}
