package io.weavz.identity.access.decision;

import io.weavz.identity.access.lookup.KnownCredential;
import java.util.Optional;

/** What every door receives. */
public sealed interface Decision {

    record Granted(Principal principal) implements Decision {}

    /**
     * @param credential the credential, where one was known: its refusal goes to the audit trail
     */
    record Refused(DenialReason reason, Optional<KnownCredential> credential) implements Decision, Identification {}
}
