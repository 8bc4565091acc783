package io.weavz.identity.keycloak.sessions;

import static io.weavz.identity.keycloak.sessions.AuthAnswer.object;

import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.access.registry.Credentials;
import io.weavz.identity.access.registry.Membership;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.http.AuthError;
import io.weavz.identity.keycloak.http.AuthProblem;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.journey.ApiKeyIssue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.admin.OperationType;

/** The api-key plugin's routes (contract, better-auth 1.8), on the same keys as {@code /api/v1/api-keys}. */
public final class AuthApiKeyResource {

    private static final int MAX_NAME = 32;
    private static final long MAX_DAYS = 365;
    private static final Set<String> SERVERS_OWN = Set.of(
            "userId",
            "remaining",
            "refillAmount",
            "refillInterval",
            "rateLimitEnabled",
            "rateLimitMax",
            "rateLimitTimeWindow",
            "permissions");
    private static final String PREFIX = "wvz_";

    private final AuthCall call;
    private final Credentials credentials;

    AuthApiKeyResource(AuthCall call) {
        this.call = call;
        this.credentials = call.journey().credentials();
    }

    /** {@code {name?, prefix?, expiresIn?, metadata?, organizationId?}}, {@code expiresIn} in seconds. */
    @POST
    @Path("create")
    public Response create(InputStream stream) {
        SignedIn who = signedIn();
        JsonBody body = call.body(stream);
        refuseServersOwn(body);
        body.optionalText("prefix", MAX_NAME)
                .filter(prefix -> !prefix.equals(PREFIX))
                .ifPresent(other -> {
                    throw AuthProblem.of(AuthError.INVALID_PREFIX);
                });
        Membership membership = managed(who, body.optionalText("organizationId", 255), "create");
        String organizationId = membership.organization().id();
        Organization organization = call.journey()
                .organizations()
                .lock(organizationId)
                .orElseThrow(() -> AuthProblem.of(AuthError.USER_NOT_MEMBER_OF_ORGANIZATION));
        if (credentials.countApiKeys(organizationId)
                >= organization.plan().quota().apiKeys()) {
            throw AuthProblem.of(AuthError.API_KEY_LIMIT_REACHED);
        }
        ApiKeyIssue issued = ApiKeyIssue.issue(
                call.journey(),
                new ApiKeyIssue.Wanted(
                        name(body).orElse("API key"),
                        new Owner.OfOrganization(organizationId, false, Set.of()),
                        Optional.empty(),
                        metadata(body),
                        who.user().getId(),
                        expiry(body),
                        Optional.empty()));
        call.changed(who, OperationType.CREATE, path(organizationId, issued.key()));
        Map<String, Object> view = view(issued.key(), organizationId);
        view.put("key", issued.secret());
        return AuthAnswer.json(call, view);
    }

    @GET
    @Path("list")
    public Response list(@Context UriInfo uri) {
        SignedIn who = signedIn();
        String organizationId = managed(
                        who, Optional.ofNullable(uri.getQueryParameters().getFirst("organizationId")), "read")
                .organization()
                .id();
        List<CredentialRecord> all = credentials.apiKeys(organizationId);
        Optional<Long> limit = number(uri.getQueryParameters().getFirst("limit"));
        Optional<Long> offset = number(uri.getQueryParameters().getFirst("offset"));
        List<?> page = all.stream()
                .skip(offset.orElse(0L))
                .limit(limit.orElse(Long.MAX_VALUE))
                .map(key -> view(key, organizationId))
                .toList();
        return AuthAnswer.json(call, object("apiKeys", page, "total", all.size(), "limit", limit, "offset", offset));
    }

    private static Optional<Long> number(String text) {
        return Optional.ofNullable(text)
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Long::valueOf);
    }

    @GET
    @Path("get")
    public Response get(@QueryParam("id") String id) {
        Found found = find(signedIn(), Optional.ofNullable(id).orElse(""), "read");
        return AuthAnswer.json(call, view(found.key(), found.organizationId()));
    }

    /** {@code {keyId, name?, enabled?, expiresIn?, metadata?}}. */
    @POST
    @Path("update")
    public Response update(InputStream stream) {
        SignedIn who = signedIn();
        JsonBody body = call.body(stream);
        refuseServersOwn(body);
        Found found = find(who, body.text("keyId", 64), "update");
        if (!body.hasAny("name", "enabled", "expiresIn", "metadata")) {
            throw AuthProblem.of(AuthError.NO_VALUES_TO_UPDATE);
        }
        CredentialRecord changed = credentials
                .update(
                        found.key().id(),
                        key -> key.with(
                                name(body).orElse(key.name()),
                                body.bool("enabled").orElse(key.enabled()),
                                body.has("expiresIn") ? expiry(body) : key.expiresAt(),
                                body.has("metadata") ? metadata(body) : key.metadata()))
                .orElseThrow(() -> AuthProblem.of(AuthError.KEY_NOT_FOUND));
        call.changed(who, OperationType.UPDATE, path(found.organizationId(), changed));
        return AuthAnswer.json(call, view(changed, found.organizationId()));
    }

    /** {@code {keyId}}: the next use of the key is refused. */
    @POST
    @Path("delete")
    public Response delete(InputStream stream) {
        SignedIn who = signedIn();
        Found found = find(who, call.body(stream).text("keyId", 64), "delete");
        if (!credentials.remove(found.key().id())) {
            throw AuthProblem.of(AuthError.KEY_NOT_FOUND);
        }
        call.changed(who, OperationType.DELETE, path(found.organizationId(), found.key()));
        return AuthAnswer.json(call, object("success", true));
    }

    private SignedIn signedIn() {
        return call.current().orElseThrow(() -> AuthProblem.of(AuthError.UNAUTHORIZED_SESSION));
    }

    private Membership managed(SignedIn who, Optional<String> organizationId, String action) {
        Membership membership = organizationId
                .map(id ->
                        who.membership(id).orElseThrow(() -> AuthProblem.of(AuthError.USER_NOT_MEMBER_OF_ORGANIZATION)))
                .or(who::active)
                .orElseThrow(() -> AuthProblem.of(AuthError.ORGANIZATION_ID_REQUIRED));
        requireMay(membership, action);
        return membership;
    }

    private static void requireMay(Membership membership, String action) {
        if (!OrganizationPermission.allows(membership.role(), "apiKey", action)) {
            throw AuthProblem.of(AuthError.INSUFFICIENT_API_KEY_PERMISSIONS);
        }
    }

    private record Found(CredentialRecord key, String organizationId) {}

    /** A key of one of the person's organizations; a foreign one is a missing one. */
    private Found find(SignedIn who, String id, String action) {
        for (Membership membership : who.standing().memberships()) {
            String organizationId = membership.organization().id();
            if (!membership.organization().enabled()) {
                continue;
            }
            Optional<CredentialRecord> key = credentials.apiKey(organizationId, id);
            if (key.isPresent()) {
                requireMay(membership, action);
                return new Found(key.get(), organizationId);
            }
        }
        throw AuthProblem.of(AuthError.KEY_NOT_FOUND);
    }

    private static void refuseServersOwn(JsonBody body) {
        if (SERVERS_OWN.stream().anyMatch(body::has)) {
            throw AuthProblem.of(AuthError.SERVER_ONLY_PROPERTY);
        }
    }

    private static Optional<String> name(JsonBody body) {
        if (body.isText("name") && body.rawText("name").strip().length() > MAX_NAME) {
            throw AuthProblem.of(AuthError.INVALID_NAME_LENGTH);
        }
        return body.optionalText("name", MAX_NAME);
    }

    private static Optional<String> metadata(JsonBody body) {
        if (body.has("metadata") && !body.isNull("metadata") && !body.isObject("metadata")) {
            throw AuthProblem.of(AuthError.INVALID_METADATA_TYPE);
        }
        return body.object("metadata").map(JsonBody::toJson);
    }

    private Optional<Instant> expiry(JsonBody body) {
        return body.integer("expiresIn", 0, Integer.MAX_VALUE).map(seconds -> {
            Duration life = Duration.ofSeconds(seconds);
            if (life.compareTo(Duration.ofDays(1)) < 0) {
                throw AuthProblem.of(AuthError.EXPIRES_IN_IS_TOO_SMALL);
            }
            if (life.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
                throw AuthProblem.of(AuthError.EXPIRES_IN_IS_TOO_LARGE);
            }
            return call.journey().now().plus(life);
        });
    }

    private static String path(String organizationId, CredentialRecord key) {
        return "organizations/" + organizationId + "/api-keys/" + key.id();
    }

    /** The plugin's row; what its database counts for limits, ours does not have. A limit of ours is one a minute. */
    private static Map<String, Object> view(CredentialRecord key, String organizationId) {
        return object(
                "id",
                key.id(),
                "configId",
                "default",
                "name",
                key.name(),
                "start",
                key.displayPrefix(),
                "prefix",
                PREFIX,
                "referenceId",
                organizationId,
                "refillInterval",
                null,
                "refillAmount",
                null,
                "lastRefillAt",
                null,
                "enabled",
                key.enabled(),
                "rateLimitEnabled",
                key.rateLimit().isPresent(),
                "rateLimitTimeWindow",
                key.rateLimit().map(limit -> Duration.ofMinutes(1).toMillis()),
                "rateLimitMax",
                key.rateLimit(),
                "requestCount",
                0,
                "remaining",
                null,
                "lastRequest",
                key.lastUsedAt(),
                "expiresAt",
                key.expiresAt(),
                "createdAt",
                key.createdAt(),
                "updatedAt",
                key.createdAt(),
                "permissions",
                null,
                "metadata",
                key.metadata().map(Json::stored));
    }
}
