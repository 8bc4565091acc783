package io.weavz.identity.keycloak.journey;

import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.registry.McpServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * What an operator configures; docs/configuration.md lists each option.
 *
 * @param publicUrl where clients reach the service, without a trailing slash; the realm's own address when absent
 * @param mcpAuthMode how a new MCP server authenticates unless its maker says otherwise
 * @param forwardedUriHeader the only header that verify takes the original URI from
 * @param forwardedMethodHeader the only header that verify takes the original method from
 * @param jwtLifetime how long a token minted at verify or by exchange lives, at most five minutes
 * @param introspectionWindow how far in the future {@code exp} lies at most
 * @param mcpTokenLifetime how long an access token of a device login lives
 * @param rootRealm the realm that the root paths lead to
 * @param rootPaths whether the realm answers at the root too
 * @param trustedOrigins whose pages may send a person's cookie, beside our own
 * @param invitationLife how long an invitation is open
 * @param invitationUrl where invitations are shown, the id follows; our own dashboard when absent
 * @param signInAge how long ago a person may have signed in who issues a service key
 * @param proxyHops how many proxies in front of the server add to {@code X-Forwarded-For}
 * @param rateLimits whether requests are limited, by address before authentication and by organization and key after it
 * @param fastVerify whether verify answers on the event loop what it remembers
 * @param planRates how many requests a minute an organization may make
 * @param rateLimitedStatus what a request beyond that is answered with
 */
public record Settings(
        Optional<String> publicUrl,
        McpServer.AuthMode mcpAuthMode,
        String forwardedUriHeader,
        String forwardedMethodHeader,
        Duration jwtLifetime,
        Duration introspectionWindow,
        Duration mcpTokenLifetime,
        String rootRealm,
        boolean rootPaths,
        List<String> trustedOrigins,
        Duration invitationLife,
        Optional<String> invitationUrl,
        Duration signInAge,
        int proxyHops,
        boolean rateLimits,
        boolean fastVerify,
        PlanRates planRates,
        int rateLimitedStatus) {

    /** A realm may say otherwise than the option {@code rate-limits}. */
    private static final String LIMITS_OF_REALM = "weavz.rate-limits";

    /** Whether the realm has limits. */
    public boolean limitRates(RealmModel realm) {
        String ofRealm = realm.getAttribute(LIMITS_OF_REALM);
        return ofRealm == null ? rateLimits : Boolean.parseBoolean(ofRealm);
    }
}
