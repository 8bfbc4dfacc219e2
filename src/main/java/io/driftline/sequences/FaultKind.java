package io.driftline.sequences;

import io.driftline.problem.ProblemType;

/** What can be wrong with a record, or with a file, before its letters are looked at; named as workers name theirs. */
public enum FaultKind {
    LETTERS("letters", ProblemType.FASTA_LETTER),
    HEADER("header", ProblemType.FASTA_HEADER),
    TOO_SHORT("too-short", ProblemType.FASTA_TOO_SHORT),
    TOO_LONG("too-long", ProblemType.FASTA_TOO_LONG),
    EMPTY("empty", ProblemType.FASTA_EMPTY),
    NO_HEADER("no-header", ProblemType.FASTA_NO_HEADER),
    FORMAT("format", ProblemType.FILE_FORMAT),
    ENCODING("encoding", ProblemType.FILE_ENCODING),
    PACKING("packing", ProblemType.FILE_PACKING),
    SEGMENT("segment", ProblemType.FASTA_RECORD_COUNT),
    NAME("name", ProblemType.PAIR_NAME);

    private final String label;
    private final ProblemType problem;

    FaultKind(String label, ProblemType problem) {
        this.label = label;
        this.problem = problem;
    }

    /** As staged records and results have it. */
    public String label() {
        return label;
    }

    /** What a submission is refused with where such a fault is the first. */
    public ProblemType problem() {
        return problem;
    }

    /** Fails with {@link IllegalArgumentException} for a label that is none. */
    public static FaultKind of(String label) {
        for (FaultKind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(label);
    }
}
