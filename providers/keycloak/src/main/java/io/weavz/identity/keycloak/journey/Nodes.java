package io.weavz.identity.keycloak.journey;

import java.util.List;
import java.util.Optional;

/** The nodes of the cluster, as they answer this one. */
public interface Nodes {

    Health health();

    /** How many changes the database has counted. */
    long changes();

    /** Makes changes that are about nobody, and measures how late each node knows of them. */
    List<Lateness> probe();

    /**
     * How the nodes are.
     *
     * @param nodes this one first, then the others as they answered
     * @param silent names of those that Keycloak's cluster counts and that have not answered within two seconds
     */
    record Health(List<NodeHealth> nodes, List<String> silent) {}

    /**
     * How late a node knew of a change, in milliseconds from just before its commit until the node's word was here. The
     * commit and the way back count too, so the node was faster. Absent when it said nothing within three seconds.
     *
     * @param told of a change that the others were told of, as of every change
     * @param read of a change that nobody was told of, as if the message was lost: the node read the sequence
     */
    record Lateness(String node, Optional<Long> told, Optional<Long> read) {}
}
