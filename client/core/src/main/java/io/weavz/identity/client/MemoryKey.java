package io.weavz.identity.client;

/** What a credential is remembered under: half of a salted SHA-256, from which nobody gets back to the credential. */
record MemoryKey(long high, long low) {

    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }
}
