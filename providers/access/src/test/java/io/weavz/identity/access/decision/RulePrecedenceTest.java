package io.weavz.identity.access.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.credential.Secret;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.KnownCredential.EndUserBinding;
import io.weavz.identity.access.lookup.KnownCredential.McpBinding;
import io.weavz.identity.access.lookup.PlatformRole;
import io.weavz.identity.access.lookup.Standing;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.plan.RateLimits;
import io.weavz.identity.access.plan.Spending;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which refusal speaks when several could, and what is asked before any of them. */
class RulePrecedenceTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final List<String> lookups = new ArrayList<>();
    private int clockReadings;
    private int counted;
    private boolean within = true;

    private final RateLimits limits = (organizationId, plan, credentialId, ownLimit) -> {
        counted++;
        Allowance allowance = new Allowance(1, 0, NOW);
        return within ? new Spending.Within(allowance) : new Spending.Exceeded(allowance, Duration.ofSeconds(1));
    };

    /** A credential with every fault there is; each is mended in turn. */
    private static final class Faulty {
        private AuthMethod method = AuthMethod.MCP_OAUTH;
        private boolean enabled;
        private boolean cookieMayCount;
        private Optional<Instant> end = Optional.of(NOW);
        private Door door = Door.REST;
        private String server = "other";
        private boolean mode;
        private boolean live;
        private boolean endUser;
        private String named = "free";
        private boolean organization;
        private Set<String> workspaces = Set.of();

        private KnownCredential credential() {
            Organization acme =
                    new Organization("id-acme", "Acme", "acme", Plan.PRO, organization, "service", NOW, NOW);
            return new KnownCredential(
                    "id",
                    method,
                    new Standing.InOne(acme, Optional.of(workspaces)),
                    Optional.empty(),
                    Set.of(),
                    Optional.of(new McpBinding("server", "workspace", live, mode)),
                    Optional.of(new EndUserBinding("end-user", "external", endUser)),
                    enabled,
                    NOW,
                    end);
        }
    }

    private final class Book implements CredentialBook {
        private final Optional<KnownCredential> known;

        private Book(Optional<KnownCredential> known) {
            this.known = known;
        }

        @Override
        public Optional<KnownCredential> find(PresentedCredential credential) {
            lookups.add("credential");
            return known;
        }

        @Override
        public Optional<KnownCredential> byId(String credentialId) {
            return known;
        }

        @Override
        public Optional<Organization> organization(String idOrSlug) {
            lookups.add("organization");
            return Optional.empty();
        }
    }

    private final class CountingClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            clockReadings++;
            return NOW;
        }
    }

    private AccessDecision over(Optional<KnownCredential> known) {
        return new AccessDecision(new Book(known), new CountingClock(), Optional.of(limits));
    }

    private static Reading presented() {
        return new Reading.Presented(new PresentedCredential.AccessToken(Secret.of("token")));
    }

    private Optional<DenialReason> refusal(Faulty faulty) {
        Decision decision = over(Optional.of(faulty.credential()))
                .decide(new AccessRequest(
                        faulty.door,
                        new Reading.Presented(new PresentedCredential.SessionCookie(Secret.of("cookie"))),
                        List.of(faulty.named),
                        Optional.of(faulty.server),
                        faulty.cookieMayCount));
        return decision instanceof Decision.Refused refused ? Optional.of(refused.reason()) : Optional.empty();
    }

    @Test
    void ofSeveralRefusalsTheFirstOfTheListSpeaks() {
        Faulty faulty = new Faulty();
        assertThat(refusal(faulty)).hasValue(DenialReason.DISABLED);
        faulty.enabled = true;
        assertThat(refusal(faulty)).hasValue(DenialReason.EXPIRED);
        faulty.end = Optional.of(NOW.plusMillis(1));
        assertThat(refusal(faulty)).hasValue(DenialReason.UNTRUSTED_ORIGIN);
        faulty.cookieMayCount = true;
        assertThat(refusal(faulty)).hasValue(DenialReason.WRONG_DOOR);
        faulty.door = Door.VERIFY;
        assertThat(refusal(faulty)).hasValue(DenialReason.WRONG_MCP_SERVER);
        faulty.server = "server";
        assertThat(refusal(faulty)).hasValue(DenialReason.MCP_MODE);
        faulty.mode = true;
        assertThat(refusal(faulty)).hasValue(DenialReason.MCP_SERVER_SUSPENDED);
        faulty.live = true;
        assertThat(refusal(faulty)).hasValue(DenialReason.END_USER_DISABLED);
        faulty.endUser = true;
        assertThat(refusal(faulty)).hasValue(DenialReason.OTHER_ORGANIZATION);
        faulty.named = "acme";
        assertThat(refusal(faulty)).hasValue(DenialReason.ORGANIZATION_DISABLED);
        faulty.organization = true;
        assertThat(refusal(faulty)).hasValue(DenialReason.WORKSPACES_GONE);
        faulty.workspaces = Set.of("workspace");
        assertThat(counted).as("what is refused by a rule costs nothing").isZero();
        within = false;
        assertThat(refusal(faulty)).hasValue(DenialReason.RATE_LIMITED);
        within = true;
        assertThat(refusal(faulty)).isEmpty();
        assertThat(counted).isEqualTo(2);
    }

    @Test
    void theListHasEveryRuleOnce() {
        assertThat(Rule.ORDERED.stream().map(Rule.Named::reason))
                .containsExactly(
                        DenialReason.DISABLED,
                        DenialReason.EXPIRED,
                        DenialReason.UNTRUSTED_ORIGIN,
                        DenialReason.WRONG_DOOR,
                        DenialReason.WRONG_MCP_SERVER,
                        DenialReason.MCP_MODE,
                        DenialReason.MCP_SERVER_SUSPENDED,
                        DenialReason.END_USER_DISABLED);
    }

    @Test
    @DisplayName("case 8: what has no shape of ours costs no lookup")
    void whatHasNoShapeCostsNoLookup() {
        for (Reading reading : List.of(new Reading.Absent(), new Reading.Malformed(), new Reading.Ambiguous())) {
            over(Optional.empty()).decide(new AccessRequest(Door.REST, reading, List.of("acme"), Optional.empty()));
        }
        assertThat(lookups).isEmpty();
    }

    @Test
    void anOrganizationIsNotAskedForBeforeItsCallerIsKnown() {
        over(Optional.empty()).decide(new AccessRequest(Door.REST, presented(), List.of("acme"), Optional.empty()));
        assertThat(lookups).containsExactly("credential");
    }

    @Test
    void theClockIsReadOnce() {
        refusal(new Faulty());
        assertThat(clockReadings).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(AuthMethod.class)
    void eachMethodHasItsDoors(AuthMethod method) {
        Set<Door> doors = switch (method) {
            case SESSION, API_KEY, SERVICE_KEY -> EnumSet.complementOf(EnumSet.of(Door.REFRESH));
            case MCP_BEARER, MCP_OAUTH -> EnumSet.of(Door.VERIFY, Door.INTROSPECTION, Door.EXCHANGE);
            case MCP_REFRESH -> EnumSet.of(Door.REFRESH);
            case CONNECT_TOKEN -> EnumSet.of(Door.INTROSPECTION);
        };
        for (Door door : Door.values()) {
            assertThat(door.admits(method)).as(method + " at " + door).isEqualTo(doors.contains(door));
        }
    }

    @ParameterizedTest
    @EnumSource(DenialReason.class)
    void whatIsNotBelievedIsToldFromWhatIsNotAllowed(DenialReason reason) {
        Set<DenialReason> notBelieved = EnumSet.range(DenialReason.MISSING, DenialReason.ORGANIZATION_NOT_NAMED);
        DenialReason.Kind believed =
                reason == DenialReason.RATE_LIMITED ? DenialReason.Kind.LIMITED : DenialReason.Kind.FORBIDDEN;
        assertThat(reason.kind())
                .isEqualTo(notBelieved.contains(reason) ? DenialReason.Kind.UNAUTHENTICATED : believed);
    }

    private static KnownCredential session(Set<PlatformRole> roles, Membership... memberships) {
        return new KnownCredential(
                "session",
                AuthMethod.SESSION,
                new Standing.AsMember(List.of(memberships), Optional.empty(), roles),
                Optional.of(new Subject("person", "person")),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                NOW,
                Optional.empty());
    }

    @Test
    void anAdministratorOfThePlatformIsKnownAndActsForNoOrganizationOfOthers() {
        KnownCredential administrator = session(Set.of(PlatformRole.ADMINISTRATOR));
        AccessRequest request = new AccessRequest(Door.REST, presented(), List.of("acme"), Optional.empty());

        assertThat(over(Optional.of(administrator)).identify(request))
                .isEqualTo(new Identification.Known(administrator));
        assertThat(over(Optional.of(administrator)).decide(request))
                .isEqualTo(new Decision.Refused(DenialReason.NOT_A_MEMBER, Optional.of(administrator)));
    }

    @Test
    void aPersonSpeaksAsItself() {
        Organization acme = new Organization("id-acme", "Acme", "acme", Plan.FREE, true, "service", NOW, NOW);
        for (String name : List.of("acme", "id-acme")) {
            AccessRequest request = new AccessRequest(Door.REST, presented(), List.of(name), Optional.empty());
            assertThat(over(Optional.of(session(Set.of(), new Membership(acme, Role.ADMIN))))
                            .decide(request))
                    .isInstanceOfSatisfying(Decision.Granted.class, granted -> {
                        assertThat(granted.principal().subject()).isEqualTo(new Subject("person", "person"));
                        assertThat(granted.principal().role()).hasValue(Role.ADMIN);
                    });
        }
    }

    @Test
    void aSessionIsNoneOfAnMcpServersCredentials() {
        Organization acme = new Organization("id-acme", "Acme", "acme", Plan.FREE, true, "service", NOW, NOW);
        KnownCredential person = session(Set.of(), new Membership(acme, Role.OWNER));
        for (String server : List.of("server", "")) {
            assertThat(over(Optional.of(person))
                            .decide(new AccessRequest(Door.VERIFY, presented(), List.of(), Optional.of(server))))
                    .isEqualTo(new Decision.Refused(DenialReason.WRONG_MCP_SERVER, Optional.of(person)));
        }
    }
}
