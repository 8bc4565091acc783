package io.weavz.identity.keycloak.console;

import io.weavz.identity.keycloak.http.Answer;
import io.weavz.identity.keycloak.journey.Nodes;
import io.weavz.identity.keycloak.journey.PlatformCall;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** How the nodes of the cluster are, what they remember, and how late they know of a change. */
public final class ClusterResource {

    private final Nodes nodes;

    public ClusterResource(PlatformCall call) {
        this.nodes = call.administrator().journey().nodes();
    }

    /** {@code {nodes: [this one, others that answer], silent: [names of those that do not], changes}}. */
    @GET
    public Response health() {
        Nodes.Health health = nodes.health();
        return Answer.ok()
                .with("nodes", health.nodes())
                .with("silent", health.silent())
                .with("changes", nodes.changes())
                .build();
    }

    /** {@code {nodes: [{node, told, read}]}} in milliseconds, measured now; it takes a second. */
    @POST
    @Path("probe")
    public Response probe() {
        return Answer.ok().with("nodes", nodes.probe()).build();
    }
}
