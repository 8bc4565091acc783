package io.weavz.identity.bench;

import io.weavz.identity.distribution.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of one run below {@code bench/target}, emptied first; only the built server survives from run to run. */
record Workplace(Path root) {
    /** Where the benchmark itself lies in the repository. */
    Path bench() {
        return root.resolve("bench");
    }

    Path target() {
        return bench().resolve("target");
    }

    /** The data of the server under test. */
    Path data() {
        return target().resolve("data");
    }

    /** Keys, sequences and scripts. */
    Path load() {
        return target().resolve("load");
    }

    /** The keys that {@link KeyTable} writes. */
    Path keys() {
        return load().resolve("keys.pieces");
    }

    Path docs() {
        return root.resolve("docs");
    }

    void empty() throws IOException {
        delete(data());
        delete(load());
        Files.createDirectories(data());
        Files.createDirectories(load());
    }

    /**
     * The repository as the launcher sees it, with the bare route among the server's jars. A copy, so that the server of
     * ./dev run never has it.
     */
    Checkout checkout() throws IOException {
        Path copy = target().resolve("checkout");
        Path theirs = copy.resolve("distribution/target");
        Path ours = root.resolve("distribution/target");
        Files.createDirectories(theirs);
        delete(theirs.resolve("providers"));
        copy(ours.resolve("providers"), theirs.resolve("providers"));
        Files.copy(bareRoute(), theirs.resolve("providers/weavz-identity-bench-bare.jar"));
        for (String folder : List.of("themes", "realm-config")) {
            delete(copy.resolve(folder));
            copy(root.resolve(folder), copy.resolve(folder));
        }
        try (Stream<Path> files = Files.list(ours)) {
            for (Path archive :
                    files.filter(file -> file.toString().endsWith(".tar.gz")).toList()) {
                Files.copy(archive, theirs.resolve(archive.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return new Checkout(copy);
    }

    private Path bareRoute() throws IOException {
        try (Stream<Path> files = Files.list(bench().resolve("bare/target"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new Failure("bench/bare is not packaged: start with ./dev bench"));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        for (Path path : walk(source)) {
            Files.copy(path, target.resolve(source.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path path :
                    walk(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
