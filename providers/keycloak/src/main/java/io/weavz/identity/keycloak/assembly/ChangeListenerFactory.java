package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.journey.Finding;
import io.weavz.identity.keycloak.journey.Journey;
import java.util.Optional;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Hears of what changes in Keycloak itself: everything that administrators do, and what people do to their accounts. */
public final class ChangeListenerFactory implements EventListenerProviderFactory {

    /** What only asks or begins something new. A login is not among it: it may end the session that was before. */
    private static final Set<EventType> CHANGES_NOTHING = Set.of(
            EventType.CODE_TO_TOKEN,
            EventType.REFRESH_TOKEN,
            EventType.CLIENT_LOGIN,
            EventType.INTROSPECT_TOKEN,
            EventType.USER_INFO_REQUEST,
            EventType.TOKEN_EXCHANGE,
            EventType.REGISTER,
            EventType.SEND_VERIFY_EMAIL,
            EventType.SEND_RESET_PASSWORD,
            EventType.OAUTH2_DEVICE_AUTH);

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {
                if (event.getError() == null && !CHANGES_NOTHING.contains(event.getType())) {
                    Journey.of(session)
                            .changing(Optional.ofNullable(event.getUserId()).orElse(Finding.realm(event.getRealmId())));
                }
            }

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                Journey.of(session)
                        .changing(Subjects.ofPath(event.getResourcePath()).orElse(Finding.realm(event.getRealmId())));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "weavz-changes";
    }
}
