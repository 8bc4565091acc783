package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.console.AuditResource;
import io.weavz.identity.keycloak.console.ClusterResource;
import io.weavz.identity.keycloak.console.InventoryResource;
import io.weavz.identity.keycloak.console.SessionsResource;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.PlatformCall;
import io.weavz.identity.keycloak.organizations.AdminOrganizationsResource;
import jakarta.ws.rs.Path;

/**
 * The route table of {@code /api/v1/admin}, behind the guard. Each resource asks for an administrator itself, so that
 * none is reached without; the one of organizations lets service keys in too.
 */
public final class AdminRoutes {

    private final PlatformCall call;

    AdminRoutes(PlatformCall call) {
        this.call = call;
    }

    @Path("organizations")
    public AdminOrganizationsResource organizations() {
        return new AdminOrganizationsResource(call);
    }

    @Path("inventory")
    public InventoryResource inventory() {
        return new InventoryResource(call);
    }

    @Path("audit")
    public AuditResource audit() {
        return new AuditResource(call);
    }

    @Path("sessions")
    public SessionsResource sessions() {
        return new SessionsResource(call);
    }

    @Path("cluster")
    public ClusterResource cluster() {
        return new ClusterResource(call);
    }

    @Path("{unknown: .*}")
    public Object unknown() {
        call.administrator();
        throw Problem.of(ApiError.NOT_FOUND);
    }
}
