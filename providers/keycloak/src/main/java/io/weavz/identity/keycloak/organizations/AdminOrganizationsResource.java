package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.OrganizationFilter;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Query;
import io.weavz.identity.keycloak.journey.PlatformCall;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** Plan and state of organizations, for administrators of the service and for service keys. */
public final class AdminOrganizationsResource {

    private final PlatformCall call;
    private final Organizations organizations;

    public AdminOrganizationsResource(PlatformCall call) {
        this.call = call;
        this.organizations = call.journey().organizations();
    }

    /** {@code ?slug&search&plan&enabled&limit&offset}. */
    @GET
    public Response list(@Context UriInfo uri) {
        call.requireAdministratorOrAnyOrganization();
        Query query = new Query(uri.getQueryParameters());
        Page<Organization> page = organizations.list(
                query.slice(),
                new OrganizationFilter(
                        query.text("slug", 255),
                        query.text("search", 255),
                        query.oneOf("plan", Plan.class),
                        query.flag("enabled")));
        return Answer.ok()
                .with("organizations", page.map(OrganizationView::of).items())
                .with("total", page.total())
                .build();
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.ok().with("organization", OrganizationView.of(find(id))).build();
    }

    /** {@code {plan?: free|pro|enterprise, enabled?}}. */
    @PATCH
    @Path("{id}")
    public Response update(@PathParam("id") String id, @Context HttpHeaders headers, InputStream stream) {
        Organization old = find(id);
        JsonBody body = JsonBody.read(headers, stream);
        if (!body.hasAny("plan", "enabled")) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        Optional<Plan> plan = body.oneOf("plan", Plan.class);
        organizations.update(
                old.id(), now -> now.on(plan.orElse(now.plan()), call.journey().now()));
        body.bool("enabled").ifPresent(enabled -> organizations.setEnabled(old.id(), enabled));
        Organization organization = find(old.id());
        call.changed(OperationType.UPDATE, "organizations/" + organization.id());
        return Answer.ok()
                .with("organization", OrganizationView.of(organization))
                .build();
    }

    private Organization find(String id) {
        Optional<Organization> found = organizations.find(id);
        call.requireAdministratorOr(found.map(Organization::id));
        return found.orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
    }
}
