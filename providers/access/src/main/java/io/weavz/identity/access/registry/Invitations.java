package io.weavz.identity.access.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The invitations into the organizations of the realm. */
public interface Invitations {

    void add(Invitation invitation);

    Optional<Invitation> find(String id);

    /** All of an organization, whatever has become of them, the oldest first. */
    List<Invitation> ofOrganization(String organizationId);

    /** The open ones for an address. */
    List<Invitation> openFor(String email, Instant now);

    /**
     * Closes an open invitation.
     *
     * @return false when somebody else has closed it before
     */
    boolean close(String id, Invitation.Status status);

    /**
     * Gives an open invitation a new end.
     *
     * @return false when somebody has closed it before
     */
    boolean extend(String id, Instant expiresAt);
}
