package io.weavz.identity.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a server together: Keycloak, our jars, and one {@code kc.sh build}. A server is named after everything that its
 * build depends on and never changes afterwards, so a server that runs is not disturbed by the next build, and
 * Keycloak, which refuses provider jars that changed since the build, never finds one.
 */
final class Assembly {
    private final Checkout checkout;
    private final PrintStream progress;

    Assembly(Checkout checkout, PrintStream progress) {
        this.checkout = checkout;
        this.progress = progress;
    }

    /** Answers a server ready for {@code start --optimized}; builds it only when there is none that fits. */
    ServerHome assemble(KeycloakOptions options) throws IOException {
        Files.createDirectories(checkout.servers());
        Path lockFile = checkout.servers().resolve("assembly.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // One assembly at a time; closing the channel ends the lock.
            channel.lock();
            ServerHome home = homeFor(options);
            if (!home.isBuilt()) {
                build(home, options);
            }
            home.markInUse();
            removeOutdated(home, options);
            home.refresh(checkout);
            return home;
        }
    }

    private ServerHome homeFor(KeycloakOptions options) throws IOException {
        String fingerprint = Fingerprint.of(Checkout.keycloakVersion(), options.forBuild(), jars());
        return new ServerHome(checkout.servers().resolve(prefix(options) + fingerprint));
    }

    private void build(ServerHome home, KeycloakOptions options) throws IOException {
        progress.println("Building the server, once for these options and jars: about half a minute");
        FileTree.delete(home.folder());
        FileTree.cloneTo(home.folder(), unpacked(), path -> path.startsWith(Path.of("lib", "lib")));
        for (Path jar : jars()) {
            Files.copy(jar, home.folder().resolve("providers").resolve(jar.getFileName()));
        }
        home.build(options.forBuild());
    }

    private Path unpacked() throws IOException {
        Path unpacked = checkout.servers().resolve("keycloak-" + Checkout.keycloakVersion());
        if (!Files.isDirectory(unpacked)) {
            progress.println("Unpacking Keycloak " + Checkout.keycloakVersion());
            Path partial = checkout.servers().resolve("unpacking");
            FileTree.delete(partial);
            Archive.unpack(checkout.archive(), partial);
            Files.move(partial, unpacked);
        }
        return unpacked;
    }

    private void removeOutdated(ServerHome current, KeycloakOptions options) throws IOException {
        try (Stream<Path> folders = Files.list(checkout.servers())) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                boolean sameKind = folder.getFileName().toString().startsWith(prefix(options));
                if (sameKind && !folder.equals(current.folder())) {
                    new ServerHome(folder).deleteUnlessInUse();
                }
            }
        }
    }

    private List<Path> jars() throws IOException {
        if (!Files.isDirectory(checkout.providers())) {
            throw new CannotStart("Our jars are not packaged yet: run ./dev run, or mvn package");
        }
        try (Stream<Path> files = Files.list(checkout.providers())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static String prefix(KeycloakOptions options) {
        return options.get("db", "dev-file") + "-";
    }
}
