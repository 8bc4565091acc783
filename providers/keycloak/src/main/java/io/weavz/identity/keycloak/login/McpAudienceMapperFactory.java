package io.weavz.identity.keycloak.login;

import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Organization;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.McpAddress;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.ErrorResponseException;

/**
 * The protocol mapper that makes an MCP server the one audience of an access token (RFC 8707): the server whose address
 * the person approved as {@code resource}. Whoever names no such address gets the token as it was.
 */
public final class McpAudienceMapperFactory extends AbstractOIDCProtocolMapper implements OIDCAccessTokenMapper {

    /** After all others, whose audiences an MCP server must not be able to use. */
    private static final int LAST = 1000;

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext client) {
        ApprovedResources approved = new ApprovedResources(client.getClientSession());
        Optional<String> wanted = asked(session).or(approved::latest);
        Optional<McpAddress> address = wanted.flatMap(resource -> McpAddress.of(session, resource));
        if (address.isPresent()) {
            McpServer server = address.get()
                    .openServer(session)
                    .filter(open -> approved.contain(wanted.get()))
                    .orElseThrow(McpAudienceMapperFactory::invalid);
            bind(token, session, server, userSession);
        }
        return token;
    }

    /** Of the request for the token; it may name one server of several that were approved. */
    private static Optional<String> asked(KeycloakSession session) {
        List<String> resources = session.getContext()
                .getHttpRequest()
                .getDecodedFormParameters()
                .getOrDefault(OAuth2Constants.RESOURCE, List.of());
        if (resources.size() > 1) {
            throw invalid();
        }
        return resources.stream().findFirst();
    }

    private static void bind(
            AccessToken token, KeycloakSession session, McpServer server, UserSessionModel userSession) {
        Journey journey = Journey.of(session);
        Organization organization = journey.organizations()
                .find(server.organizationId())
                .filter(owner -> journey.organizations()
                        .member(owner.id(), userSession.getUser().getId())
                        .isPresent())
                .orElseThrow(McpAudienceMapperFactory::invalid);
        token.audience(PublicUrls.of(session).mcpOauth(server.id()));
        token.setOtherClaims(PrincipalClaims.ORGANIZATION_ID, organization.id());
        token.setOtherClaims(PrincipalClaims.ORGANIZATION_SLUG, organization.slug());
        token.setOtherClaims(PrincipalClaims.PLAN, organization.plan().wireName());
        token.setOtherClaims(PrincipalClaims.AUTH_METHOD, AuthMethod.MCP_OAUTH.wireName());
        token.setOtherClaims(PrincipalClaims.PROJECT_IDS, List.of(server.workspaceId()));
        token.setOtherClaims(PrincipalClaims.MCP_SERVER_ID, server.id());
    }

    private static ErrorResponseException invalid() {
        return new ErrorResponseException(
                "invalid_target", "The resource is no MCP server of this person", Response.Status.BAD_REQUEST);
    }

    @Override
    public int getPriority() {
        return LAST;
    }

    @Override
    public String getId() {
        return "weavz-mcp-audience";
    }

    @Override
    public String getDisplayType() {
        return "Weavz MCP audience";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Makes the MCP server that the client asks for the only audience of the token";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
