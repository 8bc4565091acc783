package io.weavz.identity.keycloak.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.keycloak.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * The protocol mapper that puts {@code org_id}, {@code org_slug}, {@code plan}, {@code auth_method} and the ids of the
 * credential into tokens.
 */
public final class OrganizationClaimsMapperFactory extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {

    private static final List<ProviderConfigProperty> PROPERTIES = properties();

    private static List<ProviderConfigProperty> properties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, OrganizationClaimsMapperFactory.class);
        return List.copyOf(properties);
    }

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext client) {
        if (userSession.getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            // The session ends with this request: a token that names it would be taken for one that has ended.
            token.setSessionId(null);
        }
        return super.transformAccessToken(token, mapper, session, userSession, client);
    }

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext client) {
        Optional<JsonNode> ofCredential = OrganizationNotes.read(userSession).map(Json::stored);
        if (ofCredential.isPresent()) {
            for (Map.Entry<String, JsonNode> claim : ofCredential.get().properties()) {
                token.getOtherClaims().put(claim.getKey(), claim.getValue());
            }
        } else {
            token.getOtherClaims().putAll(PersonClaims.of(session, userSession));
        }
    }

    @Override
    public String getId() {
        return "weavz-organization-claims";
    }

    @Override
    public String getDisplayType() {
        return "Weavz organization";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Adds the organization, its plan and how the caller authenticated";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PROPERTIES;
    }
}
