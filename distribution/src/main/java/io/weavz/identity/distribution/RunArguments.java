package io.weavz.identity.distribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The arguments of {@code ./dev run}: a few are ours, the rest goes to Keycloak as it is. */
record RunArguments(boolean help, Path data, boolean seed, Optional<GatewayPlan> gateway, KeycloakOptions keycloak) {
    static final String HELP = """
            ./dev run [--db=postgres] [--data=DIR] [--seed=false] [--gateway] [any Keycloak option, such as --http-port=8180]

            Starts Keycloak with Weavz identity on 127.0.0.1:8080 and prints accounts and credentials to try.
              --db=postgres   an embedded PostgreSQL; without it an embedded H2
              --db-url=…      with --db: a database of your own
              --data=DIR      where database, secrets and credentials.env are kept (default: .dev)
              --seed=false    an empty server, without the organization acme
              --gateway=…     this machine's nginx in front of it, at --gateway-port=8000, and of an API of yours
                              at that host:port (default: 127.0.0.1:8081); see docs/gateways.md
            """;

    private static final Set<String> OURS = Set.of("data", "seed", "gateway", "gateway-port", "optimized");

    static RunArguments parse(String[] arguments, Path root) {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        boolean help = rest.removeAll(List.of("--help", "-h"));
        KeycloakOptions options = KeycloakOptions.parse(rest);
        String data = options.get("data", "");
        Path folder = data.isEmpty() ? root.resolve(".dev") : Path.of(data);
        boolean seed = !options.get("seed", "true").equals("false");
        Optional<GatewayPlan> gateway =
                options.has("gateway") ? Optional.of(GatewayPlan.of(options)) : Optional.empty();
        return new RunArguments(help, folder, seed, gateway, options.without(OURS));
    }
}
