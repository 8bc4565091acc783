package io.weavz.identity.keycloak.assembly;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Who belongs to Keycloak's cluster, whether they answer or not, by the names that Keycloak's log has for them.
 *
 * @param here this node
 * @param all this node and the others
 */
record Members(String here, List<String> all) {

    /** As the cluster sees itself now. A server without a cluster is the only one of its own. */
    static Members of(KeycloakSession session) {
        InfinispanConnectionProvider caches = session.getProvider(InfinispanConnectionProvider.class);
        // One that every node has itself, whatever is kept elsewhere.
        Cache<?, ?> realms = caches.getCache(InfinispanConnectionProvider.REALM_CACHE_NAME);
        return named(
                caches.getNodeInfo().nodeName(),
                realms.getCacheManager().getHealth().getClusterHealth().getNodeNames());
    }

    /** Names go into messages, so there is no blank in them. */
    static Members named(String here, List<String> all) {
        return new Members(
                word(here),
                Stream.concat(Stream.of(here), all.stream())
                        .map(Members::word)
                        .distinct()
                        .toList());
    }

    private static String word(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** Of whom no word has come. */
    List<String> silent(Collection<String> heard) {
        return all.stream().filter(name -> !heard.contains(name)).sorted().toList();
    }
}
