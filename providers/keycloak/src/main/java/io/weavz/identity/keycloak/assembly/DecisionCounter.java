package io.weavz.identity.keycloak.assembly;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.keycloak.storage.ActingOrganizations;
import io.weavz.identity.keycloak.storage.CredentialUse;
import io.weavz.identity.keycloak.storage.UsageCell;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjLongConsumer;

/**
 * Counts decisions: by door, method, outcome and who answered, as {@code weavz_access_decisions_total} beside Keycloak's
 * metrics; and by credential, for its usage. Keycloak keeps when a session was last used; sessions are not counted.
 */
final class DecisionCounter {

    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();
    private final CredentialUse uses;
    private final ActingOrganizations acting;
    private final Clock clock;
    private final String by;

    /** @param by who answers: the event loop from memory, or a worker */
    DecisionCounter(WriteBehind writeBehind, Clock clock, String by) {
        this.uses = writeBehind.uses();
        this.acting = writeBehind.acting();
        this.clock = clock;
        this.by = by;
    }

    /** A decision about an organization. */
    void granted(Door door, Principal principal) {
        granted(door, principal.method(), principal.credentialId());
        if (principal.method() == AuthMethod.SERVICE_KEY) {
            acting.acted(principal.credentialId(), principal.organization().id(), clock.millis());
        }
    }

    void granted(Door door, AuthMethod method, String credentialId) {
        count(new Kind(door, Optional.of(method), Optional.empty()));
        use(method, credentialId, UsageCell::granted);
    }

    void refused(Door door, Decision.Refused refusal) {
        count(new Kind(door, refusal.credential().map(known -> known.method()), Optional.of(refusal.reason())));
        refusal.credential().ifPresent(known -> use(known.method(), known.id(), UsageCell::refused));
    }

    private void use(AuthMethod method, String credentialId, ObjLongConsumer<UsageCell> outcome) {
        if (method != AuthMethod.SESSION) {
            outcome.accept(uses.of(credentialId), clock.millis());
        }
    }

    private void count(Kind kind) {
        counters.computeIfAbsent(kind, this::counter).increment();
    }

    /** What is counted apart; few, and known before any request. */
    private record Kind(Door door, Optional<AuthMethod> method, Optional<DenialReason> refusal) {}

    private Counter counter(Kind kind) {
        return Metrics.counter(
                "weavz.access.decisions",
                "by",
                by,
                "door",
                kind.door().name().toLowerCase(Locale.ROOT),
                "method",
                kind.method().map(AuthMethod::wireName).orElse("none"),
                "outcome",
                kind.refusal()
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .orElse("granted"));
    }
}
