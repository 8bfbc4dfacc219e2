package io.driftline.domain;

/**
 * One FASTA record as its user gave it.
 *
 * @param record one-based number in the submission
 * @param name the header line without {@code >}
 * @param letters residues or bases without white space; protein or nucleotide is for the worker to tell
 */
public record SequenceRecord(int record, String name, String letters) {}
