package io.weavz.identity.keycloak.audit;

import io.weavz.identity.access.decision.AccessRequest;
import io.weavz.identity.access.decision.Decision;
import org.keycloak.events.admin.OperationType;

/** What happened to credentials and objects, for people who look later: ids and names of fields, never a secret. */
public interface AuditTrail {

    /**
     * A change of an object, as an admin event with the given path.
     *
     * @param actor who did it
     * @param path such as {@code organizations/o/api-keys/k}
     */
    void changed(Actor actor, OperationType operation, String path);

    /** A refusal of a credential that exists, unless by a limit, as an event of type INTROSPECT_TOKEN_ERROR. */
    void refused(AccessRequest request, Decision.Refused refusal);
}
