"""Both aligned HA1 of a pair as the result tells them, with other numberings of the same columns."""

from collections.abc import Mapping, Sequence
from typing import Any

from driftline_worker.reference.references import Reference
from driftline_worker.sequences.checker import Checked


def alignment(reference: Reference, a: Checked, b: Checked) -> dict[str, Any]:
    """Return what ``alignment`` holds in ``result-pair.json``.

    Returns
    -------
    dict[str, Any]
        ``a`` and ``b``: one letter per mature HA1 column, ``-`` a deletion, X unknown. ``insertions``: of each, the
        residues that stand after a column and are not on any. ``positions``: by scheme other than the subtype's
        own, the columns that have a position there, as runs ``[first column, its position, columns]``.
    """
    schemes = {"H3": reference.h3, "H1": reference.h1}
    return {
        "numbering": reference.numbering,
        "a": a.aligned,
        "b": b.aligned,
        "insertions": {"a": _listed(a.insertions), "b": _listed(b.insertions)},
        "positions": {
            scheme: runs(positions) for scheme, positions in schemes.items() if scheme != reference.numbering
        },
    }


def runs(positions: Mapping[int, int]) -> list[list[int]]:
    """Return a numbering of columns as runs in which both count on.

    >>> runs({1: 11, 2: 12, 4: 13, 5: 14, 6: 16})
    [[1, 11, 2], [4, 13, 2], [6, 16, 1]]
    """
    found: list[list[int]] = []
    for column, position in sorted(positions.items()):
        if found and found[-1][0] + found[-1][2] == column and found[-1][1] + found[-1][2] == position:
            found[-1][2] += 1
        else:
            found.append([column, position, 1])
    return found


def _listed(insertions: Sequence[tuple[int, str]]) -> list[list[Any]]:
    return [[after, letters] for after, letters in insertions]
