package io.weavz.identity.keycloak.assembly;

import io.micrometer.core.instrument.Metrics;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.lookup.AuthMethod;
import java.util.Locale;
import java.util.Optional;

/** Counts decisions by door, method and outcome, as {@code weavz_access_decisions_total} beside Keycloak's metrics. */
final class DecisionCounter {

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
        Metrics.counter(
                        "weavz.access.decisions",
                        "door",
                        request.door().name().toLowerCase(Locale.ROOT),
                        "method",
                        method.map(AuthMethod::wireName).orElse("none"),
                        "outcome",
                        outcome)
                .increment();
    }
}
