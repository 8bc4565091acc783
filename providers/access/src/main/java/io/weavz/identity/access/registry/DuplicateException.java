package io.weavz.identity.access.registry;

/** Thrown by the ports when another row has the name already, also when it came between the check and the write. */
public final class DuplicateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DuplicateException(Throwable cause) {
        super("Another one has this name already", cause);
    }
}
