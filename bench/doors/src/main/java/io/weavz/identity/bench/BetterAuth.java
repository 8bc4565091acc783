package io.weavz.identity.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** better-auth's api-key plugin behind one route of Node.js, with its tables in the PostgreSQL of the server under test. */
final class BetterAuth implements Target, AutoCloseable {
    static final String ON_POSTGRES = "better-auth on PostgreSQL";
    static final String ON_MAP = "better-auth on a Map of its process";

    private static final String READY = "ready";
    private static final Duration STARTUP = Duration.ofMinutes(3);
    private static final long NPM_SECONDS = 300;
    private static final int KEY_LENGTH = 64;

    private final String name;
    private final Process process;
    private final URI url;
    private final Pieces keys;

    private BetterAuth(String name, Process process, URI url, Pieces keys) {
        this.name = name;
        this.process = process;
        this.url = url;
        this.keys = keys;
    }

    /** Installs it below {@code target}; a line that says why it is skipped, or nothing. */
    static Optional<String> install(Workplace place) {
        try {
            Command.run("node", 10, List.of("node", "--version"));
            Files.createDirectories(folder(place));
            for (String file : List.of("package.json", "server.mjs")) {
                Files.write(
                        folder(place).resolve(file),
                        Files.readAllBytes(
                                place.bench().resolve("peers/better-auth").resolve(file)));
            }
            Command.run(
                    "npm",
                    NPM_SECONDS,
                    folder(place),
                    Map.of(),
                    List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline"));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of("better-auth is skipped, as node or npm is missing or fails: "
                    + e.getMessage().lines().limit(3).toList());
        }
    }

    static BetterAuth onPostgres(Workplace place, BenchServer server, Scale scale) throws IOException {
        return start(ON_POSTGRES, "database", place, server, scale);
    }

    static BetterAuth onMap(Workplace place, BenchServer server, Scale scale) throws IOException {
        return start(ON_MAP, "secondary-storage", place, server, scale);
    }

    private static BetterAuth start(String name, String storage, Workplace place, BenchServer server, Scale scale)
            throws IOException {
        int port = BenchServer.freePort();
        Path keys = place.load().resolve("better-auth-" + storage + ".pieces");
        Path log = place.load().resolve("better-auth-" + storage + ".log");
        String database = "better_auth_" + storage.replace('-', '_');
        int databasePort = createDatabase(server, database);
        ProcessBuilder builder = new ProcessBuilder("node", "server.mjs")
                .directory(folder(place).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "NODE_ENV",
                        "production",
                        "PORT",
                        Integer.toString(port),
                        "STORAGE",
                        storage,
                        "KEYS",
                        Integer.toString(Scale.SMALL_KEYS),
                        "KEYS_FILE",
                        keys.toString(),
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        Integer.toString(databasePort),
                        "PGUSER",
                        "postgres",
                        "PGPASSWORD",
                        server.databasePassword(),
                        "PGDATABASE",
                        database));
        Process process = builder.start();
        try {
            awaitReady(name, process, log);
            Pieces pieces = new Pieces(keys, KEY_LENGTH, keys, Scale.SMALL_KEYS)
                    .zipf("better-auth-" + storage, Scale.SMALL_KEYS, scale.picks());
            return new BetterAuth(name, process, URI.create("http://127.0.0.1:" + port), pieces);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    Route route() {
        Request request = Request.get(this, keys, "/", "Authorization: Bearer ");
        return new Route(name, this, () -> request, 0);
    }

    @Override
    public URI url() {
        return url;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Optional<Jvm> jvm() {
        return Optional.empty();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private static Path folder(Workplace place) {
        return place.target().resolve("peers/better-auth");
    }

    /** Answers the port on which PostgreSQL listens. */
    private static int createDatabase(BenchServer server, String database) {
        try (Connection connection = server.jdbc();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + database);
            String url = connection.getMetaData().getURL();
            return URI.create(url.substring("jdbc:".length())).getPort();
        } catch (SQLException e) {
            throw new Failure("PostgreSQL makes no database for better-auth: " + e.getMessage());
        }
    }

    private static void awaitReady(String name, Process process, Path log) throws IOException {
        long end = System.nanoTime() + STARTUP.toNanos();
        try {
            while (!Files.readString(log).contains(READY)) {
                if (process.waitFor(250, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new Failure(name + " does not start:\n" + Files.readString(log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while " + name + " started");
        }
    }
}
