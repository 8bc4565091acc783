package io.weavz.identity.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FaultMapperTest {

    @Test
    void aCommitThatTheDatabaseCutOffPasses() {
        Exception rolledBack = new Exception("Could not commit transaction");
        rolledBack.addSuppressed(new Exception("local transaction", new SQLException("terminating connection")));

        assertThat(FaultMapper.isPassing(new IllegalStateException(rolledBack))).isTrue();
    }

    @Test
    void aLookUpThatFoundNoTurnPasses() {
        assertThat(FaultMapper.isPassing(new UnavailableException("no turn"))).isTrue();
    }

    @Test
    void aFaultOfOursDoesNotPass() {
        Exception cause = new IllegalArgumentException("no such thing");
        cause.addSuppressed(new IllegalStateException("closed twice"));

        assertThat(FaultMapper.isPassing(new IllegalStateException(cause))).isFalse();
    }
}
