package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.access.credential.Fingerprinter;
import io.weavz.identity.access.credential.SessionSigner;
import io.weavz.identity.access.issue.SecretIssuer;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.JourneyFactory;
import io.weavz.identity.keycloak.storage.ServiceUsers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.OrganizationModel.OrganizationRemovedEvent;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Reads the options, takes clock and randomness from the machine, and puts the service together. */
public final class IdentityJourneyFactory implements JourneyFactory {

    private Options options;
    private RealmJourney.Assembly assembly;

    @Override
    public void init(Config.Scope config) {
        this.options = Options.read(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        Fingerprinter fingerprinter = new Fingerprinter(options.pepper(), options.previousPepper());
        Optional<BootstrapServiceKey> bootstrap = options.bootstrapServiceKey()
                .map(text -> BootstrapServiceKey.of(text, options.bootstrapServiceKeyExpires(), fingerprinter));
        Clock clock = Clock.tickMillis(Clock.systemUTC().getZone());
        Changes changes = new Changes(factory, clock);
        this.assembly = new RealmJourney.Assembly(
                options.settings(),
                clock,
                fingerprinter,
                new SecretIssuer(fingerprinter, new SecureRandom()),
                new SessionSigner(options.pepper(), options.previousPepper()),
                new ClockWindows(clock),
                bootstrap,
                new WriteBehind(factory, options.flushInterval()),
                changes,
                new SessionMemory(changes, clock));
        factory.register(event -> {
            if (event instanceof OrganizationRemovedEvent removed) {
                removeServiceUser(removed);
            }
            changedBy(event).ifPresent(changes::changing);
        });
    }

    /** What code changes in Keycloak's model without an event of an administrator or a person. */
    private static Optional<KeycloakSession> changedBy(ProviderEvent event) {
        if (event instanceof UserModel.UserRemovedEvent removed) {
            return Optional.of(removed.getKeycloakSession());
        }
        if (event instanceof OrganizationRemovedEvent removed) {
            return Optional.of(removed.getKeycloakSession());
        }
        if (event instanceof OrganizationModel.OrganizationMembershipEvent membership) {
            return Optional.of(membership.getSession());
        }
        if (event instanceof GroupModel.GroupEvent group) {
            return Optional.of(group.getKeycloakSession());
        }
        return event instanceof RoleModel.RoleEvent role ? Optional.of(role.getKeycloakSession()) : Optional.empty();
    }

    private static void removeServiceUser(OrganizationRemovedEvent removed) {
        RealmModel realm = removed.getKeycloakSession().getContext().getRealm();
        if (realm != null) {
            new ServiceUsers(removed.getKeycloakSession(), realm)
                    .remove(removed.getOrganization().getId());
        }
    }

    @Override
    public Journey create(KeycloakSession session) {
        return new RealmJourney(session, assembly);
    }

    @Override
    public String getId() {
        return "identity";
    }

    @Override
    public void close() {
        if (assembly != null) {
            assembly.changes().close();
            assembly.writeBehind().close();
        }
    }
}
