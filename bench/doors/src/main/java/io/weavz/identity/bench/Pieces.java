package io.weavz.identity.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * The part in which the requests of a route differ, in two files for the load generator: the pieces one after the other
 * without a separator, and a sequence of indexes into them, computed before, so that choosing costs nothing under load.
 */
record Pieces(Path file, int width, Path picks, int count) {
    private static final long SEED = 1;

    /** Equally likely ones. */
    static Pieces of(Path folder, String name, List<String> pieces) throws IOException {
        int width = pieces.get(0).length();
        if (pieces.stream().anyMatch(piece -> piece.length() != width)) {
            throw new Failure("The pieces of " + name + " are not equally long");
        }
        Path file = Files.writeString(folder.resolve(name + ".pieces"), String.join("", pieces));
        return new Pieces(file, width, file, pieces.size()).uniform(name, Math.max(1000, pieces.size()));
    }

    private Pieces uniform(String name, int length) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        return picking(name, length, i -> random.nextInt(count));
    }

    /** Zipf's law with exponent 1 over the first {@code size} pieces: the second is half as likely as the first. */
    Pieces zipf(String name, int size, int length) throws IOException {
        IntUnaryOperator zipf = zipf(size);
        return picking(name, length, zipf);
    }

    /** The same, with one request in a hundred for one of {@code others} pieces from {@code first} on. */
    Pieces zipfWithOthers(String name, int size, int length, int first, int others) throws IOException {
        IntUnaryOperator zipf = zipf(size);
        SplittableRandom random = new SplittableRandom(SEED);
        return picking(name, length, i -> i % 100 == 99 ? first + random.nextInt(others) : zipf.applyAsInt(i));
    }

    /** Each of the first {@code size} pieces once; neighbours in the file are neighbours in no index of the database. */
    Pieces once(String name, int size) throws IOException {
        return picking(name, size, i -> i);
    }

    private static IntUnaryOperator zipf(int size) {
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        double all = sum;
        SplittableRandom random = new SplittableRandom(SEED);
        return i -> {
            int found = Arrays.binarySearch(sums, random.nextDouble() * all);
            return Math.min(size - 1, found < 0 ? -found - 1 : found);
        };
    }

    private Pieces picking(String name, int length, IntUnaryOperator index) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length * Integer.BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < length; i++) {
            bytes.putInt(index.applyAsInt(i));
        }
        Path target = file.resolveSibling(name + ".picks");
        Files.write(target, bytes.array());
        return new Pieces(file, width, target, count);
    }
}
