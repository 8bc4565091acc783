package io.weavz.identity.keycloak.audit;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.DenialReason;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.Standing;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/** A refusal of a known credential, on its way to Keycloak's events; one that is equal is the same thing once more. */
record RefusedCredential(String realmId, String address, String door, String reason, KnownCredential credential) {

    static Optional<RefusedCredential> of(
            String realmId, String address, AccessRequest request, Decision.Refused refusal) {
        return refusal.credential()
                // Whoever meets a limit meets it a thousand times; the metric has the number.
                .filter(credential -> refusal.reason() != DenialReason.RATE_LIMITED)
                .map(credential -> new RefusedCredential(
                        realmId,
                        address,
                        request.door().name().toLowerCase(Locale.ROOT),
                        refusal.reason().name().toLowerCase(Locale.ROOT),
                        credential));
    }

    Event toEvent(String realmName, long time, long times) {
        Event event = new Event();
        event.setTime(time);
        event.setType(EventType.INTROSPECT_TOKEN_ERROR);
        event.setRealmId(realmId);
        event.setRealmName(realmName);
        event.setIpAddress(address);
        event.setError(reason);
        Map<String, String> details = new HashMap<>();
        details.put("auth_method", credential.method().wireName());
        details.put("credential_id", credential.id());
        details.put("door", door);
        details.put("times", Long.toString(times));
        if (credential.standing() instanceof Standing.InOne one) {
            details.put("org_id", one.organization().id());
            event.setUserId(one.organization().serviceUserId());
        }
        event.setDetails(details);
        return event;
    }
}
