package io.driftline.cli;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Sequences of FASTA files, plain or gzip, found by their whole header or else by its first word. */
final class FastaFiles {
    private static final int GZIP_MAGIC = 0x1f8b;

    private final Map<String, Set<Sequence>> whole = new LinkedHashMap<>();
    private final Map<String, Set<Sequence>> first = new LinkedHashMap<>();

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

    /** The different sequences under a name; none when it is not known. */
    Set<Sequence> named(String name) {
        return whole.getOrDefault(name, first.getOrDefault(name, Set.of()));
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
            var sequence = new Sequence(header, letters.toString());
            whole.computeIfAbsent(header, name -> new LinkedHashSet<>()).add(sequence);
            first.computeIfAbsent(header.split("\\s", 2)[0], name -> new LinkedHashSet<>())
                    .add(sequence);
        }
        letters.setLength(0);
    }
}
