package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One Keycloak folder with our jars in it. */
record ServerHome(Path folder) {
    /** Held until this JVM ends, which is when the operating system lets go of them. */
    private static final Map<Path, FileLock> IN_USE = new ConcurrentHashMap<>();

    private static final int LAST_LINES = 40;

    boolean isBuilt() {
        return Files.exists(builtMark());
    }

    void build(List<String> buildOptions) throws IOException {
        Path log = folder.resolve("build.log");
        List<String> command = new ArrayList<>(List.of("build"));
        command.addAll(buildOptions);
        Process build = command(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (build.waitFor() != 0) {
                throw new CannotStart("kc.sh build failed:\n" + LogTail.of(log, LAST_LINES));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while Keycloak was being built", e);
        }
        Files.createFile(builtMark());
    }

    /** Themes and realms need no build: they are copied again whenever they differ. */
    void refresh(Checkout checkout) throws IOException {
        Path data = folder.resolve("data");
        FileTree.mirror(checkout.realmConfig(), data.resolve("import"));
        if (FileTree.mirror(checkout.themes(), folder.resolve("themes"))) {
            // Keycloak keeps compressed copies of theme files there and does not look whether they are outdated.
            FileTree.delete(data.resolve("tmp"));
        }
    }

    /** A process builder for kc.sh on the JDK that runs us. */
    ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("bin").resolve("kc.sh").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    void markInUse() throws IOException {
        if (!IN_USE.containsKey(folder)) {
            FileChannel channel = FileChannel.open(
                    inUse(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            IN_USE.put(folder, channel.lock(0, Long.MAX_VALUE, true));
        }
    }

    void deleteUnlessInUse() throws IOException {
        if (IN_USE.containsKey(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(inUse(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                FileTree.delete(folder);
            }
        }
    }

    private Path builtMark() {
        return folder.resolve("built");
    }

    private Path inUse() {
        return folder.resolve("in-use.lock");
    }
}
