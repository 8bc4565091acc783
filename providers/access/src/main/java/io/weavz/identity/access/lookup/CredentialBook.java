package io.weavz.identity.access.lookup;

import io.weavz.identity.access.credential.PresentedCredential;
import io.weavz.identity.access.registry.Organization;
import java.util.Optional;

/**
 * The port behind which credentials are known, always those of one realm. It answers with what it knows and decides
 * nothing; when it cannot know, it throws.
 */
public interface CredentialBook {

    Optional<KnownCredential> find(PresentedCredential credential);

    /** The credential of this id, for tokens that were minted from it. */
    Optional<KnownCredential> byId(String credentialId);

    Optional<Organization> organization(String idOrSlug);
}
