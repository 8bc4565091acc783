package io.weavz.identity.examples.connections;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that an organization is connected to.
 *
 * @param projectId the one project that it belongs to, if not to all of the organization
 */
record Connection(String id, String name, Optional<String> projectId, Instant createdAt) {

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("name", name);
        json.put("projectId", projectId.orElse(null));
        json.put("createdAt", createdAt.toString());
        return json;
    }
}
