package io.weavz.identity.keycloak.verify;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Door;
import io.weavz.identity.keycloak.journey.DoorContext;
import io.weavz.identity.keycloak.journey.RequestHeaders;
import io.weavz.identity.keycloak.journey.RequestReader;
import io.weavz.identity.keycloak.journey.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a gateway asks, read from its request.
 *
 * @param below the path below {@code verify}, which some gateways make of the original path; may be empty
 * @param server the parameter {@code server}
 */
record VerifyRequest(Settings settings, RequestHeaders headers, String below, Optional<String> server) {

    AccessRequest at(DoorContext door) {
        return new AccessRequest(
                Door.VERIFY,
                RequestReader.read(headers, door.cookies()),
                RequestReader.organization(headers).stream().toList(),
                mcpServer(),
                RequestReader.cookieMayCount(door, headers, forwardedMethod()));
    }

    /** The method of the request behind the gateway; one that nobody names, or two, may change something. */
    private String forwardedMethod() {
        List<String> methods = headers.values(settings.forwardedMethodHeader());
        return methods.size() == 1 ? methods.get(0) : "";
    }

    private Optional<String> mcpServer() {
        List<String> forwarded = headers.values(settings.forwardedUriHeader());
        if (forwarded.isEmpty() && below.isEmpty()) {
            return server.flatMap(id -> ForwardedRequest.mcpServer("/mcp/" + id));
        }
        List<Optional<String>> named = Stream.concat(
                        forwarded.stream(), below.isEmpty() ? Stream.empty() : Stream.of("/" + below))
                .map(ForwardedRequest::mcpServer)
                .distinct()
                .toList();
        // Two places that name two servers name none.
        return named.size() == 1 ? named.get(0) : Optional.of("");
    }
}
