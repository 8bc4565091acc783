package io.weavz.identity.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A program of the operating system that does one thing and ends. */
final class Command {
    private Command() {}

    /** Returns when it has ended; one that fails fails the test. */
    static void run(String... command) {
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
