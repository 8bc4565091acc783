package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.LookupKey;
import io.weavz.identity.access.decision.AccessDecision;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.AuthMethod;
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
        return find(RealmMemory.doorKey(assembly.keys(), realmName, root), DoorContext.class);
    }

    @Override
    public Optional<Decision> decide(DoorContext door, AccessRequest request) {
        try {
            RememberedBook book = new RememberedBook(assembly.memory(), assembly.keys(), door.realmId());
            Decision decision = new AccessDecision(book, assembly.clock()).decide(request);
            boolean forWorkers = decision instanceof Decision.Refused refused
                    && refused.credential().isPresent();
            return forWorkers ? Optional.empty() : Optional.of(decision);
        } catch (RememberedBook.NotRemembered e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> mintedToken(DoorContext door, Principal principal) {
        return find(
                assembly.keys().of(MintedToken.REMEMBERED, door.realmId(), MintedToken.name(door, principal)),
                String.class);
    }

    private <T> Optional<T> find(LookupKey key, Class<T> type) {
        return assembly.memory().find(key, type).flatMap(found -> found);
    }

    @Override
    public void answered(AccessRequest request, Decision decision) {
        if (decision instanceof Decision.Granted granted) {
            DecisionCounter.granted(request, granted.principal().method());
            if (granted.principal().method() != AuthMethod.SESSION) {
                assembly.writeBehind()
                        .used(
                                granted.principal().credentialId(),
                                assembly.clock().millis());
            }
        } else {
            DecisionCounter.refused(request, (Decision.Refused) decision);
        }
    }

    @Override
    public Settings settings() {
        return assembly.settings();
    }
}
