package io.weavz.identity.keycloak.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ModelException;

class FaultMapperTest {

    @Test
    void aCommitThatTheDatabaseCutOffPasses() {
        Exception rolledBack = new Exception("Could not commit transaction");
        rolledBack.addSuppressed(new Exception("local transaction", new SQLException("terminating connection")));

        assertThat(FaultMapper.isPassing(new IllegalStateException(rolledBack))).isTrue();
    }

    @Test
    void aBatchThatTheDatabaseCutOffPasses() {
        assertThat(FaultMapper.isPassing(new ModelException("Database operation failed", new EOFException())))
                .isTrue();
    }

    @Test
    void aStatementThatWaitedForAConnectionInVainPasses() {
        assertThat(FaultMapper.isPassing(new ModelException("Database operation failed", new TimeoutException())))
                .isTrue();
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
