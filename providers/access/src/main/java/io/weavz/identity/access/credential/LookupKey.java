package io.weavz.identity.access.credential;

/**
 * Under what an answer is remembered: 128 bits of a salted SHA-256. Nothing that was presented can be read from it, and
 * without the salt nobody can choose texts whose keys collide.
 */
public record LookupKey(long high, long low) {

    @Override
    public int hashCode() {
        return (int) low;
    }
}
