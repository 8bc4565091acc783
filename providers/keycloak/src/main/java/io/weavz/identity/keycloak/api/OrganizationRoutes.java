package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.apikeys.ApiKeysResource;
import io.weavz.identity.keycloak.endusers.EndUsersResource;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import io.weavz.identity.keycloak.mcp.McpServersResource;
import io.weavz.identity.keycloak.organizations.MembersResource;
import io.weavz.identity.keycloak.organizations.OrganizationResource;
import io.weavz.identity.keycloak.organizations.PlanResource;
import io.weavz.identity.keycloak.usage.UsageResource;
import io.weavz.identity.keycloak.workspaces.Naming;
import io.weavz.identity.keycloak.workspaces.WorkspacesResource;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;

/** The route table of one organization. Each route passes the guard first; an unknown one too, so 401 before 404. */
public final class OrganizationRoutes {

    private final Guard guard;
    private final Optional<String> inPath;

    OrganizationRoutes(Guard guard, Optional<String> inPath) {
        this.guard = guard;
        this.inPath = inPath;
    }

    @GET
    public Response get() {
        return organization().get();
    }

    @PATCH
    public Response update(@Context HttpHeaders headers, InputStream body) {
        return organization().update(headers, body);
    }

    @DELETE
    public Response delete() {
        return organization().delete();
    }

    @Path("workspaces")
    public WorkspacesResource workspaces() {
        return new WorkspacesResource(call(), Naming.WORKSPACE);
    }

    @Path("projects")
    public WorkspacesResource projects() {
        return new WorkspacesResource(call(), Naming.PROJECT);
    }

    @Path("api-keys")
    public ApiKeysResource apiKeys() {
        return new ApiKeysResource(call());
    }

    @Path("mcp/servers")
    public McpServersResource mcpServers() {
        return new McpServersResource(call());
    }

    @Path("end-users")
    public EndUsersResource endUsers() {
        return new EndUsersResource(call());
    }

    @Path("members")
    public MembersResource members() {
        return new MembersResource(call());
    }

    @Path("usage")
    public UsageResource usage() {
        return new UsageResource(call());
    }

    @Path("billing/plan")
    public PlanResource plan() {
        return new PlanResource(call());
    }

    @Path("{unknown: .+}")
    public Object unknown() {
        call();
        throw Problem.of(ApiError.NOT_FOUND);
    }

    /** The organization itself; without one in the path there is no such resource. */
    private OrganizationResource organization() {
        OrganizationCall call = call();
        if (inPath.isEmpty()) {
            throw Problem.of(ApiError.NOT_FOUND);
        }
        return new OrganizationResource(call);
    }

    private OrganizationCall call() {
        return guard.organization(inPath);
    }
}
