package io.weavz.identity.keycloak.introspection;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Stands in for Keycloak's provider of the hint {@code access_token}, which is also that of no hint. */
public final class AccessTokenIntrospectionFactory extends AccessTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new CredentialIntrospection(session, super.create(session));
    }

    @Override
    public int order() {
        return 100;
    }
}
