package io.weavz.identity.keycloak.login;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;

/**
 * The addresses for which a person signed in with one client. Keycloak keeps the last one; a client with several MCP
 * servers goes on renewing its tokens for the earlier ones.
 */
final class ApprovedResources {

    private static final String NOTE = "weavz.resources";

    private final AuthenticatedClientSessionModel client;

    ApprovedResources(AuthenticatedClientSessionModel client) {
        this.client = client;
    }

    Optional<String> latest() {
        return Optional.ofNullable(client.getNote(OAuth2Constants.RESOURCE));
    }

    /** Whether the person approved the address; the latest one is kept in mind. */
    boolean contain(String resource) {
        Set<String> all = new LinkedHashSet<>(kept());
        if (latest().filter(all::add).isPresent()) {
            client.setNote(NOTE, String.join(" ", all));
        }
        return all.contains(resource);
    }

    private List<String> kept() {
        return Optional.ofNullable(client.getNote(NOTE))
                .map(note -> List.of(note.split(" ")))
                .orElse(List.of());
    }
}
