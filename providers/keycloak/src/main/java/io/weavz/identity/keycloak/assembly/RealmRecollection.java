package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.decision.AccessDecision;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.plan.RateLimits;
import io.weavz.identity.keycloak.journey.DoorContext;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.Recollection;
import io.weavz.identity.keycloak.journey.Settings;
import java.util.Optional;

/** The journey over what this node remembers. */
final class RealmRecollection implements Recollection {

    private final Assembly assembly;

    RealmRecollection(Assembly assembly) {
        this.assembly = assembly;
    }

    @Override
    public Optional<DoorContext> door(String realmName, String root) {
        return assembly.doors()
                .find(RealmMemory.doorKey(assembly.keys(), realmName, root), DoorContext.class)
                .flatMap(found -> found);
    }

    @Override
    public Optional<Decision> decide(DoorContext door, AccessRequest request) {
        Optional<Decision> decided = decide(
                        door, request, Optional.of(assembly.rateLimits()).filter(any -> door.limitsRates()))
                .filter(decision -> !(decision instanceof Decision.Refused refused && isForWorkers(refused)));
        decided.ifPresent(decision -> count(request, decision));
        return decided;
    }

    private static boolean isForWorkers(Decision.Refused refused) {
        return refused.credential().isPresent() && refused.exceeded().isEmpty();
    }

    private Optional<Decision> decide(DoorContext door, AccessRequest request, Optional<RateLimits> limits) {
        RememberedBook book = new RememberedBook(assembly.memory(), assembly.keys(), door.realmId());
        try {
            return Optional.of(new AccessDecision(book, assembly.clock(), limits).decide(request));
        } catch (RememberedBook.NotRemembered e) {
            return Optional.empty();
        }
    }

    private void count(AccessRequest request, Decision decision) {
        if (decision instanceof Decision.Granted granted) {
            assembly.eventLoop().granted(request.door(), granted.principal());
        } else {
            assembly.eventLoop().refused(request.door(), (Decision.Refused) decision);
        }
    }

    @Override
    public Optional<String> mintedToken(DoorContext door, AccessRequest request) {
        return decide(door, request, Optional.empty())
                .filter(Decision.Granted.class::isInstance)
                .map(granted -> ((Decision.Granted) granted).principal())
                .flatMap(principal -> assembly.tokens()
                        .find(
                                RealmMemory.tokenKey(
                                        assembly.keys(), door.realmId(), MintedToken.name(door, principal)),
                                String.class)
                        .flatMap(found -> found));
    }

    @Override
    public Settings settings() {
        return assembly.settings();
    }
}
