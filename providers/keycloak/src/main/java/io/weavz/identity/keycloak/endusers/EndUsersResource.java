package io.weavz.identity.keycloak.endusers;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.issue.NewSecret;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.CredentialRecord.Owner;
import io.weavz.identity.access.registry.EndUser;
import io.weavz.identity.access.registry.EndUsers;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Slices;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.keycloak.events.admin.OperationType;

/** The end users of a workspace, as subjects of MCP tokens (contract, section 10). */
public final class EndUsersResource {

    private static final String[] CHANGEABLE = {"displayName", "email", "metadata", "enabled"};

    private static final int MIN_CONNECT_SECONDS = 3600;
    private static final int CONNECT_SECONDS = 7 * 24 * 3600;
    private static final int MAX_CONNECT_SECONDS = 30 * 24 * 3600;

    private final OrganizationCall call;
    private final EndUsers endUsers;

    public EndUsersResource(OrganizationCall call) {
        this.call = call;
        this.endUsers = call.journey().endUsers();
    }

    /** {@code ?workspaceId=} is required. */
    @GET
    public Response list(@Context UriInfo uri) {
        String workspaceId = Optional.ofNullable(uri.getQueryParameters().getFirst("workspaceId"))
                .or(() -> Optional.ofNullable(uri.getQueryParameters().getFirst("projectId")))
                .orElseThrow(() -> Problem.of(ApiError.WORKSPACE_REQUIRED));
        Page<EndUser> page = endUsers.list(call.workspace(workspaceId).id(), Slices.of(uri.getQueryParameters()));
        return Answer.ok()
                .with("endUsers", page.map(EndUserView::of).items())
                .with("total", page.total())
                .build();
    }

    /** {@code {workspaceId, externalId, displayName?, email?, metadata?}}. */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        Workspace workspace = call.workspace(body.optionalText("workspaceId", 64)
                .or(() -> body.optionalText("projectId", 64))
                .orElseThrow(() -> Problem.of(ApiError.WORKSPACE_REQUIRED)));
        String externalId = body.text("externalId", 255);
        if (endUsers.findByExternalId(workspace.id(), externalId).isPresent()) {
            throw Problem.of(ApiError.DUPLICATE);
        }
        Instant now = call.journey().now();
        EndUser endUser = new EndUser(
                UUID.randomUUID().toString(),
                call.organizationId(),
                workspace.id(),
                externalId,
                body.optionalText("displayName", 255),
                body.optionalText("email", 320),
                metadata(body).orElse("{}"),
                true,
                now,
                now);
        endUsers.add(endUser);
        changed(OperationType.CREATE, endUser.id());
        return Answer.created().with("endUser", EndUserView.of(endUser)).build();
    }

    /** The connections of an end user are kept by the integration service; here the list is always empty. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.ok()
                .with("endUser", EndUserView.of(find(id)))
                .with("connections", List.of())
                .build();
    }

    /** {@code {displayName?, email?, metadata?, enabled?}}. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        find(id);
        if (!body.hasAny(CHANGEABLE)) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        EndUser endUser =
                endUsers.update(id, old -> changed(old, body)).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        changed(OperationType.UPDATE, id);
        return Answer.ok().with("endUser", EndUserView.of(endUser)).build();
    }

    private EndUser changed(EndUser old, JsonBody body) {
        return new EndUser(
                old.id(),
                old.organizationId(),
                old.workspaceId(),
                old.externalId(),
                body.has("displayName") ? body.optionalText("displayName", 255) : old.displayName(),
                body.has("email") ? body.optionalText("email", 320) : old.email(),
                metadata(body).orElse(old.metadata()),
                body.bool("enabled").orElse(old.enabled()),
                old.createdAt(),
                call.journey().now());
    }

    /** All tokens of the end user die with it. */
    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        Problem.requireFound(endUsers.remove(find(id).id()));
        changed(OperationType.DELETE, id);
        return Answer.ok()
                .with("deleted", true)
                .with("id", id)
                .with("connectionsDeleted", 0)
                .build();
    }

    /**
     * {@code {expiresIn?}}, in seconds and 7 days by default: 200 {@code {connectUrl, token, expiresAt}}. The token is in
     * the fragment of the URL, which browsers send to nobody (RFC 9700, section 4.3.2).
     */
    @POST
    @Path("{id}/connect-token")
    public Response connectToken(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        return connect(find(id), JsonBody.read(headers, stream)).build();
    }

    /** {@code {email, expiresIn?}}: like connect-token; no mail is sent yet, and {@code emailSent} says so. */
    @POST
    @Path("{id}/invite")
    public Response invite(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        EndUser endUser = find(id);
        body.text("email", 320);
        return connect(endUser, body).with("emailSent", false).build();
    }

    private Answer connect(EndUser endUser, JsonBody body) {
        Instant now = call.journey().now();
        Instant expiresAt = now.plusSeconds(body.integer("expiresIn", MIN_CONNECT_SECONDS, MAX_CONNECT_SECONDS)
                .orElse(CONNECT_SECONDS));
        NewSecret secret = call.journey().issuer().issue(CredentialKind.CONNECT_TOKEN);
        CredentialRecord token = new CredentialRecord(
                UUID.randomUUID().toString(),
                CredentialKind.CONNECT_TOKEN,
                secret.format(),
                secret.displayPrefix(),
                endUser.externalId(),
                new Owner.OfEndUser(call.organizationId(), endUser.id()),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                true,
                Optional.of(call.principal().subject().id()),
                Optional.of(expiresAt),
                Optional.empty(),
                now);
        call.journey().credentials().add(token, secret.fingerprint());
        call.changed(OperationType.CREATE, "end-users/" + endUser.id() + "/connect-tokens/" + token.id());
        return Answer.ok()
                .with("connectUrl", PublicUrls.of(call.session()).connectPortal(secret.revealOnce()))
                .with("token", secret)
                .with("expiresAt", expiresAt);
    }

    private EndUser find(String id) {
        EndUser endUser = endUsers.find(call.organizationId(), id).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        return call.inScope(endUser.workspaceId(), endUser);
    }

    private static Optional<String> metadata(JsonBody body) {
        return body.object("metadata").map(JsonBody::toJson);
    }

    private void changed(OperationType operation, String id) {
        call.changed(operation, "end-users/" + id);
    }
}
