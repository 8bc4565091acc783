package io.weavz.identity.keycloak.memory;

/** Whether this node knows of the changes that others made. */
public interface Trust {

    /** Whether what is remembered may be believed. */
    boolean believes();

    /** Whether it makes sense to ask the database; when not, what is not remembered cannot be answered. */
    boolean asks();
}
