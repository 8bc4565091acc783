package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.PrincipalClaims;
import io.weavz.identity.keycloak.journey.RequestReader;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;

/**
 * Forward-auth for gateways: any method, at {@code verify} and below it. 200 with the full set of {@link
 * IdentityHeaders}, or 401 and 403 with the usual body and a challenge. Which MCP server is asked for comes from the
 * forwarded URI; only where a gateway forwards none does {@code ?server=} count, since gateways hand on the query of
 * their clients.
 */
public final class VerifyResource {

    private final KeycloakSession session;
    private final Journey journey;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final String below;

    /**
     * @param below the path below {@code verify}, which some gateways make of the original path
     */
    public VerifyResource(KeycloakSession session, String below) {
        this.session = session;
        this.journey = Journey.of(session);
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.uri = session.getContext().getUri();
        this.below = below;
    }

    @GET
    public Response get() {
        return verify();
    }

    @HEAD
    public Response head() {
        return verify();
    }

    @OPTIONS
    public Response options() {
        return verify();
    }

    @PUT
    public Response put() {
        return verify();
    }

    @PATCH
    public Response patch() {
        return verify();
    }

    @DELETE
    public Response delete() {
        return verify();
    }

    /** With a JSON body the batch form, {@link BatchVerification}; without one like any other method. */
    @POST
    public Response post(InputStream stream) {
        return below.isEmpty() && hasBody() ? new BatchVerification(session).answer(headers, stream) : verify();
    }

    private boolean hasBody() {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return headers.getHeaderString("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    private Response verify() {
        Decision decision = journey.decide(new AccessRequest(
                Door.VERIFY,
                RequestReader.read(session),
                RequestReader.organization(headers).stream().toList(),
                mcpServer(),
                RequestReader.cookieMayCount(session, forwardedMethod())));
        if (decision instanceof Decision.Refused refused) {
            throw Problem.of(refused.reason());
        }
        Decision.Granted granted = (Decision.Granted) decision;
        // The body is for people with curl; gateways read the headers.
        Response.ResponseBuilder response = Response.ok(
                        Json.write(PrincipalClaims.of(granted.principal())), MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store");
        IdentityHeaders.of(granted.principal()).forEach(response::header);
        if ("jwt".equals(uri.getQueryParameters().getFirst("token"))) {
            List<String> audience = PrincipalClaims.audience(session, granted.principal());
            response.header(
                    HttpHeaders.AUTHORIZATION,
                    "Bearer " + MintedToken.mint(session, granted.principal(), audience, Optional.empty()));
        }
        return response.build();
    }

    /** The method of the request behind the gateway; one that nobody names, or two, may change something. */
    private String forwardedMethod() {
        List<String> methods = Optional.ofNullable(
                        headers.getRequestHeader(journey.settings().forwardedMethodHeader()))
                .orElse(List.of());
        return methods.size() == 1 ? methods.get(0) : "";
    }

    private Optional<String> mcpServer() {
        List<String> forwarded = Stream.concat(
                        Optional.ofNullable(
                                headers.getRequestHeader(journey.settings().forwardedUriHeader()))
                                .orElse(List.of())
                                .stream(),
                        below.isEmpty() ? Stream.empty() : Stream.of("/" + below))
                .toList();
        if (forwarded.isEmpty()) {
            return Optional.ofNullable(uri.getQueryParameters().getFirst("server"))
                    .flatMap(server -> ForwardedRequest.mcpServer("/mcp/" + server));
        }
        List<Optional<String>> named =
                forwarded.stream().map(ForwardedRequest::mcpServer).distinct().toList();
        // Two places that name two servers name none.
        return named.size() == 1 ? named.get(0) : Optional.of("");
    }
}
