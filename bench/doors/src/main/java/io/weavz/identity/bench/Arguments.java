package io.weavz.identity.bench;

/**
 * What a person may choose.
 *
 * @param heap of the server, least and most, as the JVM writes sizes
 * @param peers whether other products are measured too
 * @param write whether the results replace those in docs
 */
record Arguments(Scale scale, String heap, boolean peers, boolean write) {
    static final String HELP = """
            ./dev bench [options]
              --quick       three minutes with fewer keys and one round, to try it out; its figures are noise
              --heap=SIZE   heap of the server, least and most; 2g unless told otherwise
              --no-peers    without better-auth
              --write       put the results into docs/performance.md and docs/performance.svg
            """;

    static Arguments parse(String[] arguments) {
        Arguments parsed = new Arguments(Scale.full(), "2g", true, false);
        for (String argument : arguments) {
            parsed = parsed.with(argument);
        }
        return parsed;
    }

    private Arguments with(String argument) {
        if (argument.startsWith("--heap=")) {
            return new Arguments(scale, argument.substring("--heap=".length()), peers, write);
        }
        return switch (argument) {
            case "--quick" -> new Arguments(Scale.quick(), heap, peers, write);
            case "--no-peers" -> new Arguments(scale, heap, false, write);
            case "--write" -> new Arguments(scale, heap, peers, true);
            default -> throw new Failure("Unknown argument " + argument + "\n" + HELP);
        };
    }
}
