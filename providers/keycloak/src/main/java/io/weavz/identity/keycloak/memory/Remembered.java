package io.weavz.identity.keycloak.memory;

/** One answer: what it is, what it depends on, and since when and until when it is one. */
final class Remembered {

    /** Stands for the answer that there is nothing. */
    static final Object NOTHING = new Object();

    private final Object value;
    private final byte[] stripes;
    private final long tick;
    private final long until;

    /**
     * @param tick of the {@link Epochs} before it was looked up
     * @param until in milliseconds since 1970
     */
    Remembered(Object value, byte[] stripes, long tick, long until) {
        this.value = value;
        this.stripes = stripes;
        this.tick = tick;
        this.until = until;
    }

    Object value() {
        return value;
    }

    boolean stands(Epochs epochs, long now) {
        return now < until && epochs.unchanged(stripes, tick);
    }
}
