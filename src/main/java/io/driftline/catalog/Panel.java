package io.driftline.catalog;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import io.driftline.input.bytes.Room;
import io.driftline.input.bytes.Source;
import io.driftline.input.formats.FastaReader;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.SequenceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The strains that queries are compared with unless a user gives others: GenBank records that may be shipped, and those
 * that an operator adds. A job keeps the ones of its day with its input.
 */
public final class Panel {
    private static final String SHIPPED = "/panel/panel.fasta";
    private static final int MOST = 1_000;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final List<Reference> references;

    /**
     * One strain.
     *
     * @param name as results call it
     * @param subtype as its source says; empty for an operator's, of which the worker finds it
     * @param source where the shipped sequence comes from; empty for an operator's
     */
    public record Reference(String name, Optional<String> subtype, Optional<String> source, String letters) {}

    /**
     * A vaccine virus that WHO recommends at present and the panel lacks.
     *
     * @param passage {@code egg} or {@code cell}
     * @param selected year and month of the first recommendation, {@code 2026-02}
     */
    public record Missing(String name, String passage, String subtype, String selected) {}

    private Panel(List<Reference> references) {
        this.references = List.copyOf(references);
    }

    /** Fails with {@link StartException} if the operator's file cannot be read as FASTA. */
    public static Panel load(Config config) {
        var limits = config.limits();
        var reader = new FastaReader(limits.recordMinLetters(), limits.recordLetters(), Integer.MAX_VALUE);
        Map<String, Reference> byName = new LinkedHashMap<>();
        shipped(reader).forEach(reference -> byName.put(reference.name(), reference));
        var added = config.panel().fasta();
        if (added != null) {
            operators(reader, added).forEach(reference -> byName.put(reference.name(), reference));
            if (byName.size() > MOST) {
                throw refusal(
                        added, "it makes the panel " + byName.size() + " strains; at most " + MOST + " are useful");
            }
        }
        return new Panel(List.copyOf(byName.values()));
    }

    /** In the order of the files. */
    public List<Reference> references() {
        return references;
    }

    /** The present vaccine viruses that are not among them: their sequences may not be shipped. */
    public List<Missing> missing() {
        return VaccineStrains.missingIn(references.stream().map(Reference::name).toList());
    }

    /** The same as records, numbered from 1. */
    public List<SequenceRecord> records() {
        List<SequenceRecord> records = new ArrayList<>();
        for (Reference reference : references) {
            records.add(new SequenceRecord(records.size() + 1, reference.name(), reference.letters()));
        }
        return records;
    }

    /** Headers are {@code name|subtype|source}. */
    private static List<Reference> shipped(FastaReader reader) {
        try (var in = Objects.requireNonNull(Panel.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return reader.read(text, 1).stream().map(Panel::shipped).toList();
        } catch (IOException unreadable) {
            throw new StartException("The shipped panel cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Reference shipped(SequenceRecord record) {
        var parts = record.name().split("\\|", 3);
        return new Reference(parts[0], Optional.of(parts[1]), Optional.of(parts[2]), record.letters());
    }

    private static List<Reference> operators(FastaReader reader, Path file) {
        try {
            var source = new Source(file.toString(), Files.readAllBytes(file));
            return reader.read(source, new Room(MOST_BYTES)).stream()
                    .map(record -> new Reference(record.name(), Optional.empty(), Optional.empty(), record.letters()))
                    .toList();
        } catch (IOException unreadable) {
            throw refusal(file, "it cannot be read: " + unreadable.getMessage());
        } catch (ServiceException invalid) {
            throw refusal(file, invalid.detail());
        }
    }

    private static StartException refusal(Path file, String reason) {
        return new StartException("Setting panel.fasta is \"" + file
                + "\", but it must be a FASTA file of reference strains (DRIFTLINE_PANEL_FASTA in the environment): "
                + reason);
    }
}
