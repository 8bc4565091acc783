package io.weavz.identity.client;

import java.time.Duration;

/** What a service may do with a request: let it in as a caller, or answer it with a {@link Reply}. */
public sealed interface Verdict {

    /** The credential is good, for this caller. */
    record Granted(Caller caller) implements Verdict {}

    /** The request is not let in. */
    sealed interface Denied extends Verdict {}

    /** There is no credential, or it may not. */
    record Refused(Refusal refusal) implements Denied {}

    /** The credential is good, and has made too many requests. */
    record Limited(Duration retryAfter) implements Denied {}

    /** Nobody can say now; the credential may be good all the same. */
    record Unavailable(Duration retryAfter) implements Denied {}
}
