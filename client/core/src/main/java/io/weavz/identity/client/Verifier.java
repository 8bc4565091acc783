package io.weavz.identity.client;

/**
 * Says who is behind a request. An answer is always a {@link Verdict}: nothing that a client sends, and nothing that the
 * service does or fails to do, is an exception.
 */
@FunctionalInterface
public interface Verifier {

    /** Blocks while the service is asked, for the verifier's timeout at most. Safe for use by many threads. */
    Verdict verify(IncomingRequest request);
}
