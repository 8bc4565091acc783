package io.weavz.identity.keycloak.assembly;

import io.weavz.identity.keycloak.journey.NodeHealth;
import io.weavz.identity.keycloak.memory.Memory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What this node says of itself. */
record ThisNode(String name, Lease lease, Changes changes, Memory memory, WriteBehind writeBehind) {

    /** A name that no other node has, nor this machine after a restart. */
    static ThisNode start(Lease lease, Changes changes, Memory memory, WriteBehind writeBehind) {
        String start = UUID.randomUUID().toString().substring(0, 4);
        return new ThisNode(host() + "-" + start, lease, changes, memory, writeBehind);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    NodeHealth health() {
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
