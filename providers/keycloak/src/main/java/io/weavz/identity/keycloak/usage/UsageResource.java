package io.weavz.identity.keycloak.usage;

import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Usage;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Slices;
import io.weavz.identity.keycloak.http.Times;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the API keys and MCP tokens of an organization were used for, by the hour. A key of single workspaces gets 403
 * SCOPE_DENIED.
 */
public final class UsageResource {

    private static final Duration UNLESS_ASKED = Duration.ofHours(24);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MAX_LIMIT = 10_000;

    private final OrganizationCall call;

    public UsageResource(OrganizationCall call) {
        this.call = call.organizationWide();
    }

    /** {@code ?from&to&credentialId&limit&offset}: the hours that overlap the time, the last 24 unless asked. */
    @GET
    public Response list(@Context UriInfo uri) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        Instant to = Times.of(query, "to").orElse(call.journey().now());
        Instant from = Times.of(query, "from").orElse(to.minus(UNLESS_ASKED));
        if (!from.isBefore(to) || from.plus(LONGEST).isBefore(to)) {
            throw Problem.field("from", "must lie before to, by at most " + LONGEST.toDays() + " days");
        }
        Page<Usage> page = call.journey()
                .usages()
                .list(
                        call.organizationId(),
                        Optional.ofNullable(query.getFirst("credentialId")),
                        from,
                        to,
                        Slices.of(query, DEFAULT_LIMIT, MAX_LIMIT));
        return Answer.ok()
                .with("usage", page.map(UsageView::of).items())
                .with("total", page.total())
                .build();
    }
}
