package io.driftline.api.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.driftline.api.body.UnpairedSurrogates;
import io.driftline.input.bytes.Format;
import io.driftline.input.formats.Reading;
import io.driftline.input.headers.OtherSegment;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.Remark;
import io.driftline.sequences.SequenceRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes readings as packed JSON, one after the other, so that only one lies in memory. */
final class ReadingsJson implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_FAULTS = 20;

    private final JsonGenerator json;
    private int records;

    ReadingsJson(OutputStream into) throws IOException {
        json = JSON.createGenerator(new GZIPOutputStream(into));
        json.writeStartObject();
        json.writeArrayFieldStart("files");
    }

    /** How many were written so far. */
    int records() {
        return records;
    }

    void write(Reading reading) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", UnpairedSurrogates.of(reading.name()));
        json.writeStringField("container", reading.container());
        json.writeStringField("encoding", reading.encoding());
        json.writeStringField("format", reading.format().label());
        json.writeStringField("text", UnpairedSurrogates.of(reading.fasta()));
        json.writeArrayFieldStart("records");
        for (SequenceRecord record : reading.records()) {
            json.writeStartObject();
            json.writeStringField("name", record.name());
            json.writeNumberField("length", record.letters().length());
            segment(record);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("usable", (int)
                reading.records().stream().filter(SequenceRecord::isUsable).count());
        notices(reading);
        faults(reading);
        json.writeEndObject();
        records += reading.records().size();
    }

    /** Of what is not HA, for so it does not count. */
    private void segment(SequenceRecord record) throws IOException {
        var other = OtherSegment.of(record.name(), record.letters());
        if (other.isPresent()) {
            json.writeStringField("segment", other.get().name());
        }
    }

    private void notices(Reading reading) throws IOException {
        json.writeArrayFieldStart("notices");
        for (Remark notice : reading.notices()) {
            json.writeStartObject();
            json.writeStringField("key", notice.key());
            json.writePOJOField("params", notice.params());
            json.writeStringField("detail", notice.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A table is no sequence, and may be meant as pairs. */
    private void faults(Reading reading) throws IOException {
        json.writeArrayFieldStart("faults");
        var whole = reading.fault();
        if (whole != null && reading.format() != Format.TABLE) {
            fault(null, whole);
        }
        int written = 0;
        for (SequenceRecord record : reading.records()) {
            for (RecordFault fault : record.faults()) {
                if (written++ < MOST_FAULTS) {
                    fault(record, fault);
                }
            }
        }
        json.writeEndArray();
    }

    private void fault(@Nullable SequenceRecord record, RecordFault fault) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", fault.kind().label());
        if (record != null) {
            json.writeNumberField("record", record.record());
            json.writeStringField("name", record.name());
        }
        number("line", fault.line());
        number("column", fault.column());
        json.writeStringField("detail", fault.detail());
        json.writeStringField("key", fault.said().key());
        json.writeFieldName("params");
        json.writeRawValue(fault.said().paramsJson().encode());
        json.writeEndObject();
    }

    private void number(String field, @Nullable Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }

    @Override
    public void close() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }
}
