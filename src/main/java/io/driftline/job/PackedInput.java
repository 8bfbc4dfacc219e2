package io.driftline.job;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.driftline.sequences.Gzip;
import io.driftline.sequences.ReadRecords;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A job's input as it is stored: gzip of a JSON array whose items are staged for the worker as they stand. Records are
 * {@code {record, name, letters}}, with {@code reference: true} where they are, {@code subtype} where it was stated, and
 * {@code faults} and {@code remarks} where reading found some; pairs follow as {@code {pairs: [[1, 2], …]}}.
 *
 * @param gzip the array, packed
 * @param sha256 of the array, unpacked
 * @param strains the first names, records before references
 * @param records how many there are, references not counted
 * @param references how many there are
 * @param pairs how many they make, at most
 */
public record PackedInput(Buffer gzip, Buffer sha256, JsonArray strains, int records, int references, long pairs) {
    /** Enough for every list of jobs, and bounded whatever the names' length. */
    private static final int STRAINS = 20;

    private static final String PAIRS = "pairs";
    private static final int PAIRS_AN_ITEM = 1_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> ITEM = new TypeReference<>() {};

    /** Takes some 100 ms for the largest input, so not on an event loop. */
    public static PackedInput of(Mode mode, JobInput input) {
        var strains = new JsonArray();
        input.records().stream().limit(STRAINS).forEach(record -> strains.add(record.name()));
        input.references().stream().limit(STRAINS - strains.size()).forEach(record -> strains.add(record.name()));
        var packed = new ByteArrayOutputStream();
        var digest = newDigest();
        try (var json = JSON.createGenerator(new DigestOutputStream(new GZIPOutputStream(packed), digest))) {
            json.writeStartArray();
            write(json, input);
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PackedInput(
                Buffer.buffer(packed.toByteArray()),
                Buffer.buffer(digest.digest()),
                strains,
                input.records().size(),
                input.references().size(),
                input.pairs(mode));
    }

    /** One that is stored already, of which the rest is known; not on an event loop. */
    public static PackedInput stored(Buffer gzip, JsonArray strains, int records, int references, long pairs) {
        try (var plain = new DigestInputStream(Gzip.reader(gzip), newDigest())) {
            plain.transferTo(OutputStream.nullOutputStream());
            var digest = Buffer.buffer(plain.getMessageDigest().digest());
            return new PackedInput(gzip, digest, strains, records, references, pairs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, JobInput input) throws IOException {
        for (SequenceRecord record : input.records()) {
            json.writeRawValue(item(record).encode());
        }
        for (SequenceRecord reference : input.references()) {
            json.writeRawValue(referenceItem(reference).encode());
        }
        var pairs = input.pairs();
        for (int from = 0; from < pairs.size(); from += PAIRS_AN_ITEM) {
            write(json, pairs.subList(from, Math.min(from + PAIRS_AN_ITEM, pairs.size())));
        }
    }

    private static void write(JsonGenerator json, List<RecordPair> pairs) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(PAIRS);
        for (RecordPair pair : pairs) {
            json.writeArray(new int[] {pair.a(), pair.b()}, 0, 2);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** One record as workers read it. */
    public static JsonObject item(SequenceRecord record) {
        var item = new JsonObject()
                .put("record", record.record())
                .put("name", record.name())
                .put("letters", record.letters());
        ReadRecords.write(item, record);
        return item;
    }

    /** One reference as workers read it. */
    public static JsonObject referenceItem(SequenceRecord reference) {
        return item(reference).put("reference", true);
    }

    /** The items of {@code gzip}, in order; not on an event loop. */
    public static List<JsonObject> items(Buffer gzip) {
        try (var items = JSON.readerFor(ITEM).<Map<String, Object>>readValues(Gzip.reader(gzip))) {
            List<JsonObject> read = new ArrayList<>();
            while (items.hasNext()) {
                read.add(new JsonObject(items.next()));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code gzip} was made of; not on an event loop. */
    public static JobInput unpack(Buffer gzip) {
        List<SequenceRecord> records = new ArrayList<>();
        List<SequenceRecord> references = new ArrayList<>();
        List<RecordPair> pairs = new ArrayList<>();
        for (JsonObject item : items(gzip)) {
            if (item.containsKey(PAIRS)) {
                item.getJsonArray(PAIRS).stream()
                        .map(JsonArray.class::cast)
                        .forEach(pair -> pairs.add(new RecordPair(pair.getInteger(0), pair.getInteger(1))));
            } else {
                (item.getBoolean("reference", false) ? references : records).add(ReadRecords.read(item));
            }
        }
        return new JobInput(records, references, pairs);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
