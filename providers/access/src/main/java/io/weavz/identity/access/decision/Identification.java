package io.weavz.identity.access.decision;

import io.weavz.identity.access.lookup.KnownCredential;

/** A valid credential of somebody, before any organization is asked for. */
public sealed interface Identification permits Identification.Known, Decision.Refused {

    record Known(KnownCredential credential) implements Identification {}
}
