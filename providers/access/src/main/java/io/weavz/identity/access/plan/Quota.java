package io.weavz.identity.access.plan;

/** How many of each object an organization may have; suspended ones do not count. */
public record Quota(int workspaces, int apiKeys, int mcpServers, int members) {

    static final Quota UNLIMITED =
            new Quota(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
