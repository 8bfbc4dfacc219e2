package io.driftline.input.headers;

import io.driftline.sequences.SequenceRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by what users call them, the strictest way that finds any: the whole header, its first word, the name and
 * passage, an accession, the strain, and at last what differs in case, blanks, leading zeros or the century alone. Records
 * that are the same to the letter count as one.
 */
public final class RecordNames {
    private static final Pattern BLANK = Pattern.compile("[\\s_]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<=/)0+(?=[1-9])");
    private static final Pattern VERSION = Pattern.compile("\\.[0-9]+$");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}/]+");

    /** Lists say the same names again and again. */
    private static final int REMEMBERED = 10_000;

    private final List<SequenceRecord> records;
    private final int most;
    private final List<Header> headers;
    private final Map<Way, Map<String, List<SequenceRecord>>> indexes = new EnumMap<>(Way.class);
    private final Map<String, List<SequenceRecord>> remembered = new HashMap<>();
    private final NearestNames nearest;

    /** Of a name that several records have, two are found: enough to tell that it is ambiguous. */
    public RecordNames(List<SequenceRecord> records) {
        this(records, 2);
    }

    /** Of a name that several records have, {@code most} are found. */
    public RecordNames(List<SequenceRecord> records, int most) {
        this.records = List.copyOf(records);
        this.most = most;
        this.headers = records.stream().map(record -> new Header(record.name())).toList();
        this.nearest = new NearestNames(this.records);
    }

    /** Read once that is needed: most names are whole headers. */
    private static final class Header {
        final String text;
        private @Nullable StrainHeader parsed;

        Header(String text) {
            this.text = text;
        }

        StrainHeader parsed() {
            if (parsed == null) {
                parsed = StrainHeader.of(text);
            }
            return parsed;
        }
    }

    /** From the strictest on; each is indexed once a name needs it. */
    private enum Way {
        HEADER,
        FIRST_WORD,
        SHOWN,
        STRAIN,
        SHOWN_ANY_CASE,
        STRAIN_ANY_CASE,
        ALIKE;

        /** By what a record is found. */
        Stream<String> keysOf(Header header) {
            return switch (this) {
                case HEADER -> Stream.of(header.text.strip());
                case FIRST_WORD -> Stream.of(header.text.strip().split("\\s", 2)[0]);
                case SHOWN -> shown(header.text, header.parsed());
                case STRAIN -> Stream.ofNullable(header.parsed().strain()).map(Way::spaced);
                case SHOWN_ANY_CASE -> SHOWN.keysOf(header).map(Way::lower);
                case STRAIN_ANY_CASE -> STRAIN.keysOf(header).map(Way::lower);
                case ALIKE ->
                    Stream.of(header.parsed()).filter(StrainHeader::sure).map(Way::alike);
            };
        }

        /** What to look for when a user says that. */
        Stream<String> asked(Header name) {
            return switch (this) {
                case HEADER, FIRST_WORD -> Stream.of(name.text.strip());
                case SHOWN, STRAIN ->
                    Stream.of(spaced(name.text), spaced(name.parsed().shown()));
                case SHOWN_ANY_CASE, STRAIN_ANY_CASE -> SHOWN.asked(name).map(Way::lower);
                case ALIKE -> keysOf(name);
            };
        }

        private static Stream<String> shown(String header, StrainHeader parsed) {
            var ids = parsed.ids().stream()
                    .flatMap(id -> Stream.of(id, VERSION.matcher(id).replaceFirst("")));
            return Stream.concat(Stream.of(header, header.split("\\|", 2)[0], parsed.shown()), ids)
                    .map(Way::spaced);
        }

        private static String spaced(String name) {
            return BLANK.matcher(name).replaceAll(" ").strip();
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }

        private static String alike(StrainHeader name) {
            var shown = name.shown();
            int year = shown.lastIndexOf('/') + 1;
            boolean short2 = name.year() != null && shown.length() == year + 2;
            var dated = short2 ? shown.substring(0, year) + name.year() : shown;
            var plain = LEADING_ZEROS.matcher(dated).replaceAll("");
            return lower(BETWEEN.matcher(plain).replaceAll(""));
        }
    }

    /** The one record of that name, several that differ, or none. */
    public List<SequenceRecord> find(String name) {
        var known = remembered.get(name);
        if (known == null) {
            known = lookUp(new Header(name), Way.values());
            if (remembered.size() < REMEMBERED) {
                remembered.put(name, known);
            }
        }
        return known;
    }

    /** The same, of records whose header or its first word it is to the letter. */
    public List<SequenceRecord> findExact(String name) {
        return lookUp(new Header(name), Way.HEADER, Way.FIRST_WORD);
    }

    private List<SequenceRecord> lookUp(Header name, Way... ways) {
        for (var way : ways) {
            var index = indexes.computeIfAbsent(way, this::index);
            var hits = way.asked(name)
                    .distinct()
                    .filter(key -> !key.isEmpty())
                    .flatMap(key -> index.getOrDefault(key, List.of()).stream())
                    .distinct()
                    .toList();
            if (!hits.isEmpty()) {
                return apart(hits);
            }
        }
        return List.of();
    }

    /** What an unknown name may have been meant to be. */
    public Optional<String> nearest(String name) {
        return nearest.to(name);
    }

    private Map<String, List<SequenceRecord>> index(Way way) {
        var index = new HashMap<String, List<SequenceRecord>>();
        for (int place = 0; place < records.size(); place++) {
            var record = records.get(place);
            way.keysOf(headers.get(place)).collect(Collectors.toSet()).forEach(key -> {
                var known = index.computeIfAbsent(key, first -> new ArrayList<>(1));
                if (known.size() < most
                        && known.stream().noneMatch(each -> each.letters().equals(record.letters()))) {
                    known.add(record);
                }
            });
        }
        return index;
    }

    /** Those that differ, the first of each. */
    private List<SequenceRecord> apart(List<SequenceRecord> hits) {
        var apart = new LinkedHashMap<String, SequenceRecord>();
        hits.forEach(each -> apart.putIfAbsent(each.letters(), each));
        return apart.values().stream().limit(most).toList();
    }
}
