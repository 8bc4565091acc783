package io.weavz.identity.bench;

/** Why there is no result, in one line for a person. */
final class Failure extends RuntimeException {
    Failure(String message) {
        super(message);
    }
}
