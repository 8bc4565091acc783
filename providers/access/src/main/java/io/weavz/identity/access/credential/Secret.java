package io.weavz.identity.access.credential;

import java.util.Objects;

/**
 * The text of a credential. It prints as a placeholder and has no equality: whoever needs the text must say
 * {@link #reveal()}, which a search of the code finds.
 */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text);
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself. Callers outside credential, storage, issue and exchange are refused by a test. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
