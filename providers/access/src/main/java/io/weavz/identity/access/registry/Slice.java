package io.weavz.identity.access.registry;

/** Which part of a list is asked for: {@code limit} rows from row {@code offset} on. */
public record Slice(int limit, int offset, boolean includeSuspended) {}
