package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.device.DevicesResource;
import io.weavz.identity.keycloak.organizations.OrganizationsResource;
import io.weavz.identity.keycloak.servicekeys.ServiceKeysResource;
import io.weavz.identity.keycloak.sessions.AuthResource;
import io.weavz.identity.keycloak.verify.VerifyResource;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * The route table of {@code /realms/{realm}/api}. What belongs to an organization is in {@link OrganizationRoutes},
 * reached with the credential's organization or with one that the path names.
 */
public final class ApiResource {

    private final KeycloakSession session;
    private final Guard guard;

    ApiResource(KeycloakSession session) {
        this.session = session;
        this.guard = new Guard(session);
    }

    @GET
    @Path("openapi.json")
    public Response openApi() {
        return Response.ok(OpenApi.document(session), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** Sessions, accounts and organizations, as better-auth's clients call them. */
    @Path("auth")
    public AuthResource auth() {
        return new AuthResource(session);
    }

    @Path("v1/verify")
    public VerifyResource verify() {
        return new VerifyResource(session, "");
    }

    @Path("v1/verify/{below: .*}")
    public VerifyResource verifyBelow(@PathParam("below") String below) {
        return new VerifyResource(session, below);
    }

    @Path("v1/devices")
    public DevicesResource devices() {
        return new DevicesResource(guard.platform());
    }

    @Path("v1/service-keys")
    public ServiceKeysResource serviceKeys() {
        return new ServiceKeysResource(guard.platform());
    }

    @Path("v1/admin")
    public AdminRoutes admin() {
        return new AdminRoutes(guard.platform());
    }

    @Path("v1/orgs")
    public OrganizationsResource organizations() {
        return new OrganizationsResource(guard.platform());
    }

    @Path("v1/orgs/{organization}")
    public OrganizationRoutes named(@PathParam("organization") String organization) {
        return new OrganizationRoutes(guard, Optional.of(organization));
    }

    @Path("v1")
    public OrganizationRoutes ofCredential() {
        return new OrganizationRoutes(guard, Optional.empty());
    }
}
