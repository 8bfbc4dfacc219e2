"""Codons are read as the standard genetic code has them, whatever their bases may stand for."""

from itertools import product

from Bio import Seq

from driftline_worker.sequences.translation import reverse_complement, translate

IUPAC = "ACGTRYSWKMBDHVN"


def test_every_codon_is_the_residue_that_biopython_reads() -> None:
    codons = ["".join(each) for each in product(IUPAC, repeat=3)]

    meant = [Seq.translate(codon).translate(str.maketrans("BZJ", "XXX")) for codon in codons]

    assert list(translate("".join(codons))) == meant


def test_the_opposite_strand_is_the_one_that_biopython_gives() -> None:
    assert reverse_complement(IUPAC) == Seq.reverse_complement(IUPAC)


def test_bases_behind_the_last_whole_codon_are_no_residue() -> None:
    assert [translate(each) for each in ("", "AT", "ATG", "ATGA")] == ["", "", "M", "M"]
