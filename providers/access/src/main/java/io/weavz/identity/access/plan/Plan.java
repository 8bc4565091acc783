package io.weavz.identity.access.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an organization has subscribed to, and how much of each object it may have. */
public enum Plan {
    FREE(new Quota(3, 5, 3, 5)),
    PRO(new Quota(25, 100, 50, 100)),
    ENTERPRISE(Quota.UNLIMITED);

    private final Quota quota;

    Plan(Quota quota) {
        this.quota = quota;
    }

    public Quota quota() {
        return quota;
    }

    /** Only an Enterprise organization may be acted for by a service key. */
    public boolean allowsServiceKeys() {
        return this == ENTERPRISE;
    }

    /** The name on the wire, in lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Plan> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(plan -> plan.wireName().equals(name))
                .findFirst();
    }
}
