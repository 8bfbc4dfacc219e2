package io.driftline.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.config.DatabaseServer;
import io.driftline.testing.StackExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class BackendsIT {
    @Test
    void theServiceItselfCannotChangeATable(Config config) throws SQLException {
        DatabaseServer database = config.database();
        String url = "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
        try (Connection connection = DriverManager.getConnection(
                        url, database.user(), database.password().value());
                var statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
            assertThat(catchSql(() -> statement.execute("CREATE TABLE intruder (id INT)")))
                    .contains("denied");
        }
    }

    private interface Sql {
        void run() throws SQLException;
    }

    private static String catchSql(Sql sql) {
        try {
            sql.run();
            return "";
        } catch (SQLException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
