package io.weavz.identity.keycloak.console;

import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;
import io.weavz.identity.keycloak.audit.AuditFilter;
import io.weavz.identity.keycloak.audit.AuditLog;
import io.weavz.identity.keycloak.audit.Change;
import io.weavz.identity.keycloak.audit.Refusal;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Query;
import io.weavz.identity.keycloak.journey.PlatformCall;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Refusals of known credentials, and changes of objects, of all organizations, the latest first:
 * {@code ?from&to&organizationId&credentialId&kind&reason&limit&offset}, of the last seven days unless asked. With
 * {@code format=csv} or {@code jsonl} it is a file of the latest 10,000.
 */
public final class AuditResource {

    private static final Duration UNLESS_ASKED = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(92);
    private static final Slice OF_A_FILE = new Slice(10_000, 0, false);
    /** An id has as many; a secret has more, so none gets into an address. */
    private static final int LONGEST_TEXT = 36;

    private final PlatformCall call;
    private final AuditLog log;

    public AuditResource(PlatformCall call) {
        this.call = call.administrator();
        this.log = call.journey().auditLog();
    }

    @GET
    @Path("refusals")
    public Response refusals(@Context UriInfo uri) {
        Query query = new Query(uri.getQueryParameters());
        return answer(
                "refusals",
                Refusal.class,
                query,
                filter(query, lower(query.text("reason", LONGEST_TEXT))),
                log::refusals);
    }

    @GET
    @Path("changes")
    public Response changes(@Context UriInfo uri) {
        Query query = new Query(uri.getQueryParameters());
        return answer(
                "changes", Change.class, query, filter(query, upper(query.text("reason", LONGEST_TEXT))), log::changes);
    }

    private static <T extends Record> Response answer(
            String name, Class<T> type, Query query, AuditFilter filter, BiFunction<AuditFilter, Slice, Page<T>> find) {
        Optional<Export> export = query.oneOf("format", Export.class);
        if (export.isPresent()) {
            return export.get().answer(name, type, find.apply(filter, OF_A_FILE).items());
        }
        Page<T> page = find.apply(filter, query.slice());
        return Answer.ok().with(name, page.items()).with("total", page.total()).build();
    }

    private AuditFilter filter(Query query, Optional<String> reason) {
        Instant to = query.time("to").orElse(call.journey().now().plusMillis(1));
        Instant from = query.time("from").orElse(to.minus(UNLESS_ASKED));
        if (!from.isBefore(to) || from.plus(LONGEST).isBefore(to)) {
            throw Problem.field("from", "must lie before to, by at most " + LONGEST.toDays() + " days");
        }
        return new AuditFilter(
                from,
                to,
                query.text("organizationId", LONGEST_TEXT),
                query.text("credentialId", LONGEST_TEXT),
                lower(query.text("kind", LONGEST_TEXT)),
                reason);
    }

    private static Optional<String> lower(Optional<String> text) {
        return text.map(each -> each.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> upper(Optional<String> text) {
        return text.map(each -> each.toUpperCase(Locale.ROOT));
    }
}
