package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {
    private static final Map<String, String> SAFE = Map.of(
            "version", "8.0.40",
            "innodb_flush_log_at_trx_commit", "1",
            "log_bin", "ON",
            "sync_binlog", "1",
            "innodb_doublewrite", "ON",
            "default_storage_engine", "InnoDB");

    @Test
    void aSafeDatabaseIsWorthNoWord() {
        assertThat(Durability.weaknesses(SAFE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 2",
        "innodb_flush_log_at_trx_commit, 0",
        "sync_binlog, 0",
        "sync_binlog, 100",
        "innodb_doublewrite, OFF",
        "innodb_doublewrite, 0",
        "innodb_doublewrite, DETECT_ONLY",
        "default_storage_engine, MyISAM"
    })
    void eachSettingThatRisksSomethingIsNamed(String name, String value) {
        var settings = new HashMap<>(SAFE);
        settings.put(name, value);

        assertThat(Durability.weaknesses(settings)).singleElement().asString().contains(name + " is " + value);
    }

    @Test
    void aBinaryLogThatIsNotKeptNeedsNoFlushing() {
        var settings = new HashMap<>(SAFE);
        settings.putAll(Map.of("log_bin", "OFF", "sync_binlog", "0"));

        assertThat(Durability.weaknesses(settings)).isEmpty();
    }
}
