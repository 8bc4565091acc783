package io.weavz.identity.keycloak.exchange;

import io.weavz.identity.access.credential.CredentialReader;
import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.credential.Reading;
import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import io.weavz.identity.keycloak.journey.PublicUrls;
import io.weavz.identity.keycloak.journey.RequestReader;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.CorsErrorResponseException;

/**
 * RFC 8693 for our credentials: {@code subject_token} is one of them, {@code subject_token_type} is {@link #TYPE}, the
 * answer is a {@link MintedToken}. A service key names its organization in {@code X-Org-ID} or in the parameter
 * {@code organization}. The audience is the API, another client of the realm if {@code audience} names one, or the one
 * MCP server of an MCP token.
 */
final class CredentialExchange implements TokenExchangeProvider {

    /** What {@code subject_token_type} says for our credentials; RFC 8693, section 3, leaves the name to us. */
    static final String TYPE = "urn:weavz:params:oauth:token-type:credential";

    @Override
    public boolean supports(TokenExchangeContext context) {
        return TYPE.equals(context.getParams().getSubjectTokenType());
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        requireConfidentialClient(context);
        requireAccessToken(context);
        Principal principal = principal(context);
        List<String> audience = audience(context, principal);
        Journey journey = Journey.of(context.getSession());
        AccessTokenResponse answer = new AccessTokenResponse();
        answer.setToken(MintedToken.mint(
                context.getSession(),
                principal,
                audience,
                Optional.of(context.getClient().getClientId())));
        answer.setTokenType("Bearer");
        answer.setExpiresIn(MintedToken.expiry(journey, principal).getEpochSecond()
                - journey.now().getEpochSecond());
        if (!principal.scopes().isEmpty()) {
            answer.setScope(PrincipalClaims.scope(principal));
        }
        answer.setOtherClaims(OAuth2Constants.ISSUED_TOKEN_TYPE, OAuth2Constants.ACCESS_TOKEN_TYPE);
        context.getEvent()
                .detail("credential_id", principal.credentialId())
                .detail("org_id", principal.organization().id())
                .success();
        return context.getCors()
                .add(Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).header("Cache-Control", "no-store"));
    }

    private static Principal principal(TokenExchangeContext context) {
        Optional<PresentedCredential> presented = Optional.ofNullable(
                        context.getParams().getSubjectToken())
                .flatMap(CredentialReader::ofToken)
                .filter(PresentedCredential.Opaque.class::isInstance);
        List<String> named = RequestReader.organization(context.getHeaders())
                .or(() -> Optional.ofNullable(context.getFormParams().getFirst("organization")))
                .stream()
                .toList();
        Decision decision = Journey.of(context.getSession())
                .decide(new AccessRequest(
                        Door.EXCHANGE,
                        presented.<Reading>map(Reading.Presented::new).orElseGet(Reading.Malformed::new),
                        named,
                        Optional.empty()));
        if (decision instanceof Decision.Granted granted) {
            return granted.principal();
        }
        throw refused(context, OAuthErrorException.INVALID_REQUEST, "Invalid token");
    }

    private static List<String> audience(TokenExchangeContext context, Principal principal) {
        List<String> own = PrincipalClaims.audience(PublicUrls.of(context.getSession()), principal);
        List<String> wanted =
                Optional.ofNullable(context.getParams().getAudience()).orElse(List.of());
        if (wanted.isEmpty() || wanted.equals(own)) {
            return own;
        }
        // An MCP token stays with its server; any other credential may be turned to the clients of the realm.
        boolean allowed = principal.mcp().isEmpty()
                && wanted.stream().allMatch(name -> context.getRealm().getClientByClientId(name) != null);
        if (!allowed) {
            throw refused(context, "invalid_target", "The audience is not available");
        }
        return wanted;
    }

    private static void requireAccessToken(TokenExchangeContext context) {
        String wanted = context.getParams().getRequestedTokenType();
        if (wanted != null
                && !wanted.equals(OAuth2Constants.ACCESS_TOKEN_TYPE)
                && !wanted.equals(OAuth2Constants.JWT_TOKEN_TYPE)) {
            throw refused(context, OAuthErrorException.INVALID_REQUEST, "requested_token_type unsupported");
        }
    }

    private static void requireConfidentialClient(TokenExchangeContext context) {
        boolean allowed = !context.getClient().isPublicClient()
                && Boolean.parseBoolean(context.getClient().getAttribute("standard.token.exchange.enabled"));
        if (!allowed) {
            throw refused(context, OAuthErrorException.UNAUTHORIZED_CLIENT, "Client not allowed to exchange");
        }
    }

    private static CorsErrorResponseException refused(TokenExchangeContext context, String error, String description) {
        context.getEvent().detail("reason", description).error(Errors.INVALID_TOKEN);
        return new CorsErrorResponseException(context.getCors(), error, description, Response.Status.BAD_REQUEST);
    }

    @Override
    public void close() {}
}
