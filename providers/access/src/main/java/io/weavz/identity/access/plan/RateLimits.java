package io.weavz.identity.access.plan;

import java.util.Optional;

/** The port behind which requests are counted; it always answers, and waits for nobody. */
public interface RateLimits {

    /**
     * Counts a request of the organization, and of the credential if that has a limit of its own: both, or none of them
     * where one refuses.
     *
     * @param ownLimit of the credential, requests a minute
     */
    Spending spend(String organizationId, Plan plan, String credentialId, Optional<Integer> ownLimit);
}
