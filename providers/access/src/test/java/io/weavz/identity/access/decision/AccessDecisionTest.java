package io.weavz.identity.access.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.access.lookup.PlatformRole;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.Spending;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule by itself, over a book in memory. */
class AccessDecisionTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Organization ACME = organization("acme", Plan.ENTERPRISE, true);
    private static final Organization FREE = organization("free", Plan.FREE, true);
    private static final Organization ASLEEP = organization("asleep", Plan.ENTERPRISE, false);
    private static final String TOKEN = "token";

    private final Map<String, KnownCredential> known = new HashMap<>();
    private final List<String> counted = new ArrayList<>();
    private int limit = 100;
    private final AccessDecision decision =
            new AccessDecision(new Book(), Clock.fixed(NOW, ZoneOffset.UTC), Optional.of(this::count));

    private Spending count(String organizationId, Plan plan, String credentialId, Optional<Integer> ownLimit) {
        counted.add(organizationId + " " + plan + " " + credentialId + " " + ownLimit);
        Allowance allowance = new Allowance(limit, Math.max(0, limit - counted.size()), NOW);
        return counted.size() <= limit
                ? new Spending.Within(allowance)
                : new Spending.Exceeded(allowance, Duration.ofSeconds(1));
    }

    private final class Book implements CredentialBook {
        @Override
        public Optional<KnownCredential> find(PresentedCredential credential) {
            return byId(credential.secret().reveal());
        }

        @Override
        public Optional<KnownCredential> byId(String credentialId) {
            return Optional.ofNullable(known.get(credentialId));
        }

        @Override
        public Optional<Organization> organization(String idOrSlug) {
            return List.of(ACME, FREE, ASLEEP).stream()
                    .filter(organization -> organization.isNamed(idOrSlug))
                    .findFirst();
        }
    }

    private static Organization organization(String slug, Plan plan, boolean enabled) {
        return new Organization("id-" + slug, slug, slug, plan, enabled, "user-" + slug, NOW, NOW);
    }

    private Decision decide(Door door, KnownCredential credential, Optional<String> server, String... organizations) {
        known.put(TOKEN, credential);
        Reading reading = new Reading.Presented(new PresentedCredential.AccessToken(Secret.of(TOKEN)));
        return decision.decide(new AccessRequest(door, reading, List.of(organizations), server));
    }

    private void isGranted(Door door, KnownCredential credential, String... organizations) {
        assertThat(decide(door, credential, Optional.empty(), organizations)).isInstanceOf(Decision.Granted.class);
    }

    private void isRefused(DenialReason reason, Door door, KnownCredential credential, String... organizations) {
        isRefused(reason, decide(door, credential, Optional.empty(), organizations));
    }

    private static void isRefused(DenialReason reason, Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static KnownCredential credential(
            AuthMethod method, Standing standing, Optional<McpBinding> mcp, boolean enabled, Optional<Instant> end) {
        Optional<Subject> person =
                method == AuthMethod.SESSION ? Optional.of(new Subject("person", "person")) : Optional.empty();
        return new KnownCredential("id", method, standing, person, Set.of(), mcp, Optional.empty(), enabled, NOW, end);
    }

    private static KnownCredential apiKey(Organization organization) {
        return apiKey(organization, Optional.empty());
    }

    private static KnownCredential apiKey(Organization organization, Optional<Set<String>> workspaces) {
        return credential(
                AuthMethod.API_KEY,
                new Standing.InOne(organization, workspaces),
                Optional.empty(),
                true,
                Optional.empty());
    }

    private static KnownCredential expiring(Instant end) {
        return credential(
                AuthMethod.API_KEY,
                new Standing.InOne(ACME, Optional.empty()),
                Optional.empty(),
                true,
                Optional.of(end));
    }

    private static KnownCredential serviceKey(Optional<Set<String>> allowed) {
        return credential(
                AuthMethod.SERVICE_KEY, new Standing.InNamed(allowed), Optional.empty(), true, Optional.empty());
    }

    private static KnownCredential mcp(boolean live, boolean modeAllows) {
        return credential(
                AuthMethod.MCP_BEARER,
                new Standing.InOne(ACME, Optional.of(Set.of("workspace"))),
                Optional.of(new McpBinding("server", "workspace", live, modeAllows)),
                true,
                Optional.empty());
    }

    private static KnownCredential session(Optional<String> active, Membership... memberships) {
        return credential(
                AuthMethod.SESSION,
                new Standing.AsMember(List.of(memberships), active, Set.of(PlatformRole.VERIFIER)),
                Optional.empty(),
                true,
                Optional.empty());
    }

    @Test
    void whatCannotBeReadIsNotLookedUp() {
        isRefused(DenialReason.MISSING, reading(new Reading.Absent()));
        isRefused(DenialReason.MALFORMED, reading(new Reading.Malformed()));
        isRefused(DenialReason.AMBIGUOUS, reading(new Reading.Ambiguous()));
    }

    private Decision reading(Reading reading) {
        return decision.decide(new AccessRequest(Door.REST, reading, List.of(), Optional.empty()));
    }

    @Test
    void anUnknownCredentialIsRefused() {
        Reading reading = new Reading.Presented(new PresentedCredential.AccessToken(Secret.of("other")));
        isRefused(DenialReason.UNKNOWN, reading(reading));
    }

    @Test
    void aKeyStandsForItsOrganizationAsTheServiceUser() {
        assertThat(decide(Door.REST, apiKey(ACME), Optional.empty()))
                .isInstanceOfSatisfying(Decision.Granted.class, granted -> {
                    assertThat(granted.principal().organization()).isEqualTo(ACME);
                    assertThat(granted.principal().subject()).isEqualTo(new Subject("user-acme", "service-acme"));
                    assertThat(granted.principal().isOrganizationWide()).isTrue();
                    assertThat(granted.principal().reaches("anything")).isTrue();
                });
    }

    @Test
    void aCredentialIsExpiredAtTheVeryInstantItExpires() {
        isRefused(DenialReason.EXPIRED, Door.REST, expiring(NOW));
        isRefused(DenialReason.EXPIRED, Door.REST, expiring(NOW.minusMillis(1)));
        isGranted(Door.REST, expiring(NOW.plusMillis(1)));
    }

    @Test
    void aDisabledCredentialIsRefusedBeforeAnythingElse() {
        KnownCredential disabled = credential(
                AuthMethod.API_KEY,
                new Standing.InOne(ASLEEP, Optional.empty()),
                Optional.empty(),
                false,
                Optional.of(NOW));
        isRefused(DenialReason.DISABLED, Door.REST, disabled, "somebody-else");
    }

    @Test
    @DisplayName("case 20: the organization of a key is not switched by naming another")
    void anotherOrganizationIsRefused() {
        isGranted(Door.REST, apiKey(ACME), "acme", "id-acme");
        isRefused(DenialReason.OTHER_ORGANIZATION, Door.REST, apiKey(ACME), "free");
        isRefused(DenialReason.OTHER_ORGANIZATION, Door.REST, apiKey(ACME), "unknown");
        isRefused(DenialReason.OTHER_ORGANIZATION, Door.REST, apiKey(ACME), "acme", "free");
    }

    @Test
    void aDisabledOrganizationStandsForNothing() {
        isRefused(DenialReason.ORGANIZATION_DISABLED, Door.VERIFY, apiKey(ASLEEP));
        isRefused(DenialReason.ORGANIZATION_DISABLED, Door.REST, serviceKey(Optional.empty()), "asleep");
    }

    @Test
    @DisplayName("case 21: a service key needs one existing Enterprise organization of its list")
    void aServiceKeyNeedsItsOrganization() {
        isGranted(Door.REST, serviceKey(Optional.empty()), "acme");
        isGranted(Door.REST, serviceKey(Optional.of(Set.of("id-acme"))), "acme");
        isRefused(DenialReason.ORGANIZATION_NOT_NAMED, Door.REST, serviceKey(Optional.empty()));
        isRefused(DenialReason.UNKNOWN_ORGANIZATION, Door.REST, serviceKey(Optional.empty()), "unknown");
        isRefused(DenialReason.PLAN_WITHOUT_SERVICE_KEYS, Door.REST, serviceKey(Optional.empty()), "free");
        isRefused(DenialReason.ORGANIZATION_NOT_ALLOWED, Door.REST, serviceKey(Optional.of(Set.of("x"))), "acme");
        isRefused(DenialReason.ORGANIZATION_NOT_ALLOWED, Door.REST, serviceKey(Optional.of(Set.of())), "acme");
        isRefused(DenialReason.OTHER_ORGANIZATION, Door.REST, serviceKey(Optional.empty()), "acme", "free");
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anMcpTokenIsAdmittedWhereItsServerIsTheAudience(Door door) {
        Decision decided = decide(door, mcp(true, true), Optional.of("server"));
        if (door == Door.REST || door == Door.LOGIN || door == Door.REFRESH) {
            isRefused(DenialReason.WRONG_DOOR, decided);
        } else {
            assertThat(decided).isInstanceOf(Decision.Granted.class);
        }
    }

    @Test
    void anMcpTokenIsGoodForItsServerAlone() {
        isRefused(DenialReason.WRONG_MCP_SERVER, decide(Door.VERIFY, mcp(true, true), Optional.of("other")));
        isRefused(DenialReason.WRONG_MCP_SERVER, decide(Door.VERIFY, mcp(true, true), Optional.empty()));
        isRefused(DenialReason.WRONG_MCP_SERVER, decide(Door.VERIFY, apiKey(ACME), Optional.of("server")));
    }

    @Test
    void aServerThatTakesNoBearersOrIsSuspendedRefusesItsToken() {
        isRefused(DenialReason.MCP_MODE, decide(Door.VERIFY, mcp(true, false), Optional.of("server")));
        isRefused(DenialReason.MCP_SERVER_SUSPENDED, decide(Door.VERIFY, mcp(false, true), Optional.of("server")));
    }

    @Test
    void aScopedKeyReachesItsWorkspacesWhileItHasAny() {
        assertThat(decide(Door.REST, apiKey(ACME, Optional.of(Set.of("one"))), Optional.empty()))
                .isInstanceOfSatisfying(Decision.Granted.class, granted -> {
                    assertThat(granted.principal().reaches("one")).isTrue();
                    assertThat(granted.principal().reaches("two")).isFalse();
                    assertThat(granted.principal().isOrganizationWide()).isFalse();
                });
        isRefused(DenialReason.WORKSPACES_GONE, Door.REST, apiKey(ACME, Optional.of(Set.of())));
    }

    @Test
    void aPersonActsForTheOnlyTheActiveOrTheNamedOrganization() {
        Membership acme = new Membership(ACME, Role.OWNER);
        Membership free = new Membership(FREE, Role.ADMIN);

        isGranted(Door.REST, session(Optional.empty(), acme));
        isGranted(Door.REST, session(Optional.of("id-free"), acme, free));
        isGranted(Door.REST, session(Optional.empty(), acme, free), "free");
        isRefused(DenialReason.NOT_A_MEMBER, Door.REST, session(Optional.empty(), acme, free));
        isRefused(DenialReason.NOT_A_MEMBER, Door.REST, session(Optional.empty(), acme), "free");
        isRefused(DenialReason.NOT_A_MEMBER, Door.REST, session(Optional.of("id-free"), acme));
        isRefused(DenialReason.NOT_A_MEMBER, Door.REST, session(Optional.empty()));
    }

    @Test
    void aPlainMemberManagesNothingButMayPassTheGateway() {
        Membership member = new Membership(ACME, Role.MEMBER);
        isRefused(DenialReason.ROLE_TOO_LOW, Door.REST, session(Optional.empty(), member));
        isGranted(Door.VERIFY, session(Optional.empty(), member));
    }

    @Test
    void whoCallsIsKnownWithoutAnyOrganization() {
        known.put(TOKEN, serviceKey(Optional.empty()));
        Reading reading = new Reading.Presented(new PresentedCredential.AccessToken(Secret.of(TOKEN)));
        assertThat(decision.identify(new AccessRequest(Door.REST, reading, List.of(), Optional.empty())))
                .isInstanceOf(Identification.Known.class);
    }

    @Test
    void aMintedTokenIsWorthWhatItsCredentialIsWorth() {
        known.put("id", apiKey(ACME));
        assertThat(decision.decideAgain("id", "id-acme")).isInstanceOf(Decision.Granted.class);
        isRefused(DenialReason.OTHER_ORGANIZATION, decision.decideAgain("id", "id-free"));
        isRefused(DenialReason.UNKNOWN, decision.decideAgain("gone", "id-acme"));
    }

    @Test
    void aLimitRefusesWhatIsOtherwiseGood() {
        limit = 2;
        for (int left = 1; left >= 0; left--) {
            Allowance allowance = new Allowance(2, left, NOW);
            assertThat(decide(Door.VERIFY, apiKey(ACME), Optional.empty()))
                    .isInstanceOfSatisfying(
                            Decision.Granted.class,
                            granted -> assertThat(granted.allowance()).hasValue(allowance));
        }
        assertThat(decide(Door.REST, apiKey(ACME), Optional.empty()))
                .isInstanceOfSatisfying(Decision.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(DenialReason.RATE_LIMITED);
                    assertThat(refused.credential()).isPresent();
                    assertThat(refused.allowance()).hasValue(new Allowance(2, 0, NOW));
                });
        assertThat(counted).hasSize(3).containsOnly("id-acme ENTERPRISE id Optional.empty");
    }

    @Test
    void whatIsRefusedAnywayCountsForNobody() {
        decide(Door.REST, apiKey(ACME), Optional.empty(), "free");
        decide(Door.REST, expiring(NOW), Optional.empty());
        decide(Door.REST, apiKey(ASLEEP), Optional.empty());
        decide(Door.REST, session(Optional.empty(), new Membership(ACME, Role.MEMBER)), Optional.empty());
        reading(new Reading.Absent());
        assertThat(counted).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void onlyRequestsOfTheApiCount(Door door) {
        Decision decided = decide(door, apiKey(ACME), Optional.empty());
        boolean counts = door == Door.REST || door == Door.VERIFY;
        assertThat(counted).hasSize(counts ? 1 : 0);
        assertThat(decided.allowance().isPresent()).isEqualTo(counts);
    }

    @Test
    void aRefusalOfAKnownCredentialNamesIt() {
        assertThat(decide(Door.REST, expiring(NOW), Optional.empty()))
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.credential()).isPresent());
    }
}
