package io.driftline.cli;

import io.driftline.domain.SequenceRecord;
import io.driftline.input.RecordNames;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Sequences of FASTA files, plain or gzip, found by what users call them. */
final class FastaFiles {
    private static final int GZIP_MAGIC = 0x1f8b;

    private final List<SequenceRecord> records = new ArrayList<>();
    private final Map<String, List<SequenceRecord>> found = new HashMap<>();
    private @Nullable RecordNames names;

    private FastaFiles() {}

    /** A record as it stands in its file. */
    record Sequence(String header, String letters) {}

    static FastaFiles read(List<Path> files) {
        var found = new FastaFiles();
        for (Path file : files) {
            try (var lines = open(file)) {
                found.read(lines);
            } catch (IOException unreadable) {
                throw Inputs.unreadable(file, unreadable);
            }
        }
        return found;
    }

    /** The sequence under a name, two different ones, or none when it is not known. */
    List<Sequence> named(String name) {
        return found.computeIfAbsent(name, names()::find).stream()
                .map(record -> new Sequence(record.name(), record.letters()))
                .toList();
    }

    /** What an unknown name may have been meant to be. */
    Optional<String> nearest(String name) {
        return names().nearest(name);
    }

    private RecordNames names() {
        if (names == null) {
            names = new RecordNames(records);
        }
        return names;
    }

    /** The whole text of a file, unpacked. */
    static String text(Path file) {
        try (var lines = open(file);
                var text = new StringWriter()) {
            lines.transferTo(text);
            return text.toString();
        } catch (IOException unreadable) {
            throw Inputs.unreadable(file, unreadable);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        return new BufferedReader(new InputStreamReader(
                magic == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
    }

    private void read(BufferedReader lines) throws IOException {
        @Nullable String header = null;
        var letters = new StringBuilder();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var text = line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (text.startsWith(">")) {
                add(header, letters);
                header = text.substring(1).strip();
            } else if (header != null) {
                letters.append(text.strip());
            } else if (!text.isBlank()) {
                throw new IOException("it does not begin with a FASTA header (>)");
            }
        }
        if (header == null) {
            throw new IOException("it holds no FASTA record");
        }
        add(header, letters);
    }

    private void add(@Nullable String header, StringBuilder letters) {
        if (header != null) {
            records.add(new SequenceRecord(records.size() + 1, header, letters.toString()));
        }
        letters.setLength(0);
    }
}
