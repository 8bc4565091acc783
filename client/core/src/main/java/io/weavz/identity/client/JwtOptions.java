package io.weavz.identity.client;

import java.net.URI;
import java.time.Duration;

/**
 * Which tokens a {@link JwtVerifier} believes.
 *
 * @param issuer the exact {@code iss}, the realm's address
 * @param keys where the realm publishes its keys, a JWK set (RFC 7517)
 * @param audience what {@code aud} must hold: {@code weavz-api}, or the address of an MCP server
 * @param leeway how far the clock of the service may be ahead of ours; never added to the end of a token
 * @param longestLife of a token, from {@code iat} to {@code exp}: that long may a revoked credential still count
 * @param cacheEntries how many verified tokens are remembered, each until it ends
 * @param timeout for one fetch of the keys
 */
public record JwtOptions(
        String issuer,
        URI keys,
        String audience,
        Duration leeway,
        Duration longestLife,
        int cacheEntries,
        Duration timeout) {

    public JwtOptions {
        require(!issuer.isEmpty() && !audience.isEmpty(), "issuer and audience must not be empty");
        require(keys.isAbsolute(), "keys must be an absolute address");
        require(!leeway.isNegative() && leeway.toSeconds() <= 60, "leeway must be 0 to 60 seconds");
        require(longestLife.toSeconds() >= 1, "longestLife must be at least a second");
        require(cacheEntries >= 1 && cacheEntries <= 10_000_000, "cacheEntries must be 1 to 10000000");
        require(!timeout.isNegative() && !timeout.isZero(), "timeout must be positive");
    }

    /** Tokens for the API by this realm, with keys at Keycloak's address, of five minutes at most. */
    public static JwtOptions of(String issuer) {
        return new JwtOptions(
                issuer,
                URI.create(issuer + "/protocol/openid-connect/certs"),
                "weavz-api",
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                10_000,
                Duration.ofSeconds(2));
    }

    /** Where the keys are fetched from, if not from the issuer's public address. */
    public JwtOptions withKeys(URI address) {
        return new JwtOptions(issuer, address, audience, leeway, longestLife, cacheEntries, timeout);
    }

    public JwtOptions withAudience(String name) {
        return new JwtOptions(issuer, keys, name, leeway, longestLife, cacheEntries, timeout);
    }

    public JwtOptions withTimeout(Duration patience) {
        return new JwtOptions(issuer, keys, audience, leeway, longestLife, cacheEntries, patience);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
