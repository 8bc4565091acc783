package io.weavz.identity.keycloak.organizations;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.access.registry.Organizations;
import io.weavz.identity.access.registry.Role;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.Slugs;
import io.weavz.identity.keycloak.journey.OrganizationCall;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.keycloak.events.admin.OperationType;

/** The organization that a call is for (contract, section 4). */
public final class OrganizationResource {

    private final OrganizationCall call;
    private final Organizations organizations;

    public OrganizationResource(OrganizationCall call) {
        this.call = call;
        this.organizations = call.journey().organizations();
    }

    public Response get() {
        return Answer.ok().with("org", OrganizationView.of(call.organization())).build();
    }

    /** {@code {name?, slug?}}; plan and state are set by administrators only. */
    public Response update(HttpHeaders headers, InputStream stream) {
        call.organizationWide();
        JsonBody body = JsonBody.read(headers, stream);
        if (!body.hasAny("name", "slug")) {
            throw Problem.of(ApiError.NO_UPDATES);
        }
        Organization organization = organizations
                .update(
                        call.organizationId(),
                        old -> old.named(
                                body.has("name") ? body.text("name", 255) : old.name(),
                                body.has("slug") ? freeSlug(body.text("slug", 64), old) : old.slug(),
                                call.journey().now()))
                .orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        call.changed(OperationType.UPDATE, "");
        return Answer.ok().with("org", OrganizationView.of(organization)).build();
    }

    /** For an owner or a service key; everything of the organization goes with it. */
    public Response delete() {
        boolean allowed = call.principal().method() == AuthMethod.SERVICE_KEY
                || call.principal().role().filter(role -> role == Role.OWNER).isPresent();
        if (!allowed) {
            throw Problem.of(ApiError.FORBIDDEN);
        }
        organizations.remove(call.organizationId());
        call.changed(OperationType.DELETE, "");
        return Answer.deleted(call.organizationId());
    }

    private String freeSlug(String wanted, Organization old) {
        String slug = Slugs.checked(wanted);
        if (!slug.equals(old.slug()) && organizations.hasSlug(slug)) {
            throw Problem.of(ApiError.SLUG_EXISTS);
        }
        return slug;
    }
}
