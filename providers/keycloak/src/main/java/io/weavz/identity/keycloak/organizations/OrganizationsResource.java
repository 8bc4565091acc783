package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.DuplicateException;
import io.weavz.identity.access.registry.NewOrganization;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Slugs;
import io.weavz.identity.keycloak.journey.PlatformCall;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.keycloak.events.admin.OperationType;

/** Makes organizations, for service keys that may act for any (contract, section 4). */
public final class OrganizationsResource {

    private final PlatformCall call;
    private final Organizations organizations;

    public OrganizationsResource(PlatformCall call) {
        this.call = call;
        this.organizations = call.journey().organizations();
    }

    /** {@code {name, slug}}: 201 {@code {org}}, on the Enterprise plan, so that the same key can go on with it. */
    @POST
    public Response create(@Context HttpHeaders headers, InputStream stream) {
        call.requireAnyOrganization();
        JsonBody body = JsonBody.read(headers, stream);
        String name = body.text("name", 255);
        String slug = Slugs.checked(body.text("slug", 64));
        if (organizations.hasSlug(slug)) {
            throw Problem.of(ApiError.SLUG_EXISTS);
        }
        Organization organization = create(new NewOrganization(name, slug, Plan.ENTERPRISE));
        call.changed(OperationType.CREATE, "organizations/" + organization.id());
        return Answer.created().with("org", OrganizationView.of(organization)).build();
    }

    private Organization create(NewOrganization wanted) {
        try {
            return organizations.create(wanted);
        } catch (DuplicateException e) {
            throw Problem.of(ApiError.SLUG_EXISTS);
        }
    }
}
