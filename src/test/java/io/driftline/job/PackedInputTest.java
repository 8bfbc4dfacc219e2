package io.driftline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.sequences.FaultKind;
import io.driftline.sequences.Gzip;
import io.driftline.sequences.ReadRecords;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.Remark;
import io.driftline.sequences.SequenceRecord;
import io.driftline.testing.Golden;
import io.driftline.words.ReadingWords;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is stored is what workers read. */
class PackedInputTest {
    private static final List<SequenceRecord> RECORDS =
            List.of(new SequenceRecord(1, "a", "MKT"), new SequenceRecord(2, "b", "MKA"));

    @Test
    void stagesRecordsAndPairsAsAgreed() {
        var golden = Golden.array("staged-list.json");
        var records = IntStream.range(0, 3)
                .mapToObj(golden::getJsonObject)
                .map(item -> new SequenceRecord(
                                item.getInteger("record"), item.getString("name"), item.getString("letters"))
                        .stated(item.getString("subtype")))
                .toList();
        var pairs = List.of(new RecordPair(1, 2), new RecordPair(2, 1), new RecordPair(1, 3));

        var items = items(Mode.LIST, new JobInput(records, List.of(), pairs));

        assertThat(items.subList(0, 3))
                .isEqualTo(IntStream.range(0, 3).mapToObj(golden::getJsonObject).toList());
        assertThat(items.subList(3, items.size()))
                .containsExactly(new JsonObject("{\"pairs\": [[1, 2], [2, 1], [1, 3]]}"));
    }

    @Test
    void marksReferences() {
        var items = items(Mode.QUERY, new JobInput(RECORDS, List.of(new SequenceRecord(1, "r", "MKV")), List.of()));

        assertThat(items).hasSize(3);
        assertThat(items.get(1).containsKey("reference")).isFalse();
        assertThat(items.get(2))
                .isEqualTo(
                        new JsonObject("{\"record\": 1, \"name\": \"r\", \"letters\": \"MKV\", \"reference\": true}"));
    }

    @Test
    void keepsWhatReadingFound() {
        var faulty = SequenceRecord.listed(
                1, "empty.fasta", RecordFault.of(FaultKind.EMPTY, null, ReadingWords.OTHER_SEGMENT.message("PB2")));
        var noticed = new SequenceRecord(2, "A/广东/1/2005", "MKT")
                .with(new Remark("warning.encoding", Map.of("encoding", "GB18030"), "read as GB18030"));
        var input = new JobInput(List.of(faulty, noticed), List.of(), List.of());

        assertThat(items(Mode.ALL, input)
                        .get(0)
                        .getJsonArray("faults")
                        .getJsonObject(0)
                        .getString("kind"))
                .isEqualTo("empty");
        assertThat(PackedInput.unpack(PackedInput.of(Mode.ALL, input).gzip())).isEqualTo(input);
    }

    @Test
    void saysWhatWasStoredBeforeFaultsHadKeysAsItWas() {
        var item = new JsonObject()
                .put("record", 1)
                .put("name", "old.fasta")
                .put("letters", "")
                .put(
                        "faults",
                        new JsonArray()
                                .add(new JsonObject().put("kind", "empty").put("detail", "nothing in it")));

        assertThat(ReadRecords.read(item).faults().get(0).detail()).isEqualTo("nothing in it");
    }

    @Test
    void givesPairsInItemsOfAThousand() {
        var pairs =
                IntStream.range(0, 2_001).mapToObj(i -> new RecordPair(1, 2)).toList();

        var items = items(Mode.LIST, new JobInput(RECORDS, List.of(), pairs));

        assertThat(items.subList(2, items.size()))
                .extracting(item -> item.getJsonArray("pairs").size())
                .containsExactly(1_000, 1_000, 1);
    }

    @Test
    void readsWhatWasStoredBeforeThereWereModes() {
        var stored = Gzip.pack(Buffer.buffer("[{\"record\":1,\"name\":\"a\",\"letters\":\"MKT\"}]"));

        assertThat(PackedInput.items(stored))
                .containsExactly(new JsonObject("{\"record\":1,\"name\":\"a\",\"letters\":\"MKT\"}"));
    }

    @Test
    void unpacksWhatWasPacked() {
        var pairs =
                IntStream.range(0, 1_001).mapToObj(i -> new RecordPair(1, 2)).toList();
        var records = List.of(RECORDS.get(0), RECORDS.get(1).stated("H3N2"));
        var input = new JobInput(records, List.of(new SequenceRecord(3, "r", "MKV")), pairs);

        assertThat(PackedInput.unpack(PackedInput.of(Mode.LIST, input).gzip())).isEqualTo(input);
    }

    @Test
    void isTheSameOnlyIfEverythingIs() {
        var pairs = List.of(new RecordPair(1, 2));
        var list = PackedInput.of(Mode.LIST, new JobInput(RECORDS, List.of(), pairs));

        assertThat(PackedInput.of(Mode.LIST, new JobInput(RECORDS, List.of(), pairs))
                        .sha256())
                .isEqualTo(list.sha256());
        assertThat(PackedInput.of(Mode.LIST, new JobInput(RECORDS, List.of(), List.of(new RecordPair(2, 1))))
                        .sha256())
                .isNotEqualTo(list.sha256());
        assertThat(PackedInput.of(Mode.QUERY, new JobInput(RECORDS, RECORDS, List.of()))
                        .sha256())
                .isNotEqualTo(PackedInput.of(Mode.ALL, JobInput.of(RECORDS)).sha256());
    }

    @Test
    void countsAndNamesTheFirstOfMany() {
        var many = IntStream.rangeClosed(1, 450)
                .mapToObj(i -> new SequenceRecord(i, "s" + i, "MKT"))
                .toList();

        var packed = PackedInput.of(Mode.ALL, JobInput.of(many));

        assertThat(packed.strains()).hasSize(20).startsWith("s1", "s2");
        assertThat(packed.records()).isEqualTo(450);
        assertThat(packed.pairs()).isEqualTo(450 * 449 / 2);
        assertThat(packed.strains()).isInstanceOf(JsonArray.class);
    }

    private static List<JsonObject> items(Mode mode, JobInput input) {
        return PackedInput.items(PackedInput.of(mode, input).gzip());
    }
}
