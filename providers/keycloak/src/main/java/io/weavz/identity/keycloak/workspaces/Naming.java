package io.weavz.identity.keycloak.workspaces;

/** One entity under two names: what clients of today call workspace was a project before. */
public enum Naming {
    WORKSPACE("workspace", "workspaces"),
    PROJECT("project", "projects");

    private final String one;
    private final String many;

    Naming(String one, String many) {
        this.one = one;
        this.many = many;
    }

    String one() {
        return one;
    }

    String many() {
        return many;
    }
}
