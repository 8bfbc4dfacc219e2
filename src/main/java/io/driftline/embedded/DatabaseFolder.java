package io.driftline.embedded;

import io.driftline.config.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** MariaDB's data folder before its first start: the system tables, made in a draft that is then given its name. */
final class DatabaseFolder {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final List<String> SCRIPTS = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql");

    private final Path programs;
    private final Path tables;
    private final DataFolder data;

    DatabaseFolder(Path programs, Path tables, DataFolder data) {
        this.programs = programs;
        this.tables = tables;
        this.data = data;
    }

    /**
     * What every run of the server begins with. It refuses to run as root unless told to, and two servers that start
     * with one folder for temporary tables, as the machine's is, delete each other's.
     */
    static List<String> command(Path programs, Path tables) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + programs,
                "--datadir=" + tables,
                "--tmpdir=" + temporary(tables),
                "--lc-messages-dir=" + programs.resolve("share"),
                "--character-sets-dir=" + programs.resolve("share/charsets")));
        if (Platform.isRoot()) {
            command.add("--user=root");
        }
        return command;
    }

    /** Beside the tables, for MariaDB takes folders among them for databases. */
    static Path temporary(Path tables) {
        return tables.resolveSibling("mariadb.tmp");
    }

    void create() throws IOException, InterruptedException {
        Path draft = tables.resolveSibling("mariadb.draft");
        Resources.delete(draft);
        Files.createDirectories(draft);
        Files.createDirectories(temporary(draft));
        Path script = script();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" <\"$0\"", script.toString()));
        command.addAll(command(programs, draft));
        command.addAll(List.of("--bootstrap", "--skip-ssl", "--innodb-buffer-pool-size=96M"));
        bootstrap(command);
        Files.delete(script);
        Files.move(draft, tables, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path script() throws IOException {
        Path script = tables.resolveSibling("mariadb.bootstrap.sql");
        Files.writeString(script, "CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
        for (String part : SCRIPTS) {
            String text = Files.readString(programs.resolve("share").resolve(part));
            Files.writeString(script, text, StandardOpenOption.APPEND);
        }
        return script;
    }

    /** It ends with this process, for one that went on would write into the draft of the next start. */
    private void bootstrap(List<String> command) throws IOException, InterruptedException {
        Path log = data.log("database");
        var program = new ChildProcess.Program(
                "database-bootstrap", command, Map.of(), data.root(), log, data.pidFile("database-bootstrap"), 0);
        if (ChildProcess.run(program, TIMEOUT) != 0) {
            throw new StartException("The embedded database could not make its tables; " + log + " says why.");
        }
    }
}
