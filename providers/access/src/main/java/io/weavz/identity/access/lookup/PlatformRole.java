package io.weavz.identity.access.lookup;

/** What somebody may ask of the platform itself: roles of the realm. */
public enum PlatformRole {
    /** May issue service keys and set plan and state of organizations. */
    ADMINISTRATOR("weavz-admin"),
    /** May ask who stands behind other people's credentials, as gateways do. */
    VERIFIER("weavz-verifier");

    private final String realmRole;

    PlatformRole(String realmRole) {
        this.realmRole = realmRole;
    }

    public String realmRole() {
        return realmRole;
    }
}
