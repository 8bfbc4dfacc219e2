"""Where a second HA1 may carry N-linked glycans that the first does not, and the other way round."""

from collections.abc import Mapping, Sequence

from driftline_worker.sequences.placement import GAP, UNKNOWN


def glycosylation(a: str, b: str) -> Mapping[str, Sequence[int]]:
    """Return the N-linked sequons (N-X-S/T, X not P) that `b` gained, lost and kept against `a`, by column of N.

    >>> glycosylation("NGTNPSNAT", "NGANGSNVS")
    {'gained': [4], 'lost': [1], 'kept': [7]}
    """
    in_a, in_b = _sequons(a), _sequons(b)
    return {
        "gained": sorted(column for column in in_b - in_a if UNKNOWN not in a[column - 1 : column + 2]),
        "lost": sorted(column for column in in_a - in_b if UNKNOWN not in b[column - 1 : column + 2]),
        "kept": sorted(in_a & in_b),
    }


def _sequons(aligned: str) -> set[int]:
    residues = [(column, letter) for column, letter in enumerate(aligned, start=1) if letter != GAP]
    return {
        column
        for (column, n), (_, x), (_, st) in zip(residues, residues[1:], residues[2:], strict=False)
        if n == "N" and x not in ("P", UNKNOWN) and st in "ST"
    }
