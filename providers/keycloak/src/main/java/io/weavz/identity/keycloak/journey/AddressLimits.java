package io.weavz.identity.keycloak.journey;

import java.time.Duration;
import java.util.Optional;

/** How often one address may ask for one thing before anybody is authenticated; each node counts by itself. */
public interface AddressLimits {

    /**
     * Counts one request.
     *
     * @param what is asked for, such as a path; each has a count of its own
     * @param window of the clock: windows follow one another, and each begins with nothing counted
     * @return nothing if the request is within the limit, else how long the window still lasts
     */
    Optional<Duration> exceeded(String address, String what, int limit, Duration window);
}
