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
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel.OrganizationRemovedEvent;
import org.keycloak.models.RealmModel;

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
        this.assembly = new RealmJourney.Assembly(
                options.settings(),
                clock,
                fingerprinter,
                new SecretIssuer(fingerprinter, new SecureRandom()),
                new SessionSigner(options.pepper(), options.previousPepper()),
                new ClockWindows(clock),
                bootstrap,
                new WriteBehind(factory, options.flushInterval()));
        factory.register(event -> {
            if (event instanceof OrganizationRemovedEvent removed) {
                removeServiceUser(removed);
            }
        });
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
            assembly.writeBehind().close();
        }
    }
}
