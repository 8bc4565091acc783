package io.weavz.identity.distribution;

/**
 * What {@code --gateway} asks for: nginx on loopback, in front of the service and of an API.
 *
 * @param port where it listens
 * @param api {@code host:port} of the API
 */
record GatewayPlan(int port, String api) {
    private static final String PORT = "gateway-port";
    private static final String USUAL_PORT = "8000";
    private static final String USUAL_API = "127.0.0.1:8081";

    static GatewayPlan of(KeycloakOptions options) {
        String api = options.get("gateway", "");
        try {
            return new GatewayPlan(Integer.parseInt(options.get(PORT, USUAL_PORT)), api.isEmpty() ? USUAL_API : api);
        } catch (NumberFormatException e) {
            throw new CannotStart("--" + PORT + " takes a number, not " + options.get(PORT, ""));
        }
    }

    /** One line for a port that another program holds: before anything is built or started. */
    void demandFreePort() {
        if (!Ports.isFree(NginxGateway.HOST, port)) {
            throw new CannotStart("Port " + port + " is in use: choose another with --" + PORT + "=…");
        }
    }
}
