package io.weavz.identity.keycloak.servicekeys;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.access.registry.Credentials;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.PlatformCall;
import io.weavz.identity.keycloak.journey.Regeneration;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.keycloak.events.admin.OperationType;

/** The service keys of the realm, for its administrators; no key can make one. */
public final class ServiceKeysResource {

    static final String ANY = "any";

    private static final Duration MAX_LIFE = Duration.ofDays(366);
    private static final int MAX_ORGANIZATIONS = 100;

    private final PlatformCall call;
    private final Credentials credentials;

    public ServiceKeysResource(PlatformCall call) {
        this.call = call.administrator();
        this.credentials = call.journey().credentials();
    }

    @GET
    public Response list() {
        List<ServiceKeyView> keys =
                credentials.serviceKeys().stream().map(ServiceKeyView::of).toList();
        return Answer.ok().with("serviceKeys", keys).with("total", keys.size()).build();
    }

    /** {@code {name, organizations: "any" | [id or slug], expiresAt}}: 201 {@code {serviceKey, plainKey}}. */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        call.signedInLately();
        JsonBody body = JsonBody.read(headers, stream);
        NewSecret secret = call.journey().issuer().issue(CredentialKind.SERVICE_KEY);
        CredentialRecord key = new CredentialRecord(
                UUID.randomUUID().toString(),
                CredentialKind.SERVICE_KEY,
                secret.format(),
                secret.displayPrefix(),
                body.text("name", 255),
                owner(body),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                true,
                Optional.of(call.actor().userId()),
                Optional.of(expiry(body)),
                Optional.empty(),
                call.journey().now());
        credentials.add(key, secret.fingerprint());
        changed(OperationType.CREATE, key.id());
        return Answer.created()
                .with("serviceKey", ServiceKeyView.of(key))
                .with("plainKey", secret)
                .build();
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.ok().with("serviceKey", ServiceKeyView.of(find(id))).build();
    }

    /** {@code {name?, enabled?, expiresAt?}}. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        find(id);
        if (!body.hasAny("name", "enabled", "expiresAt")) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        CredentialRecord key = credentials
                .update(
                        id,
                        old -> old.with(
                                body.has("name") ? body.text("name", 255) : old.name(),
                                body.bool("enabled").orElse(old.enabled()),
                                body.has("expiresAt") ? Optional.of(expiry(body)) : old.expiresAt(),
                                old.metadata()))
                .orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        changed(OperationType.UPDATE, id);
        return Answer.ok().with("serviceKey", ServiceKeyView.of(key)).build();
    }

    /** {@code {overlapSeconds?}}, at most 30 days: 200 {@code {serviceKey, plainKey}}. */
    @POST
    @Path("{id}/regenerate")
    public Response regenerate(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        CredentialRecord key = find(id);
        call.signedInLately();
        NewSecret secret = Regeneration.regenerate(call.journey(), key, JsonBody.read(headers, stream));
        changed(OperationType.ACTION, id + "/regenerate");
        return Answer.ok()
                .with("serviceKey", ServiceKeyView.of(find(id)))
                .with("plainKey", secret)
                .build();
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        Problem.requireFound(credentials.remove(find(id).id()));
        changed(OperationType.DELETE, id);
        return Answer.deleted(id);
    }

    /** {@code {organizations: [{organizationId, slug, lastActedAt}]}}: which it really acted for, the latest first. */
    @GET
    @Path("{id}/acting-organizations")
    public Response actingOrganizations(@PathParam("id") String id) {
        return Answer.ok()
                .with("organizations", call.journey().usages().actedFor(find(id).id()))
                .build();
    }

    private Owner owner(JsonBody body) {
        if (body.isText("organizations")) {
            if (!ANY.equals(body.text("organizations", 255))) {
                throw Problem.field("organizations", "must be \"any\" or a list of organizations");
            }
            return new Owner.OfPlatform(true, Set.of());
        }
        List<String> named = body.texts("organizations", MAX_ORGANIZATIONS, 255)
                .filter(names -> !names.isEmpty())
                .orElseThrow(() -> Problem.field("organizations", "must be \"any\" or a list of organizations"));
        return new Owner.OfPlatform(
                false, named.stream().map(this::organizationId).collect(Collectors.toSet()));
    }

    private String organizationId(String idOrSlug) {
        return call.journey()
                .organizations()
                .find(idOrSlug)
                .map(Organization::id)
                .orElseThrow(() -> Problem.field("organizations", "names an organization that does not exist"));
    }

    /** A service key always ends; ASVS 13.2.1 asks that it does not stay the same for ever. */
    private Instant expiry(JsonBody body) {
        Instant now = call.journey().now();
        Instant expiry = body.future("expiresAt", now).orElseThrow(() -> Problem.field("expiresAt", "is required"));
        if (expiry.isAfter(now.plus(MAX_LIFE))) {
            throw Problem.field("expiresAt", "must lie within 366 days");
        }
        return expiry;
    }

    private CredentialRecord find(String id) {
        return credentials.serviceKey(id).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
    }

    private void changed(OperationType operation, String path) {
        call.changed(operation, "service-keys/" + path);
    }
}
