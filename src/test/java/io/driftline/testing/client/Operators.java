package io.driftline.testing.client;

import io.driftline.testing.Stack;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Roles given as by whoever runs the database, for no operator is there yet who could. */
public final class Operators {
    private Operators() {}

    /** Makes that user an operator. */
    public static void add(Stack stack, String email) {
        update(stack, "UPDATE `user` SET role = 'OPERATOR' WHERE email_key = ?", email);
    }

    /** Makes that user the only operator, whatever other tests have left. */
    public static void only(Stack stack, String email) {
        update(stack, "UPDATE `user` SET role = IF(email_key = ?, 'OPERATOR', 'USER')", email);
    }

    private static void update(Stack stack, String sql, String email) {
        var database = stack.config().database();
        var url = "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
        try (var connection = DriverManager.getConnection(
                        url, database.user(), database.password().value());
                var update = connection.prepareStatement(sql)) {
            update.setString(1, email);
            if (update.executeUpdate() == 0) {
                throw new AssertionError("no user has the address " + email);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
