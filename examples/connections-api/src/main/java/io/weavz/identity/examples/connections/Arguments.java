package io.weavz.identity.examples.connections;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stands on the command line.
 *
 * @param issuer the realm's public address
 * @param service where this API reaches the realm; the issuer unless said otherwise
 * @param client who introspects
 * @param secret of that client, from the environment: a command line can be read by other processes
 */
record Arguments(int port, Mode mode, String issuer, String service, String audience, String client, String secret) {

    /** Whom the API believes. */
    enum Mode {
        JWT,
        INTROSPECTION
    }

    /** @throws IllegalArgumentException says what is wrong and what is allowed */
    static Arguments parse(String[] arguments, Optional<String> secret) {
        Map<String, String> values = new HashMap<>(Map.of(
                "--port", "8081",
                "--mode", "jwt",
                "--issuer", "http://localhost:8080/realms/weavz",
                "--service", "",
                "--audience", "weavz-api",
                "--client", "weavz-gateway"));
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            if (pair.length != 2 || values.replace(pair[0], pair[1]) == null) {
                throw new IllegalArgumentException(
                        "Not an argument: " + pair[0] + "; there are " + values.keySet() + ", each with =value");
            }
        }
        Mode mode = Mode.valueOf(values.get("--mode").toUpperCase(Locale.ROOT));
        if (mode == Mode.INTROSPECTION && secret.isEmpty()) {
            throw new IllegalArgumentException("CONNECTIONS_CLIENT_SECRET must hold the secret of the client");
        }
        String issuer = values.get("--issuer");
        return new Arguments(
                Integer.parseInt(values.get("--port")),
                mode,
                issuer,
                values.get("--service").isEmpty() ? issuer : values.get("--service"),
                values.get("--audience"),
                values.get("--client"),
                secret.orElse(""));
    }

    @Override
    public String toString() {
        return "Arguments[" + mode + ", port " + port + "]";
    }
}
