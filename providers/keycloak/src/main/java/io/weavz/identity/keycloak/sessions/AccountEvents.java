package io.weavz.identity.keycloak.sessions;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.NewOrganization;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.PersonName;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * What follows from events of accounts, wherever they happen: a changed password ends the user's sessions, and a new
 * account gets an organization of its own where the realm says so.
 */
final class AccountEvents implements EventListenerProvider {

    /** The realm attribute that says whether a new person gets an organization. */
    static final String PERSONAL_ORGANIZATION = "weavz.personal-organization";

    private static final Pattern USER_BY_ADMIN = Pattern.compile("users/([^/]+)");
    private static final Pattern PASSWORD_BY_ADMIN = Pattern.compile("users/([^/]+)/(?:reset-password|credentials/.+)");

    private final KeycloakSession session;

    AccountEvents(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getError() != null || event.getUserId() == null) {
            return;
        }
        if (event.getType() == EventType.UPDATE_CREDENTIAL
                && event.getDetails() != null
                && PasswordCredentialModel.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE))) {
            endSessions(event.getRealmId(), event.getUserId(), event.getSessionId());
        }
        if (event.getType() == EventType.REGISTER) {
            welcome(event.getRealmId(), event.getUserId());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() != ResourceType.USER || event.getResourcePath() == null) {
            return;
        }
        Matcher password = PASSWORD_BY_ADMIN.matcher(event.getResourcePath());
        Matcher whole = USER_BY_ADMIN.matcher(event.getResourcePath());
        if (password.matches()) {
            endSessions(event.getRealmId(), password.group(1), null);
        } else if (whole.matches()) {
            // The whole user may have come with a new password in it.
            user(event.getRealmId(), whole.group(1)).ifPresent(user -> new PasswordSessions(session).endOlder(user));
        }
    }

    private Optional<UserModel> user(String realmId, String userId) {
        RealmModel realm = session.realms().getRealm(realmId);
        return Optional.ofNullable(session.users().getUserById(realm, userId));
    }

    private void endSessions(String realmId, String userId, String kept) {
        user(realmId, userId).ifPresent(user -> new PasswordSessions(session).endAllBut(user, kept));
    }

    private void welcome(String realmId, String userId) {
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = session.users().getUserById(realm, userId);
        if (user == null || !Boolean.parseBoolean(realm.getAttribute(PERSONAL_ORGANIZATION))) {
            return;
        }
        Organizations organizations = Journey.of(session).organizations();
        String name = PersonName.of(user).orElse(user.getUsername().split("@")[0]);
        Organization own = organizations.create(new NewOrganization(name, freeSlug(organizations, name), Plan.FREE));
        organizations.putMember(own.id(), userId, Role.OWNER);
    }

    private static String freeSlug(Organizations organizations, String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String slug = plain.substring(0, Math.min(plain.length(), 40));
        return slug.isEmpty() || organizations.hasSlug(slug)
                ? (slug.isEmpty() ? "" : slug + "-")
                        + UUID.randomUUID().toString().substring(0, 8)
                : slug;
    }

    @Override
    public void close() {}
}
