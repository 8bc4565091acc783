package io.weavz.identity.bench;

import java.net.URI;
import java.util.Optional;

/** A server that is measured. */
interface Target {
    /** Its address, without a path. */
    URI url();

    /** The process that answers. */
    long pid();

    /** Its JVM, if it runs on one that we can ask. */
    Optional<Jvm> jvm();
}
