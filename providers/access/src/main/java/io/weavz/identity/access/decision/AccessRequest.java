package io.weavz.identity.access.decision;

import io.weavz.identity.access.credential.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What asks for a decision.
 *
 * @param organizations each organization that the request names, by id or slug; they must all be the same one
 * @param mcpServerId the MCP server that the request is for, without {@code srv_}
 * @param cookieMayCount whether the request changes nothing or comes from a page that we trust; browsers send cookies
 *     from every page
 */
public record AccessRequest(
        Door door, Reading reading, List<String> organizations, Optional<String> mcpServerId, boolean cookieMayCount) {

    /** A request that carries no cookie. */
    public AccessRequest(Door door, Reading reading, List<String> organizations, Optional<String> mcpServerId) {
        this(door, reading, organizations, mcpServerId, false);
    }
}
