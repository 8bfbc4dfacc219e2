package io.driftline.backup;

import io.driftline.config.DatabaseServer;
import io.driftline.config.StartException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** MariaDB's or MySQL's own client programs, of the first of these folders that has them. What they complain of goes to stderr. */
public record DatabaseClients(List<Path> folders) {
    /** A row is a statement of its own at most as large as a result that is kept. */
    private static final String LARGEST_ROW = "--max-allowed-packet=1G";

    public DatabaseClients {
        folders = List.copyOf(folders);
    }

    /** Those of a search path, such as {@code PATH} has. */
    public static DatabaseClients on(String searchPath) {
        return new DatabaseClients(Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList());
    }

    /**
     * Writes the database's tables as SQL, all as they stand at one moment, while others go on writing. Fails with a
     * {@link StartException} if the program is not there or does not come to its end.
     */
    void dump(DatabaseServer database, OutputStream to) throws IOException, InterruptedException {
        var program = program("mariadb-dump", "mysqldump");
        var command = command(program, database);
        command.addAll(List.of("--single-transaction", "--quick", "--skip-lock-tables", "--hex-blob"));
        command.add("--no-tablespaces");
        if (!isMariaDb(program)) {
            command.addAll(List.of("--set-gtid-purged=OFF", "--column-statistics=0"));
        }
        command.add(database.name());
        var process = start(command, database);
        try (InputStream sql = process.getInputStream()) {
            process.getOutputStream().close();
            sql.transferTo(to);
        }
        requireSuccess(program, process);
    }

    /** Runs SQL in the database; fails as {@link #dump} does. */
    void load(InputStream sql, DatabaseServer database) throws IOException, InterruptedException {
        var program = program("mariadb", "mysql");
        var command = command(program, database);
        command.addAll(List.of("--batch", database.name()));
        var process = start(command, database);
        try (OutputStream statements = process.getOutputStream()) {
            sql.transferTo(statements);
        } catch (IOException ended) {
            // It closes its end when it refuses a statement, and says which.
            requireSuccess(program, process);
            throw ended;
        }
        requireSuccess(program, process);
    }

    private Path program(String ofMariaDb, String ofMySql) {
        for (var name : List.of(ofMariaDb, ofMySql)) {
            for (var folder : folders) {
                if (Files.isExecutable(folder.resolve(name))) {
                    return folder.resolve(name);
                }
            }
        }
        throw new StartException(
                "Neither " + ofMariaDb + " nor " + ofMySql + " is on the PATH: install the client of the"
                        + " database's kind (Debian: mariadb-client or default-mysql-client).");
    }

    private static boolean isMariaDb(Path program) {
        return program.getFileName().toString().startsWith("mariadb");
    }

    /** Without the settings of whoever runs it. */
    private static List<String> command(Path program, DatabaseServer database) {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "--no-defaults",
                "--protocol=tcp",
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--user=" + account(database).user(),
                "--default-character-set=utf8mb4",
                LARGEST_ROW));
        if (database.ca() != null) {
            command.add("--ssl-ca=" + database.ca());
            command.add(isMariaDb(program) ? "--ssl-verify-server-cert" : "--ssl-mode=VERIFY_IDENTITY");
        } else if (isMariaDb(program)) {
            command.add("--skip-ssl-verify-server-cert");
        }
        return command;
    }

    private static DatabaseServer.Account account(DatabaseServer database) {
        return database.migration() == null
                ? new DatabaseServer.Account(database.user(), database.password())
                : database.migration();
    }

    /** The password goes by the environment, where other users of the machine do not see it. */
    private static Process start(List<String> command, DatabaseServer database) throws IOException {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MYSQL_PWD", account(database).password().value());
        return builder.start();
    }

    private static void requireSuccess(Path program, Process process) throws InterruptedException {
        int status = process.waitFor();
        if (status != 0) {
            throw new StartException(
                    program.getFileName() + " ended with status " + status + "; what it says is above.");
        }
    }
}
