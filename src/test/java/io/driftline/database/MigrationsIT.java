package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(StackExtension.class)
class MigrationsIT {
    private static final List<MigrationScript> SCRIPTS = MigrationScript.all();

    /**
     * A start redoes what is in doubt, comes one statement further and is killed there, again and again: so every
     * statement, every entry and every commit is met by a kill, on either side of it.
     */
    @ParameterizedTest(name = "from version {0}, killed at {1}, after it: {2}")
    @CsvSource({
        "0, execute, false",
        "0, execute, true",
        "0, executeUpdate, false",
        "0, executeUpdate, true",
        "0, commit, false",
        "4, execute, true",
        "4, commit, false",
        "10, execute, false",
        "10, execute, true",
        "10, commit, false"
    })
    void killedAtEveryStatementTheyEndAsIfUndisturbed(int version, String kind, boolean after, Config config)
            throws Exception {
        try (var disturbed = Tables.at(config, "driftline_disturbed", version);
                var undisturbed = Tables.at(config, "driftline_undisturbed", version)) {
            undisturbed.migrate(SCRIPTS);

            int kills = 0;
            while (!survives(disturbed, kind, after)) {
                kills++;
            }

            assertThat(disturbed.shape()).isEqualTo(undisturbed.shape());
            for (String table : List.of("migration", "installation", "model_version")) {
                assertThat(disturbed.rows("SELECT * FROM " + table))
                        .isEqualTo(undisturbed.rows("SELECT * FROM " + table));
            }
            assertThat(kills).as("kills").isGreaterThanOrEqualTo(statementsAfter(version));
        }
    }

    private static boolean survives(Tables tables, String kind, boolean after) throws InterruptedException {
        try {
            new Migrations(tables.settings(), SCRIPTS, () -> DyingConnection.of(tables.connect(), kind, after))
                    .migrate();
            return true;
        } catch (DyingConnection.Death killed) {
            return false;
        }
    }

    private static int statementsAfter(int version) {
        return SCRIPTS.stream()
                .filter(script -> script.version() > version)
                .mapToInt(script -> script.statements().size())
                .sum();
    }

    @Test
    void pairsThatWereOpenedInABatchStandUnderIt(Config config) throws Exception {
        try (var tables = Tables.at(config, "driftline_batches", 0)) {
            tables.migrate(SCRIPTS.subList(0, 20));
            for (String user : List.of("ann", "bob")) {
                tables.execute("INSERT INTO `user` (id, email, email_key, name, password_hash, role, created_at)"
                        + " VALUES ('%1$s', '%1$s', '%1$s', '%1$s', '', 'USER', '2026-01-01')".formatted(user));
            }
            var batch = "b".repeat(26);
            tables.execute(job("ann", batch, "query", null));
            tables.execute(job("ann", "pair", "pair", "pair:" + batch + ":1:2"));
            tables.execute(job("ann", "own key", "pair", "season-2026"));
            tables.execute(job("bob", "foreign", "pair", "pair:" + batch + ":1:2"));

            tables.migrate(SCRIPTS);

            assertThat(tables.rows("SELECT id FROM job WHERE batch_id = '" + batch + "'"))
                    .containsExactly("pair");
        }
    }

    private static String job(String user, String id, String mode, @Nullable String key) {
        return "INSERT INTO job (id, user_id, model_id, model_name, model_version, encoding_id, mode, strains, state, stage,"
                + " created_at, idempotency_key, request_digest, input_id) VALUES ('%1$s', '%2$s', 1, 'cnn', '1', 'one-hot', '%3$s',"
                        .formatted(id, user, mode)
                + " '[]', 'SUCCEEDED', 'result', '2026-01-01', %2$s, '', '%1$s')"
                        .formatted(id, key == null ? "NULL" : "'" + key + "'");
    }

    @Test
    void aTableOfSomebodyElseIsNeverTakenForTheirs(Config config) throws Exception {
        try (var tables = Tables.at(config, "driftline_taken", 0)) {
            tables.execute("CREATE TABLE `token` (id INT)");

            for (int starts = 0; starts < 3; starts++) {
                assertThatThrownBy(() -> tables.migrate(SCRIPTS))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining("'token' already exists");
            }
        }
    }

    @Test
    void aScriptThatWasChangedIsRefused(Config config) throws Exception {
        try (var tables = Tables.at(config, "driftline_changed", 0)) {
            tables.migrate(List.of(MigrationScript.of(1, "kept", "CREATE TABLE kept (id INT)")));

            assertThatThrownBy(() ->
                            tables.migrate(List.of(MigrationScript.of(1, "kept", "CREATE TABLE kept (id BIGINT)"))))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("V1 (kept)");
        }
    }

    @Test
    void aStopWaitsForTheStatementUnderWayAndTheNextStartGoesOn(Config config, Vertx vertx) throws Exception {
        var scripts = List.of(
                MigrationScript.of(1, "slow", "CREATE TABLE one (id INT); DO SLEEP(1); CREATE TABLE two (id INT)"));
        try (var tables = Tables.at(config, "driftline_stopped", 0)) {
            var migrations = new Migrations(tables.settings(), scripts, tables::connect);
            var run = migrations.apply(vertx);
            Awaitility.await().until(() -> tables.shape().toString().contains("one | InnoDB"));

            var stopped = migrations.stop();

            Awaitility.await().until(stopped::isComplete);
            assertThat(run.cause()).isInstanceOf(StartException.class).hasMessageContaining("the next start goes on");
            assertThat(tables.rows("SELECT done, in_doubt FROM migration")).containsExactly("2 | 1");
            tables.migrate(scripts);
            assertThat(tables.shape().toString()).contains("two | InnoDB");
        }
    }
}
