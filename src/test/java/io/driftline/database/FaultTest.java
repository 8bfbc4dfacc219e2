package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.VertxException;
import io.vertx.mysqlclient.MySQLBatchException;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTest {
    private final Failures failures = new Failures();

    @ParameterizedTest
    @CsvSource({
        "1040, 08004, Too many connections, AWAY",
        "1203, 42000, User driftline already has more than max_user_connections, AWAY",
        "1053, 08S01, Server shutdown in progress, AWAY",
        "1927, 70100, Connection was killed, AWAY",
        "2013, 08S01, Lost connection, AWAY",
        "1317, 70100, Query execution was interrupted, TOO_SLOW",
        "1969, 70100, Query execution was interrupted (max_statement_time exceeded), TOO_SLOW",
        "3024, HY000, 'Query execution was interrupted, maximum statement execution time exceeded', TOO_SLOW",
        "1205, HY000, Lock wait timeout exceeded; try restarting transaction, HELD",
        "1213, 40001, Deadlock found when trying to get lock, LOST_RACE",
        "1021, HY000, Disk full (/tmp/#sql); waiting for someone to free some space, FULL",
        "1114, HY000, The table 'job' is full, FULL",
        "1467, HY000, Failed to read auto-increment value from storage engine, FULL",
        "1030, HY000, Got error 28 from storage engine InnoDB, FULL",
        "1030, HY000, 'Got error 28 \"No space left on device\" from storage engine Aria', FULL",
        "1026, HY000, 'Error writing file ''./binlog'' (errno: 28 \"No space left on device\")', FULL",
        "3, HY000, 'Error writing file ''/tmp/MY'' (OS errno 28 - No space left on device)', FULL",
        "1290, HY000, The server is running with the --read-only option, UNUSABLE",
        "1045, 28000, Access denied for user, UNUSABLE",
        "1146, 42S02, Table 'driftline.job' doesn't exist, UNUSABLE",
        "1062, 23000, Duplicate entry 'a' for key 'PRIMARY', DUPLICATE",
        "1451, 23000, Cannot delete or update a parent row, REFERRED_TO",
        "1406, 22001, Data too long for column 'problem' at row 1, VALUES",
        "1264, 22003, Out of range value for column 'bytes', VALUES",
        "1048, 23000, Column 'state' cannot be null, VALUES",
        "1153, 08S01, Got a packet bigger than 'max_allowed_packet' bytes, VALUES",
        "1366, 22007, Incorrect string value, VALUES",
        "3140, 22032, Invalid JSON text, VALUES",
        "4025, 23000, CONSTRAINT `job_result.summary` failed, VALUES",
        "3819, HY000, Check constraint 'c' is violated, VALUES",
        "1064, 42000, You have an error in your SQL syntax, UNKNOWN",
        "1105, HY000, Unknown error, UNKNOWN",
    })
    void tellsFaultsApartByCodeAndState(int code, String state, String message, Fault fault) {
        assertThat(Fault.of(new MySQLException(message, code, state))).contains(fault);
    }

    @Test
    void anythingElseThatTheClientFailsWithIsALostConnection() {
        assertThat(Fault.of(ClosedConnectionException.INSTANCE)).contains(Fault.AWAY);
        assertThat(Fault.of(new VertxException("Timeout waiting for connection")))
                .contains(Fault.AWAY);
        assertThat(Fault.of(new IOException("Connection reset by peer"))).contains(Fault.AWAY);
    }

    @Test
    void aBatchIsReadByWhatItsStatementsMet() {
        var batch = new MySQLBatchException();
        batch.reportError(7, new MySQLException("Data too long for column 'problem'", 1406, "22001"));

        assertThat(failures.explain(batch))
                .isInstanceOfSatisfying(StatementRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(StatementRefused.Reason.VALUES))
                .hasMessageContaining("Data too long for column 'problem'");
    }

    @Test
    void aPassingFaultInABatchSpeaksForIt() {
        var batch = new MySQLBatchException();
        batch.reportError(0, new MySQLException("Data too long for column 'problem'", 1406, "22001"));
        batch.reportError(1, new MySQLException("Deadlock found", 1213, "40001"));

        assertThat(Fault.of(batch)).contains(Fault.LOST_RACE);
        assertThat(failures.explain(batch)).isInstanceOf(ServiceException.class);
    }

    @Test
    void whatPassesSaysWhenToTryAgain() {
        assertThat(failures.explain(ClosedConnectionException.INSTANCE))
                .isInstanceOfSatisfying(ServiceException.class, away -> {
                    assertThat(away.type()).isEqualTo(ProblemType.UNAVAILABLE);
                    assertThat(away.retryAfter()).isPresent();
                });
    }

    @Test
    void aFullDiskHasAProblemOfItsOwn() {
        assertThat(failures.explain(new MySQLException("The table 'job' is full", 1114, "HY000")))
                .isInstanceOfSatisfying(ServiceException.class, full -> {
                    assertThat(full.type()).isEqualTo(ProblemType.STORAGE_FULL);
                    assertThat(full.type().kind()).isEqualTo(ProblemType.Kind.UNAVAILABLE);
                    assertThat(full.retryAfter()).isPresent();
                });
    }

    @Test
    void aFullDiskIsRememberedForAMoment() {
        assertThat(failures.room().succeeded()).isTrue();

        failures.explain(new MySQLException("The table 'job' is full", 1114, "HY000"));

        assertThat(failures.room().cause())
                .isInstanceOfSatisfying(
                        ServiceException.class, full -> assertThat(full.type()).isEqualTo(ProblemType.STORAGE_FULL));
    }

    @Test
    void refusalsOfOursWithinATransactionStayWhatTheyAre() {
        var refusal = ServiceException.of(ProblemType.TOO_MANY_JOBS, JobWords.QUEUE_FULL.message());
        var bug = new IllegalStateException("a bug");

        assertThat(failures.explain(refusal)).isSameAs(refusal);
        assertThat(failures.explain(bug)).isSameAs(bug);
    }
}
