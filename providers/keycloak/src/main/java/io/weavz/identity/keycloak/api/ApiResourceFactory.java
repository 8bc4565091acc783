package io.weavz.identity.keycloak.api;

import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Problem;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

/** Answers at {@code /realms/{realm}/api}. */
public final class ApiResourceFactory extends RealmResourceFactory {

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        if (session.getContext().getUri().getPath().indexOf('\0') >= 0) {
            // No object has such an id, and not every database can be asked for it.
            throw Problem.of(ApiError.NOT_FOUND);
        }
        return begun(session, PreflightResource.orElse(session, new ApiResource(session)));
    }

    @Override
    public String getId() {
        return "api";
    }
}
