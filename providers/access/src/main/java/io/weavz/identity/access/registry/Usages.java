package io.weavz.identity.access.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the credentials of organizations were used for, by the hour in the last 30 days. */
public interface Usages {

    /**
     * The hours that overlap a time in which API keys and MCP tokens of the organization were used, oldest first.
     *
     * @param credentialId when present, only that one's
     * @param to exclusive
     */
    Page<Usage> list(String organizationId, Optional<String> credentialId, Instant from, Instant to, Slice slice);

    /** The organizations that a service key acted for, by a decision that let it in, the latest first. */
    List<Acting> actedFor(String serviceKeyId);
}
