package io.weavz.identity.access.credential;

/** A credential as it stood in a request: its shape is right, nothing else is known of it yet. */
public sealed interface PresentedCredential {

    Secret secret();

    /** An opaque credential that we issued or imported. */
    record Opaque(CredentialKind kind, CredentialFormat format, Secret secret) implements PresentedCredential {}

    /** The cookie of a session, decoded: a handle and its signature. */
    record SessionCookie(Secret secret) implements PresentedCredential {}

    /** A signed access token of the realm, the second carrier of the method "session" (RFC 9068). */
    record AccessToken(Secret secret) implements PresentedCredential {}
}
