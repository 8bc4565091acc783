package io.weavz.identity.access.credential;

/**
 * What is kept of a credential: HMAC-SHA256(pepper, SHA-256(secret)).
 *
 * @param pepperId which pepper made it
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String pepperId, String hex) {}
