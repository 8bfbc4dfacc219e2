"""Residues that viruses take on when they are grown in eggs, and that may change what sera against them know.

Each is told with its source, of strains whose name says that they were grown in eggs: without that, some of
these residues are those of viruses in people as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from driftline_worker.checking.origin import passage_of
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.headers import parsed
from driftline_worker.sequences.placement import UNKNOWN
from driftline_worker.words import Message, message

GLYCAN_OF_B = 197
"""N of the sequon N-X-S/T that growth in eggs costs both lineages of B."""
_SAITO = "Saito et al. 2004, doi 10.1002/jmv.20178"


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A residue at a column of a subtype; `beside` has residues at other columns without which it says nothing."""

    column: int
    residue: str
    source: str
    beside: tuple[tuple[int, str], ...] = ()

    def is_in(self, aligned: str) -> bool:
        """Tell whether an aligned HA1 has it."""
        return all(aligned[column - 1] == residue for column, residue in ((self.column, self.residue), *self.beside))


KNOWN = {
    "H3N2": (
        # before clade 3C.2a, which has Y159 and D225, lysine was common at 160 in people
        Adaptation(160, "K", "Zost et al. 2017, doi 10.1073/pnas.1712377114", beside=((159, "Y"), (225, "D"))),
        Adaptation(186, "V", "Wu et al. 2019, doi 10.1016/j.chom.2019.04.013"),
        Adaptation(194, "P", "Wu et al. 2017, doi 10.1371/journal.ppat.1006682"),
    ),
}


def egg_caveats(record: CheckedRecord) -> Sequence[Message]:
    """Return a caveat for each change known from eggs that a record has, if its name says that it was grown there."""
    if passage_of(parsed(record.name)) != "egg":
        return []
    aligned, name = record.checked.aligned, record.name
    found = [
        message("warning.egg-residue", name=name, residue=f"{each.residue}{each.column}", source=each.source)
        for each in KNOWN.get(record.subtype or "", ())
        if each.is_in(aligned)
    ]
    if (record.subtype or "").startswith("B/") and _lacks_glycan(aligned):
        found.append(message("warning.egg-glycan", name=name, site=GLYCAN_OF_B, source=_SAITO))
    return found


def _lacks_glycan(aligned: str) -> bool:
    motif = aligned[GLYCAN_OF_B - 1 : GLYCAN_OF_B + 2]
    return UNKNOWN not in motif and (motif[0] != "N" or motif[1] == "P" or motif[2] not in "ST")
