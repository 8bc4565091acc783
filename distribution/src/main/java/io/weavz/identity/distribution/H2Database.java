package io.weavz.identity.distribution;

import java.nio.file.Path;

/** H2 inside Keycloak's own process, in one file. */
record H2Database(Path folder, String password, boolean shared) implements Database {
    /**
     * {@code VALUE} is a column name of Keycloak's and a word of H2's. When shared, the first process that opens the
     * file serves it to others; H2 then insists on closing it at exit, which is otherwise left to Keycloak.
     */
    @Override
    public String url() {
        return "jdbc:h2:file:" + folder.resolve("keycloak").toAbsolutePath() + ";NON_KEYWORDS=VALUE;TRACE_LEVEL_FILE=0"
                + (shared ? ";DB_CLOSE_ON_EXIT=TRUE;AUTO_SERVER=TRUE" : ";DB_CLOSE_ON_EXIT=FALSE");
    }

    @Override
    public String user() {
        return "keycloak";
    }

    @Override
    public void close() {
        // Keycloak closes it: the database lives and ends in Keycloak's process.
    }
}
