package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.journey.NodeHealth;
import io.weavz.identity.keycloak.memory.Memory;

/** What this node says of itself. */
record ThisNode(Lease lease, Changes changes, Memory memory, WriteBehind writeBehind) {

    NodeHealth health(String name) {
        // Asked first: it begins to read the sequence when nobody has asked before.
        boolean believes = lease.believes();
        Memory.Figures figures = memory.figures();
        return new NodeHealth(
                name,
                0,
                lease.age(),
                believes,
                changes.counted(),
                figures.known(),
                figures.unknown(),
                figures.bound(),
                figures.hits(),
                figures.misses(),
                writeBehind.usesWrittenAt(),
                writeBehind.refusalsWrittenAt());
    }
}
