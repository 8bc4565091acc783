package io.weavz.identity.access.credential;

/** What a request was found to carry. */
public sealed interface Reading {

    /** One credential of a known shape. */
    record Presented(PresentedCredential credential) implements Reading {}

    /** No credential at all. */
    record Absent() implements Reading {}

    /** Text that is no credential of ours. */
    record Malformed() implements Reading {}

    /** More than one credential, or one of them twice: none is believed. */
    record Ambiguous() implements Reading {}
}
