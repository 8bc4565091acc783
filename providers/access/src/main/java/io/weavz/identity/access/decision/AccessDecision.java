package io.weavz.identity.access.decision;

import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.lookup.CredentialBook;
import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.plan.RateLimits;
import io.weavz.identity.access.plan.Spending;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one decision behind every door: which organization stands behind a credential, and may it come in here? It reads
 * the clock once, so that all rules see the same instant.
 */
public final class AccessDecision {

    private final CredentialBook book;
    private final Clock clock;
    private final Optional<RateLimits> limits;

    /**
     * @param limits what requests are counted by, where they are
     */
    public AccessDecision(CredentialBook book, Clock clock, Optional<RateLimits> limits) {
        this.book = book;
        this.clock = clock;
        this.limits = limits;
    }

    /** Who calls, whatever the organization: for what the platform itself is asked to do. */
    public Identification identify(AccessRequest request) {
        if (request.reading() instanceof Reading.Presented presented) {
            return book.find(presented.credential())
                    .map(known -> identify(request, known))
                    .orElseGet(() -> refused(DenialReason.UNKNOWN));
        }
        if (request.reading() instanceof Reading.Absent) {
            return refused(DenialReason.MISSING);
        }
        return refused(
                request.reading() instanceof Reading.Ambiguous ? DenialReason.AMBIGUOUS : DenialReason.MALFORMED);
    }

    /** Who calls, for which organization. */
    public Decision decide(AccessRequest request) {
        return decide(request, identify(request));
    }

    private Decision decide(AccessRequest request, Identification identification) {
        if (identification instanceof Decision.Refused refused) {
            return refused;
        }
        KnownCredential credential = ((Identification.Known) identification).credential();
        ActingOrganization acting = ActingOrganization.of(credential.standing(), request.organizations(), book);
        return acting instanceof ActingOrganization.Found found
                ? decide(request, credential, found)
                : refused(((ActingOrganization.None) acting).reason(), credential);
    }

    /** Whether a token that was minted from this credential for this organization is still worth anything. */
    public Decision decideAgain(String credentialId, String organizationId) {
        AccessRequest request =
                new AccessRequest(Door.INTROSPECTION, new Reading.Absent(), List.of(organizationId), Optional.empty());
        return book.byId(credentialId)
                .map(known -> decide(request, identify(request, known)))
                .orElseGet(() -> refused(DenialReason.UNKNOWN));
    }

    private Identification identify(AccessRequest request, KnownCredential credential) {
        Instant now = clock.instant();
        for (Rule.Named named : Rule.ORDERED) {
            if (named.rule().refuses(request, credential, now)) {
                return refused(named.reason(), credential);
            }
        }
        return new Identification.Known(credential);
    }

    private Decision decide(AccessRequest request, KnownCredential credential, ActingOrganization.Found acting) {
        Organization organization = acting.organization();
        if (!organization.enabled()) {
            return refused(DenialReason.ORGANIZATION_DISABLED, credential);
        }
        if (acting.workspaceIds().map(Set::isEmpty).orElse(false)) {
            return refused(DenialReason.WORKSPACES_GONE, credential);
        }
        if (request.door() == Door.REST && !acting.role().map(Role::manages).orElse(true)) {
            return refused(DenialReason.ROLE_TOO_LOW, credential);
        }
        // Last of all: a request that is refused for another reason costs nobody anything.
        return limits.filter(any -> request.door().counts())
                .map(counting ->
                        counting.spend(organization.id(), organization.plan(), credential.id(), credential.rateLimit()))
                .map(spending -> spent(spending, credential, acting))
                .orElseGet(() -> new Decision.Granted(principal(credential, acting), Optional.empty()));
    }

    private static Decision spent(Spending spending, KnownCredential credential, ActingOrganization.Found acting) {
        return spending instanceof Spending.Exceeded exceeded
                ? new Decision.Refused(DenialReason.RATE_LIMITED, Optional.of(credential), Optional.of(exceeded))
                : new Decision.Granted(principal(credential, acting), Optional.of(spending.allowance()));
    }

    private static Principal principal(KnownCredential credential, ActingOrganization.Found acting) {
        Organization organization = acting.organization();
        return new Principal(
                credential.method(),
                credential.id(),
                organization,
                credential.person().orElseGet(() -> serviceUserOf(organization)),
                acting.role(),
                acting.workspaceIds(),
                credential.scopes(),
                credential.mcp(),
                credential.endUser(),
                credential.issuedAt(),
                credential.expiresAt());
    }

    private static Subject serviceUserOf(Organization organization) {
        return new Subject(organization.serviceUserId(), "service-" + organization.slug());
    }

    private static Decision.Refused refused(DenialReason reason) {
        return new Decision.Refused(reason, Optional.empty());
    }

    private static Decision.Refused refused(DenialReason reason, KnownCredential credential) {
        return new Decision.Refused(reason, Optional.of(credential));
    }
}
