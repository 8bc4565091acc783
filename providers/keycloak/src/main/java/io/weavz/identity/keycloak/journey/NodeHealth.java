package io.weavz.identity.keycloak.journey;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How one node is, by its own account.
 *
 * @param name in Keycloak's cluster and log
 * @param answeredAfter milliseconds until its account was here
 * @param leaseAge milliseconds since it last read the sequence of changes; -1 before the first time
 * @param believes whether it answers from memory
 * @param changes how many changes it has counted, its position in the sequence
 * @param remembered how many answers about what exists it keeps
 * @param unknown how many about what does not
 * @param bound how many about what exists it keeps at most
 * @param hits how many questions memory answered since the start
 * @param misses how many it did not
 * @param usesWrittenAt when it last wrote uses of credentials, in milliseconds since 1970; 0 before the first time
 * @param refusalsWrittenAt the same of refusals
 */
public record NodeHealth(
        String name,
        long answeredAfter,
        long leaseAge,
        boolean believes,
        long changes,
        long remembered,
        long unknown,
        long bound,
        long hits,
        long misses,
        long usesWrittenAt,
        long refusalsWrittenAt) {

    /** For another node, which knows itself how long it waited. */
    public String text() {
        return Stream.concat(
                        Stream.of(name, String.valueOf(believes)),
                        LongStream.of(
                                        leaseAge,
                                        changes,
                                        remembered,
                                        unknown,
                                        bound,
                                        hits,
                                        misses,
                                        usesWrittenAt,
                                        refusalsWrittenAt)
                                .mapToObj(Long::toString))
                .collect(Collectors.joining(" "));
    }

    public static NodeHealth of(String text, long answeredAfter) {
        String[] parts = text.split(" ");
        long[] numbers = Arrays.stream(parts).skip(2).mapToLong(Long::parseLong).toArray();
        return new NodeHealth(
                parts[0],
                answeredAfter,
                numbers[0],
                Boolean.parseBoolean(parts[1]),
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8]);
    }
}
