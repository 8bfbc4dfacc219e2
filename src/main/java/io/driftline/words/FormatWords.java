package io.driftline.words;

import java.util.List;

/** What a file is, and what would be right instead of one that is not read. */
@SuppressWarnings("ImmutableEnumChecker") // made by List.of
public enum FormatWords implements Words {
    FASTA,
    GENBANK,
    CLUSTAL,
    TABLE,
    EMPTY,
    TEXT,
    FASTQ,
    SAM,
    TRACE,
    PHYLIP,
    NEXUS,
    EMBL,
    PIR,
    STOCKHOLM,
    MSF,
    MEGA,
    ANNOTATION,
    PDF,
    EXCEL,
    WORD,
    OFFICE,
    RTF,
    HTML,
    XML,
    JSON,
    PICTURE,
    TAR,
    BZIP2,
    ZSTD,
    SEVEN_ZIP,
    RAR,
    BINARY,
    AS_FASTA,
    AS_TEXT,
    UNPACKED,
    ASSEMBLED,
    CONSENSUS,
    BASES_CALLED,
    AS_CSV,
    MAY_BE_MESSAGE;

    private final List<String> parameters;

    FormatWords(String... parameters) {
        this.parameters = List.of(parameters);
    }

    @Override
    public String room() {
        return "format";
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }
}
