package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.decision.Decision;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.PlainAnswer;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.http.RateLimitHeaders;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.MintedToken;
import io.weavz.identity.keycloak.journey.RequestHeaders;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * Forward-auth for gateways: any method, at {@code verify} and below it. 200 with the full set of {@link
 * IdentityHeaders}, or 401, 403 and 429 with the usual body. Which MCP server is asked for comes from the
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
        VerifyRequest asked = new VerifyRequest(
                journey.settings(),
                RequestHeaders.of(headers),
                below,
                Optional.ofNullable(uri.getQueryParameters().getFirst("server")));
        Decision decision = journey.decide(asked.at(journey.door()));
        RateLimitHeaders.note(session, decision);
        if (decision instanceof Decision.Refused refused) {
            throw Problem.of(refused, journey.settings().rateLimitedStatus());
        }
        Principal principal = ((Decision.Granted) decision).principal();
        boolean wantsToken = "jwt".equals(uri.getQueryParameters().getFirst("token"));
        PlainAnswer answer = VerifyAnswer.granted(
                principal, wantsToken ? Optional.of(MintedToken.remembered(session, principal)) : Optional.empty());
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
