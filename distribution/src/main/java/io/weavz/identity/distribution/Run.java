package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.file.Path;

/** {@code ./dev run}: a server for a person, with data kept between runs. */
public final class Run {
    private Run() {}

    /** The property {@code weavz.root} names the checkout; arguments are those of {@link RunArguments#HELP}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Checkout checkout = new Checkout(Path.of(System.getProperty("weavz.root", ".")));
        try {
            RunArguments run = RunArguments.parse(arguments, checkout.root());
            if (run.help()) {
                System.out.print(RunArguments.HELP);
                return;
            }
            System.exit(serve(checkout, run));
        } catch (CannotStart e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static int serve(Checkout checkout, RunArguments run) throws IOException, InterruptedException {
        ServerPlan plan = ServerPlan.forRun(checkout, run.data(), run.keycloak());
        run.gateway().ifPresent(GatewayPlan::demandFreePort);
        try (ClosingOrder closing = new ClosingOrder()) {
            RunningServer server = closing.add(RunningServer.start(plan, System.out));
            if (run.seed()) {
                System.out.println(seed(run.data(), server));
            } else {
                System.out.println("\nWeavz identity answers at " + server.realmUrl() + "\n");
            }
            run.gateway().ifPresent(gateway -> {
                closing.add(NginxGateway.start(checkout, gateway, server.rootUrl()));
                System.out.println("nginx answers at http://" + NginxGateway.HOST + ":" + gateway.port()
                        + " and guards /api/v1/connections of " + gateway.api() + "\n");
            });
            return server.awaitEnd();
        }
    }

    private static String seed(Path data, RunningServer server) throws IOException {
        Credentials credentials = Credentials.in(data);
        KeycloakAdmin admin =
                new KeycloakAdmin(server.rootUrl(), server.secrets().keycloakAdminPassword());
        try {
            new Seed(server.realmUrl(), server.secrets(), admin, credentials).plant();
        } finally {
            // Also after a failure: a key that was made is shown by the server only once.
            credentials.save();
        }
        return new Banner(server.rootUrl(), credentials).text();
    }
}
