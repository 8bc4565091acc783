package io.weavz.identity.keycloak.workspaces;

import io.weavz.identity.access.plan.Quota;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Workspace;
import io.weavz.identity.access.registry.Workspaces;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Slices;
import io.weavz.identity.keycloak.http.Slugs;
import io.weavz.identity.keycloak.journey.OrganizationCall;
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
import java.util.UUID;
import org.keycloak.events.admin.OperationType;

/** The workspaces of an organization (contract, section 6), also served as projects. */
public final class WorkspacesResource {

    private final OrganizationCall call;
    private final Naming naming;
    private final Workspaces workspaces;

    public WorkspacesResource(OrganizationCall call, Naming naming) {
        this.call = call;
        this.naming = naming;
        this.workspaces = call.journey().workspaces();
    }

    @GET
    public Response list(@Context UriInfo uri) {
        Page<Workspace> page =
                workspaces.list(call.organizationId(), Slices.of(uri.getQueryParameters()), call.workspaceIds());
        return Answer.ok()
                .with(naming.many(), page.map(WorkspaceView::of).items())
                .with("total", page.total())
                .build();
    }

    /** {@code {name, slug}}. */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        call.organizationWide();
        JsonBody body = JsonBody.read(headers, stream);
        String name = body.text("name", 255);
        String slug = freeSlug(body.text("slug", 64));
        call.requireRoom(() -> workspaces.count(call.organizationId()), Quota::workspaces);
        Instant now = call.journey().now();
        Workspace workspace =
                new Workspace(UUID.randomUUID().toString(), call.organizationId(), name, slug, false, now, now);
        workspaces.add(workspace);
        changed(OperationType.CREATE, workspace.id());
        return Answer.created().with(naming.one(), WorkspaceView.of(workspace)).build();
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.ok()
                .with(naming.one(), WorkspaceView.of(call.workspace(id)))
                .build();
    }

    /** {@code {name?, slug?, suspended?}}. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        JsonBody body = JsonBody.read(headers, stream);
        call.workspace(id);
        if (!body.hasAny("name", "slug", "suspended")) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        Workspace workspace =
                workspaces.update(id, old -> changed(old, body)).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        changed(OperationType.UPDATE, id);
        return Answer.ok().with(naming.one(), WorkspaceView.of(workspace)).build();
    }

    private Workspace changed(Workspace old, JsonBody body) {
        return new Workspace(
                old.id(),
                old.organizationId(),
                body.has("name") ? body.text("name", 255) : old.name(),
                body.has("slug") ? slug(body.text("slug", 64), old) : old.slug(),
                body.bool("suspended").orElse(old.suspended()),
                old.createdAt(),
                call.journey().now());
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String id) {
        call.workspace(id);
        call.organizationWide();
        Problem.requireFound(workspaces.remove(id));
        changed(OperationType.DELETE, id);
        return Answer.deleted(id);
    }

    private String slug(String wanted, Workspace old) {
        return wanted.equals(old.slug()) ? wanted : freeSlug(wanted);
    }

    private String freeSlug(String wanted) {
        String slug = Slugs.checked(wanted);
        if (workspaces.hasSlug(call.organizationId(), slug)) {
            throw Problem.of(ApiError.DUPLICATE);
        }
        return slug;
    }

    private void changed(OperationType operation, String id) {
        call.changed(operation, "workspaces/" + id);
    }
}
