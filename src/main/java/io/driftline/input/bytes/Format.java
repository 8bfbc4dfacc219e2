package io.driftline.input.bytes;

/** What a file or a text is. Some are read; the others are known so that a refusal can say what would be right. */
public enum Format {
    FASTA("fasta", "FASTA", ""),
    GENBANK("genbank", "GenBank", ""),
    CLUSTAL("clustal", "Clustal", ""),
    TABLE("table", "a table", Format.AS_FASTA),
    EMPTY("empty", "empty", Format.AS_FASTA),
    TEXT("text", "text without a FASTA header", Format.AS_FASTA),
    FASTQ("fastq", "FASTQ, raw reads", "Assemble them, and give the consensus sequences as FASTA."),
    SAM("sam", "an alignment of reads (SAM or BAM)", "Call the consensus sequences, and give them as FASTA."),
    TRACE("trace", "a trace of a sequencer", "Call its bases, and give the sequences as FASTA."),
    PHYLIP("phylip", "PHYLIP", Format.AS_FASTA),
    NEXUS("nexus", "NEXUS", Format.AS_FASTA),
    EMBL("embl", "EMBL or Swiss-Prot", Format.AS_FASTA),
    PIR("pir", "PIR", Format.AS_FASTA),
    STOCKHOLM("stockholm", "Stockholm", Format.AS_FASTA),
    MSF("msf", "MSF", Format.AS_FASTA),
    MEGA("mega", "MEGA", Format.AS_FASTA),
    ANNOTATION("annotation", "a list of features or variants (GFF or VCF)", Format.AS_FASTA),
    PDF("pdf", "a PDF", Format.AS_TEXT),
    EXCEL("excel", "a spreadsheet", "Save sequences as FASTA, and pairs as CSV."),
    WORD("word", "a document of a word processor", Format.AS_TEXT),
    OFFICE("office", "an Office file", Format.AS_TEXT),
    RTF("rtf", "RTF", Format.AS_TEXT),
    HTML("html", "a web page", "It may be a message instead of what was to be downloaded; open it to see."),
    XML("xml", "XML", Format.AS_FASTA),
    JSON("json", "JSON", Format.AS_FASTA),
    PICTURE("picture", "a picture", Format.AS_TEXT),
    TAR("tar", "a tar archive", Format.UNPACKED),
    BZIP2("bzip2", "packed with bzip2", Format.UNPACKED),
    ZSTD("zstd", "packed with Zstandard", Format.UNPACKED),
    SEVEN_ZIP("7z", "a 7z archive", Format.UNPACKED),
    RAR("rar", "a RAR archive", Format.UNPACKED),
    BINARY("binary", "no text", Format.AS_FASTA);

    private static final String AS_FASTA = "Export the sequences as FASTA.";
    private static final String AS_TEXT = "Copy the sequences into a text file, as FASTA.";
    private static final String UNPACKED = "Unpack it first; .gz, .zip and .xz are unpacked here.";

    private final String label;
    private final String called;
    private final String advice;

    Format(String label, String called, String advice) {
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
    public String refusal() {
        return "This is " + called + ", which is not read here. " + advice;
    }
}
