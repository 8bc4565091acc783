package io.weavz.identity.client;

import java.time.Duration;

/** What a service may do with a request: let it in as a caller, or answer it with a {@link Reply}. */
public sealed interface Verdict {

    /** The credential is good, for this caller. */
    record Granted(Caller caller) implements Verdict {}

    /** There is no credential, or it may not. */
    record Refused(Refusal refusal) implements Verdict {}

    /** The credential is good, and has made too many requests. */
    record Limited(Duration retryAfter) implements Verdict {}

    /** Nobody can say now. The request is not let in, and its credential may be good all the same. */
    record Unavailable(Duration retryAfter) implements Verdict {}
}
