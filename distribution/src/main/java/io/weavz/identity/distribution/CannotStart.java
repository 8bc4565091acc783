package io.weavz.identity.distribution;

/** Something the person at the keyboard can act on: the message is printed alone, without a stack trace. */
public final class CannotStart extends RuntimeException {
    CannotStart(String message) {
        super(message);
    }
}
