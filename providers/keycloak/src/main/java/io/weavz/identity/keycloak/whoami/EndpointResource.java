package io.weavz.identity.keycloak.whoami;

import com.fasterxml.jackson.databind.node.NullNode;
import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.keycloak.http.ApiError;
import io.weavz.identity.keycloak.http.Json;
import io.weavz.identity.keycloak.http.JsonBody;
import io.weavz.identity.keycloak.http.Problem;
import io.weavz.identity.keycloak.journey.Journey;
import io.weavz.identity.keycloak.journey.PublicUrls;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.Flow;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;

/**
 * The address of one MCP server. It speaks Streamable HTTP: one message in, one JSON out, nothing kept between two
 * requests, so any node may answer any of them. Clients that know only the older HTTP+SSE open a stream by GET and find
 * the answers to what they post there.
 */
public final class EndpointResource {

    private static final String STREAM = "stream";

    private final KeycloakSession session;
    private final HttpHeaders headers;
    private final McpDoor door;
    private final McpPath path;
    private final Streams streams;

    EndpointResource(KeycloakSession session, McpPath path, Streams streams) {
        this.session = session;
        this.headers = session.getContext().getHttpRequest().getHttpHeaders();
        this.door = new McpDoor(session, path);
        this.path = path;
        this.streams = streams;
    }

    /** Who is calling comes first: what is wrong with a message is told only to those who may send one. */
    @POST
    public Response post(@QueryParam(STREAM) String stream, @Context Sse sse, InputStream body) {
        Principal caller = door.admit();
        if (stream == null) {
            return response(reply(caller, body));
        }
        Streams.Stream open =
                streams.find(stream, caller.credentialId()).orElseThrow(() -> Problem.of(ApiError.NOT_FOUND));
        HttpReply reply = reply(caller, body);
        boolean sent = reply.body()
                .map(answer -> open.send(sse.newEvent("message", Json.write(answer))))
                .orElse(true);
        if (!sent) {
            throw Problem.of(ApiError.NOT_FOUND);
        }
        return response(HttpReply.accepted());
    }

    private HttpReply reply(Principal caller, InputStream body) {
        if (headers.getAcceptableMediaTypes().stream().noneMatch(MediaType.APPLICATION_JSON_TYPE::isCompatible)) {
            throw Problem.of(ApiError.NOT_ACCEPTABLE);
        }
        WhoamiServer server = new WhoamiServer(Journey.of(session), caller, door::scopeMissing);
        return JsonBody.any(headers, body)
                .map(json -> new Exchange(server, headers::getHeaderString).answer(json))
                .orElseGet(() -> HttpReply.of(NullNode.getInstance(), Outcome.Failure.notJson()));
    }

    /** A stream of HTTP+SSE. Clients of Streamable HTTP name a later revision, and learn that there is nothing to wait for. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Flow.Publisher<OutboundSseEvent> stream(@Context Sse sse) {
        Principal caller = door.admit();
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        boolean wanted = accept != null && accept.contains(MediaType.SERVER_SENT_EVENTS);
        String version = headers.getHeaderString(Exchange.VERSION);
        if (!wanted || version != null && !version.equals(Revision.WITH_STREAMS)) {
            throw new NotAllowedException("POST");
        }
        // The path alone, so that it is found below whatever name the client knows this server by.
        String address =
                URI.create(PublicUrls.of(session).mcpEndpoint(path.serverId())).getRawPath()
                        + (path.oauth() ? "/oauth" : "");
        return streams.open(caller.credentialId(), id -> sse.newEvent("endpoint", address + "?" + STREAM + "=" + id))
                .orElseThrow(() -> Problem.of(ApiError.UNAVAILABLE));
    }

    private Response response(HttpReply reply) {
        if (reply.body().isEmpty()) {
            // Keycloak demands a type of every answer, and clients read what has one.
            session.getProvider(SecurityHeadersProvider.class).options().allowEmptyContentType();
        }
        Response.ResponseBuilder response = Response.status(reply.status()).header("Cache-Control", "no-store");
        reply.body()
                .ifPresent(
                        body -> response.type(MediaType.APPLICATION_JSON_TYPE).entity(Json.write(body)));
        return response.build();
    }
}
