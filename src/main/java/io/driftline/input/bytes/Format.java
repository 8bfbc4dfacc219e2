package io.driftline.input.bytes;

import io.driftline.words.FormatWords;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;

/** What a file or a text is. Some are read; the others are known so that a refusal can say what would be right. */
public enum Format {
    FASTA("fasta", FormatWords.FASTA, FormatWords.AS_FASTA),
    GENBANK("genbank", FormatWords.GENBANK, FormatWords.AS_FASTA),
    CLUSTAL("clustal", FormatWords.CLUSTAL, FormatWords.AS_FASTA),
    TABLE("table", FormatWords.TABLE, FormatWords.AS_FASTA),
    EMPTY("empty", FormatWords.EMPTY, FormatWords.AS_FASTA),
    TEXT("text", FormatWords.TEXT, FormatWords.AS_FASTA),
    FASTQ("fastq", FormatWords.FASTQ, FormatWords.ASSEMBLED),
    SAM("sam", FormatWords.SAM, FormatWords.CONSENSUS),
    TRACE("trace", FormatWords.TRACE, FormatWords.BASES_CALLED),
    PHYLIP("phylip", FormatWords.PHYLIP, FormatWords.AS_FASTA),
    NEXUS("nexus", FormatWords.NEXUS, FormatWords.AS_FASTA),
    EMBL("embl", FormatWords.EMBL, FormatWords.AS_FASTA),
    PIR("pir", FormatWords.PIR, FormatWords.AS_FASTA),
    STOCKHOLM("stockholm", FormatWords.STOCKHOLM, FormatWords.AS_FASTA),
    MSF("msf", FormatWords.MSF, FormatWords.AS_FASTA),
    MEGA("mega", FormatWords.MEGA, FormatWords.AS_FASTA),
    ANNOTATION("annotation", FormatWords.ANNOTATION, FormatWords.AS_FASTA),
    PDF("pdf", FormatWords.PDF, FormatWords.AS_TEXT),
    EXCEL("excel", FormatWords.EXCEL, FormatWords.AS_CSV),
    WORD("word", FormatWords.WORD, FormatWords.AS_TEXT),
    OFFICE("office", FormatWords.OFFICE, FormatWords.AS_TEXT),
    RTF("rtf", FormatWords.RTF, FormatWords.AS_TEXT),
    HTML("html", FormatWords.HTML, FormatWords.MAY_BE_MESSAGE),
    XML("xml", FormatWords.XML, FormatWords.AS_FASTA),
    JSON("json", FormatWords.JSON, FormatWords.AS_FASTA),
    PICTURE("picture", FormatWords.PICTURE, FormatWords.AS_TEXT),
    TAR("tar", FormatWords.TAR, FormatWords.UNPACKED),
    BZIP2("bzip2", FormatWords.BZIP2, FormatWords.UNPACKED),
    ZSTD("zstd", FormatWords.ZSTD, FormatWords.UNPACKED),
    SEVEN_ZIP("7z", FormatWords.SEVEN_ZIP, FormatWords.UNPACKED),
    RAR("rar", FormatWords.RAR, FormatWords.UNPACKED),
    BINARY("binary", FormatWords.BINARY, FormatWords.AS_FASTA);

    private final String label;
    private final FormatWords called;
    private final FormatWords advice;

    Format(String label, FormatWords called, FormatWords advice) {
        this.label = label;
        this.called = called;
        this.advice = advice;
    }

    /** By which a page knows it. */
    public String label() {
        return label;
    }

    /** Whether sequences are read of it. */
    public boolean isRead() {
        return this == FASTA || this == GENBANK || this == CLUSTAL;
    }

    /** What it is and what would be right, after the name of the file. */
    public Message refusal() {
        return ReadingWords.FORMAT.message(called.message(), advice.message());
    }
}
