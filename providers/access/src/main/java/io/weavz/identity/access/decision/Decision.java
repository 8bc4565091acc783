package io.weavz.identity.access.decision;

import io.weavz.identity.access.lookup.KnownCredential;
import io.weavz.identity.access.plan.Allowance;
import io.weavz.identity.access.plan.Spending;
import java.util.Optional;

/** What every door receives. */
public sealed interface Decision {

    /** What is left of the rate limits, where the request counts. */
    Optional<Allowance> allowance();

    record Granted(Principal principal, Optional<Allowance> allowance) implements Decision {}

    /**
     * @param credential the credential, where one was known: its refusal goes to the audit trail
     * @param exceeded the limit, where that is the reason
     */
    record Refused(DenialReason reason, Optional<KnownCredential> credential, Optional<Spending.Exceeded> exceeded)
            implements Decision, Identification {

        /** For any other reason than a limit. */
        public Refused(DenialReason reason, Optional<KnownCredential> credential) {
            this(reason, credential, Optional.empty());
        }

        @Override
        public Optional<Allowance> allowance() {
            return exceeded.map(Spending.Exceeded::allowance);
        }
    }
}
