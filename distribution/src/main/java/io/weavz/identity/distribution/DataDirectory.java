package io.weavz.identity.distribution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder that survives a restart: database, secrets, credentials. One server at a time may use it. */
final class DataDirectory implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private DataDirectory(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static DataDirectory open(Path path) throws IOException {
        Path folder = path.toAbsolutePath().normalize();
        OwnerOnly.folder(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isOurs(channel)) {
            channel.close();
            throw new CannotStart(folder + " is in use by another server: stop it or choose another with --data=DIR");
        }
        return new DataDirectory(folder, channel);
    }

    Path folder() {
        return folder;
    }

    Secrets secrets() {
        return new Secrets(folder.resolve("secrets"));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException takenByThisVeryProcess) {
            return false;
        }
    }
}
