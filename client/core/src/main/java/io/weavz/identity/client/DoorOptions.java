package io.weavz.identity.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link DoorVerifier} asks and how long it believes.
 *
 * @param service the base of the API, such as {@code https://id.example.com/realms/weavz}
 * @param mcpServer the MCP server that this service is; its tokens are good for it alone
 * @param cacheLife how long an answer counts, from the moment it was asked for: that much later than the service itself
 *     does a revocation count here; zero to ask every time, a minute at most
 * @param cacheEntries how many answers are remembered
 * @param timeout for one question, connecting included
 * @param concurrency how many questions may be under way; what comes beyond is {@link Verdict.Unavailable} at once, so
 *     that a service that hangs does not take every thread
 */
public record DoorOptions(
        URI service,
        Optional<String> mcpServer,
        Duration cacheLife,
        int cacheEntries,
        Duration timeout,
        int concurrency) {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(1);

    public DoorOptions {
        require(service.isAbsolute() && service.getRawQuery() == null, "service must be an absolute address, no query");
        require(!cacheLife.isNegative() && cacheLife.compareTo(LONGEST_LIFE) <= 0, "cacheLife must be 0 to 60 seconds");
        require(cacheEntries >= 1 && cacheEntries <= 10_000_000, "cacheEntries must be 1 to 10000000");
        require(!timeout.isNegative() && !timeout.isZero(), "timeout must be positive");
        require(concurrency >= 1, "concurrency must be positive");
    }

    /** A second of cache for 10,000 answers, two seconds of patience, 64 questions at once. */
    public static DoorOptions of(URI service) {
        return new DoorOptions(service, Optional.empty(), Duration.ofSeconds(1), 10_000, Duration.ofSeconds(2), 64);
    }

    public DoorOptions withMcpServer(String id) {
        return new DoorOptions(service, Optional.of(id), cacheLife, cacheEntries, timeout, concurrency);
    }

    public DoorOptions withCache(Duration life, int entries) {
        return new DoorOptions(service, mcpServer, life, entries, timeout, concurrency);
    }

    public DoorOptions withTimeout(Duration patience) {
        return new DoorOptions(service, mcpServer, cacheLife, cacheEntries, patience, concurrency);
    }

    public DoorOptions withConcurrency(int questions) {
        return new DoorOptions(service, mcpServer, cacheLife, cacheEntries, timeout, questions);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
