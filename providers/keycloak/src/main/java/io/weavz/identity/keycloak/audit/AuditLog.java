package io.weavz.identity.keycloak.audit;

import io.weavz.identity.access.registry.Page;
import io.weavz.identity.access.registry.Slice;

/** What the {@link AuditTrail} of the realm wrote, the latest first, for as long as Keycloak keeps its events. */
public interface AuditLog {

    Page<Refusal> refusals(AuditFilter filter, Slice slice);

    Page<Change> changes(AuditFilter filter, Slice slice);
}
