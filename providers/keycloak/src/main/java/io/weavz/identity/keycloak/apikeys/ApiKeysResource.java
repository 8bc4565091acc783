package io.weavz.identity.keycloak.apikeys;

import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.plan.PlanRates;
import io.weavz.identity.access.plan.Quota;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.Credentials;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.ApiKeyIssue;
import io.weavz.identity.keycloak.journey.OrganizationCall;
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
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** The API keys of an organization (contract, section 7). A key of single workspaces gets 403 SCOPE_DENIED. */
public final class ApiKeysResource {

    private final OrganizationCall call;
    private final Credentials credentials;

    public ApiKeysResource(OrganizationCall call) {
        this.call = call.organizationWide();
        this.credentials = call.journey().credentials();
    }

    @GET
    public Response list() {
        List<CredentialRecord> keys = credentials.apiKeys(call.organizationId());
        return Answer.ok()
                .with("apiKeys", keys.stream().map(this::view).toList())
                .with("total", keys.size())
                .build();
    }

    /** {@code {name, expiresAt?, permissions?, metadata?, rateLimit?}}: 201 {@code {apiKey, plainKey}}, the key only here. */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        call.requireRoom(() -> credentials.countApiKeys(call.organizationId()), Quota::apiKeys);
        Permissions permissions = Permissions.read(body, call);
        ApiKeyIssue issued = ApiKeyIssue.issue(
                call.journey(),
                new ApiKeyIssue.Wanted(
                        body.text("name", 255),
                        permissions.owner(call.organizationId()),
                        permissions.json(),
                        body.object("metadata").map(JsonBody::toJson),
                        call.principal().subject().id(),
                        body.future("expiresAt", call.journey().now()),
                        rateLimit(body)));
        call.changed(OperationType.CREATE, "api-keys/" + issued.key().id());
        return Answer.created()
                .with("apiKey", view(issued.key()))
                .with("plainKey", issued.secret())
                .build();
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.ok().with("apiKey", view(find(id))).build();
    }

    /** {@code {name?, enabled?, expiresAt?, metadata?, rateLimit?}}; {@code null} takes expiry, metadata or limit away. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        find(id);
        if (!body.hasAny("name", "enabled", "expiresAt", "metadata", "rateLimit")) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        CredentialRecord changed =
                credentials.update(id, key -> changed(key, body)).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        call.changed(OperationType.UPDATE, "api-keys/" + id);
        return Answer.ok().with("apiKey", view(changed)).build();
    }

    private CredentialRecord changed(CredentialRecord key, JsonBody body) {
        CredentialRecord limited = body.has("rateLimit") ? key.withRateLimit(rateLimit(body)) : key;
        return limited.with(
                body.has("name") ? body.text("name", 255) : key.name(),
                body.bool("enabled").orElse(key.enabled()),
                body.has("expiresAt") ? body.future("expiresAt", call.journey().now()) : key.expiresAt(),
                body.has("metadata") ? body.object("metadata").map(JsonBody::toJson) : key.metadata());
    }

    /** {@code {overlapSeconds?}}: 200 {@code {apiKey, plainKey}}; the old key dies at once or when the overlap ends. */
    @POST
    @Path("{id}/regenerate")
    public Response regenerate(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        CredentialRecord key = find(id);
        NewSecret secret = Regeneration.regenerate(call.journey(), key, JsonBody.read(headers, stream));
        call.changed(OperationType.ACTION, "api-keys/" + id + "/regenerate");
        return Answer.ok()
                .with("apiKey", view(find(id)))
                .with("plainKey", secret)
                .build();
    }

    /** The next use of the key is a 401. A key does not delete itself: 403. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        CredentialRecord key = find(id);
        if (key.id().equals(call.principal().credentialId())) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
        Problem.requireFound(credentials.remove(key.id()));
        call.changed(OperationType.DELETE, "api-keys/" + id);
        return Answer.deleted(id);
    }

    /** Requests a minute; whatever it says, the organization's limit holds too. */
    private static Optional<Integer> rateLimit(JsonBody body) {
        return body.integer("rateLimit", 1, PlanRates.MAX);
    }

    private CredentialRecord find(String id) {
        return credentials.apiKey(call.organizationId(), id).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
    }

    private ApiKeyView view(CredentialRecord key) {
        return ApiKeyView.of(key, call.organizationId());
    }
}
