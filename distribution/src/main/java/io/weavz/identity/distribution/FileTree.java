package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whole folders: cloned, mirrored, deleted. */
final class FileTree {
    private FileTree() {}

    /** Copies a folder with its times; files that nobody writes to are hard links, which cost neither time nor room. */
    static void cloneTo(Path target, Path source, Predicate<Path> neverWritten) throws IOException {
        for (Path path : walk(source)) {
            Path copy = target.resolve(source.relativize(path));
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else if (neverWritten.test(source.relativize(path))) {
                link(copy, path);
            } else {
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Makes {@code target} equal to {@code source}, touching only what differs. Says whether anything did. */
    static boolean mirror(Path source, Path target) throws IOException {
        boolean changed = false;
        Files.createDirectories(target);
        for (Path path : walk(target)) {
            if (!path.equals(target) && !Files.exists(source.resolve(target.relativize(path)))) {
                delete(path);
                changed = true;
            }
        }
        for (Path path : Files.isDirectory(source) ? walk(source) : List.<Path>of()) {
            Path copy = target.resolve(source.relativize(path));
            if (Files.isDirectory(path)) {
                Files.createDirectories(copy);
            } else if (!Files.exists(copy) || Files.mismatch(path, copy) >= 0) {
                Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                changed = true;
            }
        }
        return changed;
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path path : walk(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(path);
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }

    private static void link(Path copy, Path original) throws IOException {
        try {
            Files.createLink(copy, original);
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            Files.copy(original, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
