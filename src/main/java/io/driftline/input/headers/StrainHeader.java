package io.driftline.input.headers;

import static io.driftline.input.headers.HeaderWords.trimmed;

import io.driftline.input.headers.HeaderWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A FASTA header understood, by the same rules in JavaScript ({@code headers/header.js}) and Python ({@code headers/}); the
 * table {@code src/test/contract/headers.json} holds them together. Time is linear in the header.
 *
 * @param strain the virus
 * @param shown what to call the record: with vaccine strain and passage where they stand at the name, and the whole header
 *     where that is not {@code sure}
 * @param date of collection, as written
 * @param ids accessions and isolate ids
 * @param rest what else the header says
 */
public record StrainHeader(
        @Nullable String strain,
        String shown,
        @Nullable Integer year,
        @Nullable String subtype,
        @Nullable String lineage,
        @Nullable String passage,
        @Nullable String date,
        List<String> ids,
        List<String> rest,
        boolean sure) {
    /** Of a header without {@code >}. */
    public static StrainHeader of(String header) {
        return new Reading(header).read();
    }

    /** What has been read so far. */
    private static final class Reading {
        private static final String EDGES = HeaderWords.BLANKS + "_\"'>";
        private static final Set<String> TAGS = Set.of("gi", "gb", "emb", "dbj", "ref", "accn", "lcl", "sp");
        private static final Pattern KEY = Pattern.compile("([A-Za-z][A-Za-z _]{0,23})[:=]");
        private static final Set<String> ID_KEYS =
                Set.of("gb", "genbank", "accession", "genbank accession", "ncbiid", "isolate id", "uniprotkb");
        private static final Set<String> NOTHING = Set.of("", "-n/a-", "n/a", "-", "?", "unknown");
        private static final Pattern SUBTYPE_IN_TEXT =
                Pattern.compile("(?:^|[^A-Za-z0-9])([Hh](?:1[0-9]|[1-9])[Nn](?:1[01]|[1-9]))(?![A-Za-z0-9])");
        private static final Pattern DATED =
                Pattern.compile("((?:19|20)[0-9]{2})[-/].*|.*-((?:19|20)[0-9]{2})", Pattern.DOTALL);
        private static final Pattern NUMBER = Pattern.compile("[0-9]+");
        private static final String PANDEMIC = "pdm09";

        private final String header;
        private final List<String> ids = new ArrayList<>();
        private final List<String> rest = new ArrayList<>();
        private @Nullable StrainName name;
        private @Nullable String subtype;
        private @Nullable String lineage;
        private @Nullable String passage;
        private @Nullable String date;

        Reading(String header) {
            this.header = header;
        }

        StrainHeader read() {
            var fields = header.split("\\|", -1);
            var tag = "";
            for (var raw : fields) {
                var field = trimmed(raw, EDGES);
                if (tag.equals("gi") && NUMBER.matcher(field).matches()) {
                    ids.add(field);
                } else if (!TAGS.contains(field)) {
                    take(field);
                }
                tag = field;
            }
            lookForSubtype();
            settleLineage();
            var own = name;
            boolean sure = own != null && own.sure();
            return new StrainHeader(
                    own == null ? null : own.strain(),
                    own != null && sure ? own.shown() : trimmed(header, HeaderWords.BLANKS),
                    own == null ? yearOfDate() : Integer.valueOf(own.year()),
                    subtype,
                    lineage,
                    passage,
                    date,
                    List.copyOf(ids),
                    fields.length == 1 && own == null ? List.of() : List.copyOf(rest),
                    sure);
        }

        private void take(String field) {
            var key = KEY.matcher(field);
            boolean keyed = key.lookingAt();
            var value = keyed ? trimmed(field.substring(key.end()), EDGES) : field;
            if (NOTHING.contains(value.toLowerCase(Locale.ROOT))) {
                return;
            }
            var title = keyed ? key.group(1).toLowerCase(Locale.ROOT).replace('_', ' ') : "";
            if (ID_KEYS.contains(title)) {
                ids.add(value);
            } else if (title.startsWith("passage")) {
                passage = passage == null ? value : passage;
            } else {
                HeaderWords.of(value).ifPresentOrElse(this::tell, () -> takeText(field, value));
            }
        }

        private void takeText(String field, String value) {
            var found = StrainName.in(value);
            var known = name;
            if (found.isEmpty()) {
                rest.add(field);
            } else if (known == null || (!known.sure() && found.get().sure())) {
                name = found.get();
                found.get().words().forEach(this::tell);
                rest.addAll(found.get().rest());
            } else if (!known.strain().equals(found.get().strain())) {
                rest.add(field);
            }
        }

        private void tell(Word word) {
            var value = word.value();
            switch (word.kind()) {
                case ID -> ids.add(value);
                case SUBTYPE -> subtype = subtype == null ? value : subtype;
                case PANDEMIC -> {
                    subtype = subtype == null && !value.isEmpty() ? value : subtype;
                    lineage = lineage == null ? PANDEMIC : lineage;
                }
                case LINEAGE -> lineage = lineage == null ? value : lineage;
                case PASSAGE -> passage = passage == null ? value : passage + " " + value;
                case DATE -> {
                    if (date == null) {
                        date = value;
                    } else {
                        rest.add(value);
                    }
                }
                default -> rest.add(value);
            }
        }

        private void lookForSubtype() {
            var said = SUBTYPE_IN_TEXT.matcher(header);
            if (subtype == null && said.find()) {
                subtype = said.group(1).toUpperCase(Locale.ROOT);
            }
        }

        /** Victoria is a lineage of influenza B, and a place for the others. */
        private void settleLineage() {
            boolean influenzaB = name != null && name.strain().regionMatches(true, 0, "B/", 0, 2);
            var said = lineage;
            if (said != null && !said.equals(PANDEMIC) && !influenzaB) {
                rest.add(said);
                lineage = null;
            }
        }

        private @Nullable Integer yearOfDate() {
            var dated = DATED.matcher(date == null ? "" : date);
            if (!dated.matches()) {
                return null;
            }
            return Integer.valueOf(dated.group(1) == null ? dated.group(2) : dated.group(1));
        }
    }
}
