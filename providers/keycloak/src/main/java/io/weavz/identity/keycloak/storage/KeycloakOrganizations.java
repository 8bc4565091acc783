package io.weavz.identity.keycloak.storage;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.Member;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.NewOrganization;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.OrganizationFilter;
import io.weavz.identity.access.registry.OrganizationProfile;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.keycloak.journey.PersonName;
import io.weavz.identity.keycloak.journey.UserIds;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * {@link Organizations} as Keycloak has them. Keycloak's alias cannot change and its name is unique, so the slug and
 * the name that people see are columns of a row of ours; an organization made in Keycloak's console gets its row when
 * it is first asked for.
 */
public final class KeycloakOrganizations implements Organizations {

    /** Our own switch and Keycloak's. */
    private static final String ENABLED = "r.enabled = true and exists"
            + " (select k.id from OrganizationEntity k where k.id = r.id and k.enabled = true)";

    /** Keycloak's provider without its cache. */
    private static final String UNCACHED = "jpa";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final OrganizationProvider keycloaks;
    private final Rows<WeavzOrganization> rows;
    private final OrganizationRoles roles;
    /** Where members are read: past Keycloak's cache once the row is kept, since that lags behind a commit. */
    private OrganizationProvider reading;

    private final ServiceUsers serviceUsers;
    private final Clock clock;
    private final Consumer<Set<String>> changing;

    /** @param changing takes the ids of those about whom a remembered answer is not true any more */
    public KeycloakOrganizations(
            KeycloakSession session,
            RealmModel realm,
            EntityManager entityManager,
            Clock clock,
            Consumer<Set<String>> changing) {
        this.session = session;
        this.realm = realm;
        this.keycloaks = session.getProvider(OrganizationProvider.class);
        this.reading = keycloaks;
        this.rows = new Rows<>(entityManager, WeavzOrganization.class);
        this.roles = new OrganizationRoles(keycloaks);
        this.serviceUsers = new ServiceUsers(session, realm);
        this.clock = clock;
        this.changing = changing;
    }

    @Override
    public Optional<Organization> find(String idOrSlug) {
        Optional<WeavzOrganization> row = rows.first(
                "r.realmId = :realm and (r.id = :name or r.slug = :name)",
                Map.of("realm", realm.getId(), "name", idOrSlug));
        return row.isPresent()
                ? row.flatMap(this::organization)
                : keycloak(idOrSlug)
                        .or(() -> Optional.ofNullable(keycloaks.getByAlias(idOrSlug)))
                        .filter(model -> rows.find(model.getId()).isEmpty())
                        .flatMap(this::adopt);
    }

    @Override
    public boolean hasSlug(String slug) {
        // An id is as good a name as a slug, so nobody may take another organization's id for a slug.
        return rows.count(
                                "r.realmId = :realm and (r.slug = :slug or r.id = :slug)",
                                Map.of("realm", realm.getId(), "slug", slug))
                        > 0
                || keycloak(slug).isPresent();
    }

    @Override
    public Page<Organization> list(Slice slice, OrganizationFilter filter) {
        keycloaks
                .getAllStream()
                .filter(model -> rows.find(model.getId()).isEmpty())
                .toList()
                .forEach(this::adopt);
        Conditions conditions = Conditions.of("r.realmId = :realm", "realm", realm.getId())
                .and("r.slug = :slug", "slug", filter.slug())
                .and("r.plan = :plan", "plan", filter.plan())
                .and("(case when " + ENABLED + " then true else false end) = :enabled", "enabled", filter.enabled())
                .and(
                        "(locate(:search, lower(r.name)) > 0 or locate(:search, r.slug) > 0 or locate(:search, r.id) = 1)",
                        "search",
                        filter.search().map(text -> text.toLowerCase(Locale.ROOT)));
        Page<WeavzOrganization> page = rows.page(conditions.text(), conditions.values(), slice);
        return new Page<>(
                page.items().stream().flatMap(row -> organization(row).stream()).toList(), page.total());
    }

    @Override
    public Organization create(NewOrganization organization) {
        String alias = aliasFor(organization.slug());
        OrganizationModel model = keycloaks.create(alias, alias);
        roles.create(model);
        return add(model, organization);
    }

    /** A slug may be free again while Keycloak still has the alias of its earlier owner. */
    private String aliasFor(String slug) {
        boolean taken = keycloaks.getByAlias(slug) != null
                || keycloaks.getAllStream(slug, true, 0, 1).findAny().isPresent();
        return taken ? slug + "-" + UUID.randomUUID().toString().substring(0, 8) : slug;
    }

    /** Nothing where Keycloak's cache has an organization that another node has just deleted. */
    private Optional<Organization> adopt(OrganizationModel model) {
        return unlessRefused(() -> {
                    roles.create(model);
                    return model;
                })
                .map(any -> hasSlug(model.getAlias()) ? model.getId() : model.getAlias())
                .map(slug -> add(model, new NewOrganization(model.getName(), slug, Plan.FREE)));
    }

    /** Keycloak throws about an organization that is not there, or not in this realm; a fault has a cause. */
    private static <T> Optional<T> unlessRefused(Supplier<T> work) {
        try {
            return Optional.ofNullable(work.get());
        } catch (ModelException e) {
            if (e.getCause() != null) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Organization add(OrganizationModel model, NewOrganization organization) {
        WeavzOrganization row = new WeavzOrganization();
        row.id = model.getId();
        row.realmId = realm.getId();
        row.name = organization.name();
        row.slug = organization.slug();
        row.plan = organization.plan();
        row.enabled = true;
        row.serviceUserId = serviceUsers.create(model.getId());
        row.createdAt = clock.millis();
        row.updatedAt = row.createdAt;
        rows.add(row);
        changing.accept(Set.of(row.id));
        return organization(row, model);
    }

    @Override
    public Optional<Organization> update(String id, UnaryOperator<Organization> change) {
        Optional<WeavzOrganization> row = rows.locked(id);
        Optional<Organization> changed = row.flatMap(this::organization).map(change);
        changed.ifPresent(organization -> {
            row.get().name = organization.name();
            row.get().slug = organization.slug();
            row.get().plan = organization.plan();
            row.get().updatedAt = organization.updatedAt().toEpochMilli();
        });
        rows.flush();
        return changed;
    }

    @Override
    public OrganizationProfile profile(String id) {
        return rows.find(id)
                .map(row -> new OrganizationProfile(Optional.ofNullable(row.logo), Optional.ofNullable(row.metadata)))
                .orElseGet(() -> new OrganizationProfile(Optional.empty(), Optional.empty()));
    }

    @Override
    public void setProfile(String id, OrganizationProfile profile) {
        rows.update(id, row -> {
            row.logo = profile.logo().orElse(null);
            row.metadata = profile.metadata().orElse(null);
        });
    }

    @Override
    public void setEnabled(String id, boolean enabled) {
        rows.update(id, row -> row.enabled = enabled);
    }

    @Override
    public void remove(String id) {
        // Our row before Keycloak's, as whoever changes members locks them.
        rows.locked(id).flatMap(row -> keycloak(id)).ifPresent(keycloaks::remove);
        rows.flush();
    }

    @Override
    public List<Member> members(String organizationId) {
        return keycloak(organizationId).stream()
                .flatMap(model -> keycloaks
                        .getMembersStream(model, Map.of(), null, null, null)
                        .map(user -> member(model, user)))
                .toList();
    }

    @Override
    public Optional<Organization> lock(String organizationId) {
        Optional<WeavzOrganization> row = rows.locked(organizationId);
        reading = session.getProvider(OrganizationProvider.class, UNCACHED);
        return row.flatMap(this::organization);
    }

    @Override
    public long countMembers(String organizationId) {
        return keycloak(organizationId).map(reading::getMembersCount).orElse(0L);
    }

    @Override
    public Optional<Member> member(String organizationId, String userId) {
        return keycloak(organizationId)
                .flatMap(model -> UserIds.plausible(userId)
                        .map(id -> reading.getMemberById(model, id))
                        .map(user -> member(model, user)));
    }

    @Override
    public List<Membership> membershipsOf(String userId) {
        return user(userId).stream()
                .flatMap(user -> keycloaks
                        .getByMember(user)
                        .flatMap(model -> find(model.getId()).stream()
                                .map(organization -> new Membership(organization, roles.of(model, user)))))
                .sorted(Comparator.comparing((Membership membership) ->
                                membership.organization().createdAt())
                        .thenComparing(membership -> membership.organization().id()))
                .toList();
    }

    @Override
    public boolean userExists(String userId) {
        return user(userId).isPresent();
    }

    @Override
    public void putMember(String organizationId, String userId, Role role) {
        keycloak(organizationId)
                .ifPresent(model -> user(userId).ifPresent(user -> {
                    keycloaks.addMember(model, user);
                    roles.assign(model, user, role);
                }));
    }

    @Override
    public void removeMember(String organizationId, String userId) {
        keycloak(organizationId)
                .ifPresent(model -> user(userId).ifPresent(user -> keycloaks.removeMember(model, user)));
    }

    private Optional<UserModel> user(String id) {
        return UserIds.plausible(id)
                .map(plausible -> session.users().getUserById(realm, plausible))
                .filter(user -> user.getServiceAccountClientLink() == null);
    }

    private Member member(OrganizationModel model, UserModel user) {
        return new Member(
                user.getId(),
                new OrganizationRoles(reading).of(model, user),
                PersonName.of(user),
                Optional.ofNullable(user.getEmail()),
                Optional.ofNullable(user.getFirstAttribute("picture")),
                Instant.ofEpochMilli(
                        Optional.ofNullable(user.getCreatedTimestamp()).orElse(0L)));
    }

    private Optional<OrganizationModel> keycloak(String id) {
        return unlessRefused(() -> keycloaks.getById(id));
    }

    private Optional<Organization> organization(WeavzOrganization row) {
        return keycloak(row.id).map(model -> organization(row, model));
    }

    private Organization organization(WeavzOrganization row, OrganizationModel model) {
        return new Organization(
                row.id,
                row.name,
                row.slug,
                row.plan,
                // With the realm or its organizations switched off, none of them stands for anything.
                row.enabled && model.isEnabled() && realm.isOrganizationsEnabled() && realm.isEnabled(),
                row.serviceUserId,
                Instant.ofEpochMilli(row.createdAt),
                Instant.ofEpochMilli(row.updatedAt));
    }
}
