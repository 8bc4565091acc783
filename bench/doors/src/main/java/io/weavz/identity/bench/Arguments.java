package io.weavz.identity.bench;

import java.util.List;

/**
 * What a person may choose.
 *
 * @param heap of the server, least and most, as the JVM writes sizes
 * @param peers whether other products are measured too
 * @param write whether the results replace those in docs
 * @param nodes whether only that is measured which grows with the nodes of a cluster
 */
record Arguments(Scale scale, String heap, boolean peers, boolean write, boolean nodes) {
    static final String HELP = """
            ./dev bench [options]
              --quick       three minutes with fewer keys and one round, to try it out; its figures are noise
              --nodes       only what grows with the nodes of a cluster, six minutes; takes --heap and --write
              --heap=SIZE   heap of a server, least and most; 2g unless told otherwise, 700m with --nodes
              --no-peers    without better-auth
              --write       put the results into docs/performance.md and docs/performance.svg
            """;
    private static final String NODES = "--nodes";

    static Arguments parse(String[] arguments) {
        boolean nodes = List.of(arguments).contains(NODES);
        Arguments parsed = new Arguments(Scale.full(), nodes ? "700m" : "2g", true, false, nodes);
        for (String argument : arguments) {
            parsed = parsed.with(argument);
        }
        return parsed;
    }

    private Arguments with(String argument) {
        if (argument.startsWith("--heap=")) {
            return new Arguments(scale, argument.substring("--heap=".length()), peers, write, nodes);
        }
        return switch (argument) {
            case "--quick" -> new Arguments(Scale.quick(), heap, peers, write, nodes);
            case "--no-peers" -> new Arguments(scale, heap, false, write, nodes);
            case "--write" -> new Arguments(scale, heap, peers, true, nodes);
            case NODES -> this;
            default -> throw new Failure("Unknown argument " + argument + "\n" + HELP);
        };
    }
}
