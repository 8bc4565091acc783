package io.weavz.identity.keycloak.introspection;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Stands in for Keycloak's provider of the hint {@code refresh_token}: a hint may be wrong (RFC 7662, 2.1). */
public final class RefreshTokenIntrospectionFactory extends RefreshTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new CredentialIntrospection(session, super.create(session));
    }

    @Override
    public int order() {
        return 100;
    }
}
