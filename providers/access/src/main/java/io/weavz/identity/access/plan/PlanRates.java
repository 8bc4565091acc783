package io.weavz.identity.access.plan;

/** How many requests a minute an organization may make, by its plan. */
public record PlanRates(int free, int pro, int enterprise) {

    /** No limit is higher, a key's own one neither. */
    public static final int MAX = 10_000_000;

    public int of(Plan plan) {
        return switch (plan) {
            case FREE -> free;
            case PRO -> pro;
            case ENTERPRISE -> enterprise;
        };
    }
}
