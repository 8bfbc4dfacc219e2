package io.driftline.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a database's settings take away from the promise that what was accepted is kept. */
final class Durability {
    /** The settings that are looked at, the version, and the room for a statement. */
    static final String SETTINGS = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'log_bin', 'sync_binlog',"
            + " 'innodb_flush_log_at_trx_commit', 'innodb_doublewrite', 'default_storage_engine', 'max_allowed_packet')";

    private static final Set<String> OFF = Set.of("off", "0", "detect_only");

    private Durability() {}

    /** A sentence for each, for whoever runs the database; none if all is well. */
    static List<String> weaknesses(Map<String, String> settings) {
        List<String> found = new ArrayList<>();
        String flush = settings.getOrDefault("innodb_flush_log_at_trx_commit", "1");
        if (!flush.equals("1")) {
            found.add("innodb_flush_log_at_trx_commit is " + flush
                    + ": jobs that were accepted in the last second are lost with the power; set it to 1");
        }
        String sync = settings.getOrDefault("sync_binlog", "1");
        if (!isOff(settings.getOrDefault("log_bin", "OFF")) && !sync.equals("1")) {
            found.add("log_bin is on and sync_binlog is " + sync
                    + ": after a power cut replicas and backups lack what was accepted; set it to 1");
        }
        String doublewrite = settings.getOrDefault("innodb_doublewrite", "ON");
        if (isOff(doublewrite)) {
            found.add("innodb_doublewrite is " + doublewrite
                    + ": a page that was half written when the power went cannot be restored; set it to ON");
        }
        String engine = settings.getOrDefault("default_storage_engine", "InnoDB");
        if (!engine.equalsIgnoreCase("InnoDB")) {
            found.add("default_storage_engine is " + engine
                    + ": a table that names no engine knows no transactions; set it to InnoDB");
        }
        return List.copyOf(found);
    }

    private static boolean isOff(String value) {
        return OFF.contains(value.toLowerCase(Locale.ROOT));
    }
}
