package io.weavz.identity.examples.connections;

import io.weavz.identity.client.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The connections of all organizations, in memory. Who asks sees those of its organization and its projects. */
final class Connections {

    private final Map<String, List<Connection>> byOrganization = new ConcurrentHashMap<>();

    List<Connection> of(Caller caller) {
        return byOrganization.getOrDefault(caller.organizationId(), List.of()).stream()
                .filter(connection -> isOpen(connection.projectId(), caller))
                .toList();
    }

    /** One that is foreign is not there. */
    Optional<Connection> of(Caller caller, String id) {
        return of(caller).stream()
                .filter(connection -> connection.id().equals(id))
                .findFirst();
    }

    void add(Caller caller, Connection connection) {
        byOrganization
                .computeIfAbsent(caller.organizationId(), id -> new CopyOnWriteArrayList<>())
                .add(connection);
    }

    /** What belongs to the whole organization is open to callers of all of it. */
    static boolean isOpen(Optional<String> projectId, Caller caller) {
        return projectId.map(caller::mayUseProject).orElse(caller.projectIds().isEmpty());
    }
}
