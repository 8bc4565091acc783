package io.weavz.identity.keycloak.console;

import io.weavz.identity.access.credential.CredentialKind;
import io.weavz.identity.access.registry.CredentialRecord;
import io.weavz.identity.access.registry.Inventory;
import io.weavz.identity.access.registry.InventoryFilter;
import io.weavz.identity.access.registry.McpServer;
import io.weavz.identity.access.registry.Page;
import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.http.Query;
import io.weavz.identity.keycloak.journey.PlatformCall;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every credential and server of the realm, found by id, by what is shown of a secret, or by name. What is searched for
 * stands in addresses and logs, so text that is long enough to be a secret is refused.
 */
public final class InventoryResource {

    /** An id has as many; every secret of ours has more. */
    private static final int LONGEST_SEARCH = 36;

    private final Inventory inventory;

    public InventoryResource(PlatformCall call) {
        this.inventory = call.administrator().journey().inventory();
    }

    /** {@code ?search&organizationId&kind&limit&offset}. */
    @GET
    @Path("credentials")
    public Response credentials(@Context UriInfo uri) {
        Query query = new Query(uri.getQueryParameters());
        Page<CredentialRecord> page =
                inventory.credentials(filter(query, query.text("search", LONGEST_SEARCH)), query.slice());
        Map<String, String> slugs = inventory.slugs(page.items().stream()
                .flatMap(credential -> CredentialView.Holder.of(credential.owner()).organizationId().stream())
                .collect(Collectors.toSet()));
        return Answer.ok()
                .with(
                        "credentials",
                        page.map(credential -> CredentialView.of(credential, slugs))
                                .items())
                .with("total", page.total())
                .build();
    }

    /** {@code ?search&organizationId&limit&offset}; an id may come as it stands in an address. */
    @GET
    @Path("mcp-servers")
    public Response servers(@Context UriInfo uri) {
        Query query = new Query(uri.getQueryParameters());
        Optional<String> search =
                query.text("search", LONGEST_SEARCH).map(text -> text.replaceFirst("^(srv|server)_", ""));
        Page<McpServer> page = inventory.servers(filter(query, search), query.slice());
        Map<String, String> slugs = inventory.slugs(
                page.items().stream().map(McpServer::organizationId).collect(Collectors.toSet()));
        return Answer.ok()
                .with(
                        "servers",
                        page.map(server -> ServerView.of(server, slugs)).items())
                .with("total", page.total())
                .build();
    }

    private static InventoryFilter filter(Query query, Optional<String> search) {
        return new InventoryFilter(
                search, query.text("organizationId", LONGEST_SEARCH), query.oneOf("kind", CredentialKind.class));
    }
}
