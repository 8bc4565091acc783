package io.weavz.identity.keycloak.audit;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Changes become admin events in the transaction that makes them; refusals wait in the queue. */
public final class KeycloakAuditTrail implements AuditTrail {

    private final KeycloakSession session;
    private final RefusalQueue refusals;
    private final Clock clock;
    private final Consumer<String> changing;

    /**
     * @param changing takes the path of what the request changes
     */
    public KeycloakAuditTrail(KeycloakSession session, RefusalQueue refusals, Clock clock, Consumer<String> changing) {
        this.session = session;
        this.refusals = refusals;
        this.clock = clock;
        this.changing = changing;
    }

    @Override
    public void changed(Actor actor, OperationType operation, String path) {
        changing.accept(path);
        RealmModel realm = session.getContext().getRealm();
        AdminEvent event = event(realm, actor, operation, path);
        if (realm.isAdminEventsEnabled()) {
            session.getProvider(EventStoreProvider.class).onEvent(event, false);
        }
        realm.getEventsListenersStream().forEach(id -> {
            EventListenerProvider listener = session.getProvider(EventListenerProvider.class, id);
            if (listener != null) {
                listener.onEvent(event, false);
            }
        });
    }

    private AdminEvent event(RealmModel realm, Actor actor, OperationType operation, String path) {
        AuthDetails who = new AuthDetails();
        who.setRealmId(realm.getId());
        who.setRealmName(realm.getName());
        who.setUserId(actor.userId());
        who.setIpAddress(address());
        AdminEvent event = new AdminEvent();
        event.setId(UUID.randomUUID().toString());
        event.setTime(clock.millis());
        event.setRealmId(realm.getId());
        event.setRealmName(realm.getName());
        event.setAuthDetails(who);
        event.setResourceType(ResourceType.CUSTOM);
        event.setOperationType(operation);
        event.setResourcePath(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        Map<String, String> details = new HashMap<>();
        details.put("auth_method", actor.method());
        details.put("credential_id", actor.credentialId());
        event.setDetails(details);
        return event;
    }

    @Override
    public void refused(AccessRequest request, Decision.Refused refusal) {
        RefusedCredential.of(session.getContext().getRealm().getId(), address(), request, refusal)
                .ifPresent(refused -> refusals.add(refused, clock.millis()));
    }

    private String address() {
        return session.getContext().getConnection() == null
                ? ""
                : session.getContext().getConnection().getRemoteHost();
    }
}
