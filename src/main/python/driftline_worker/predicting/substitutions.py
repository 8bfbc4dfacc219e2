"""Where two aligned HA1 differ, and what stands there."""

from dataclasses import dataclass
from typing import Any

from driftline_worker.reference.references import Reference
from driftline_worker.sequences.placement import UNKNOWN


def differing_sites(a: str, b: str) -> list[int]:
    """Return the one-based columns where both are known and differ; a deletion differs from any residue.

    >>> differing_sites("QKL-X", "QRLAN")
    [2, 4]
    """
    return [
        column
        for column, (before, after) in enumerate(zip(a, b, strict=True), start=1)
        if before != after and UNKNOWN not in (before, after)
    ]


def common_sites(a: str, b: str) -> int:
    """Return at how many columns both are known.

    >>> common_sites("QKX-", "QXLA")
    2
    """
    return sum(UNKNOWN not in both for both in zip(a, b, strict=True))


@dataclass(frozen=True, slots=True)
class Substitution:
    """One difference of two HA1.

    Attributes
    ----------
    position : int
        HA1 site, one-based, in `numbering`.
    before, after : str
        The residues; ``-`` is a deletion.
    site : str | None
        Antigenic site.
    contribution : float | None
        Log2 titre units of the distance; None where there is no distance.
    """

    position: int
    numbering: str
    before: str
    after: str
    site: str | None
    contribution: float | None
    h3_position: int | None
    h1_position: int | None
    receptor_binding: bool

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``substitutions[]``."""
        return {
            "position": self.position,
            "numbering": self.numbering,
            "from": self.before,
            "to": self.after,
            "site": self.site,
            "contribution": self.contribution,
            "h3Position": self.h3_position,
            "h1Position": self.h1_position,
            "receptorBinding": self.receptor_binding,
        }


def substitution(reference: Reference, a: str, b: str, column: int, contribution: float | None) -> Substitution:
    """Return the difference at a column, with what the reference knows of the site."""
    return Substitution(
        position=column,
        numbering=reference.numbering,
        before=a[column - 1],
        after=b[column - 1],
        site=reference.sites.get(column),
        contribution=contribution,
        h3_position=reference.h3.get(column),
        h1_position=reference.h1.get(column),
        receptor_binding=column in reference.receptor_binding,
    )
