package io.weavz.identity.access.decision;

import io.weavz.identity.access.credential.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What asks for a decision.
 *
 * @param organizations each organization that the request names, by id or slug; they must all be the same one
 * @param mcpServerId the MCP server that the request is for, without {@code srv_}
 */
public record AccessRequest(Door door, Reading reading, List<String> organizations, Optional<String> mcpServerId) {}
