package io.weavz.identity.it.harness;

/**
 * The one server of a test run. The first test that asks for it starts it, on the database that the property
 * {@code it.db} names; it stops when this JVM ends.
 */
public final class Weavz {
    private static WeavzServer server;
    private static boolean failed;

    private Weavz() {}

    /** Starts the server when it is not running yet. Only the first failure shows the server's log. */
    public static synchronized WeavzServer server() {
        if (failed) {
            throw new IllegalStateException("The server did not start: the first failed test shows why");
        }
        if (server == null) {
            failed = true;
            server = start();
            failed = false;
        }
        return server;
    }

    /**
     * Restarts the server of this run, which must be a process of its own.
     *
     * @param meanwhile what happens while there is none
     */
    public static synchronized void restart(Runnable meanwhile) {
        ((ProcessServer) server()).restart(meanwhile);
    }

    /** Whether the server stores in PostgreSQL; otherwise in H2. */
    public static boolean onPostgres() {
        return System.getProperty("it.db", "h2").equals("postgres");
    }

    /** Whether verify answers on the event loop what it remembers. */
    public static boolean isFast() {
        return Boolean.parseBoolean(System.getProperty("it.fast-verify", "true"));
    }

    private static WeavzServer start() {
        return switch (System.getProperty("it.server", "process")) {
            case "container" -> ContainerServer.start();
            case "cluster" -> Cluster.start().a();
            default -> ProcessServer.start();
        };
    }
}
