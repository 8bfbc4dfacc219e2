"""What the trees read of a pair: substitutions by site and by antigenic group, and what curve and process say.

- for each slot, how unlike the residues are by BLOSUM62 (0 where alike or unknown, 1 about average);
- for each antigenic group, the count of differences, and the sums of changes of hydropathy, volume and charge;
- the count over all, the differences that are deletions, sequons (N-X-S/T) that only one has;
- a switch for each subtype, since all subtypes are learned together;
- the curve's S and distance, the process's mean and standard deviation.

All are rounded to 1/`GRAIN`, so that the last bits of a sum, which depend on who sums, do not send a pair down another
branch.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.pairs.changes import KINDS, Floats, pair_kinds, slot_groups
from driftline_training.forward.pairs.numbering import GAP, UNKNOWN, Codes
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, Table
from driftline_worker.encodings.residues import RESIDUES

GRAIN = 64.0
DELETED = 2.0
"""What a deletion stands for where BLOSUM62 has no number."""
SUMMED = ("any", "hydropathy", "volume", "charge")
GAP_KIND = KINDS.index("gap")
ASPARAGINE, PROLINE, SERINE, THREONINE = (RESIDUES.index(each) for each in "NPST")


@dataclass(frozen=True, slots=True)
class GroundForecast:
    """What curve and process say of rows, (rows,) each."""

    weights: Floats
    curve: Floats
    mean: Floats
    spread: Floats

    def where(self, mask: NDArray[np.bool_]) -> "GroundForecast":
        """Keep some rows."""
        return GroundForecast(self.weights[mask], self.curve[mask], self.mean[mask], self.spread[mask])


def features(stage: Stage, table: Table, told: GroundForecast) -> NDArray[np.float32]:
    """Give the features of rows, (rows, features)."""
    said = np.stack([told.weights, told.curve, told.mean, told.spread], axis=1)
    return (np.round(np.hstack([compared(stage, table), said]) * GRAIN) / GRAIN).astype(np.float32)


def readings() -> Floats:
    """Give what a pair of residues tells, (22, 22, 5): change, hydropathy, volume, charge, and its place's own."""
    kinds = pair_kinds()
    own = np.where(kinds[:, :, GAP_KIND] > 0, DELETED, kinds[:, :, KINDS.index("blosum")])
    table = np.zeros((22, 22, 5))
    table[:21, :21, :4] = kinds[:, :, [KINDS.index(each) for each in SUMMED]]
    table[:21, :21, 4] = own
    return table


def compared(stage: Stage, table: Table) -> Floats:
    """Give the features that the sequences alone tell, (rows, slots + 4 groups + 3 + subtypes)."""
    one, other = stage.residues[table.a], stage.residues[table.b]
    read = readings()[one, other]
    groups = slot_groups(stage.numbering)
    summed = [read[:, :, at] @ groups for at in range(4)]
    total = read[:, :, 0].sum(axis=1)
    gaps = (read[:, :, 4] == DELETED).sum(axis=1)
    apart = _sequons(one) != _sequons(other)
    sequons = (apart & (one != UNKNOWN) & (other != UNKNOWN)).sum(axis=1)
    subtype = np.eye(len(SUBTYPES))[table.subtype]
    return np.hstack([read[:, :, 4], *summed, np.stack([total, gaps, sequons], axis=1), subtype])


def _sequons(residues: Codes) -> NDArray[np.bool_]:
    """Mark asparagines of N-X-S/T; the slots beyond H3's own lie elsewhere in the chain and have none."""
    found = np.zeros(residues.shape, np.bool_)
    first, second, third = residues[:, :327], residues[:, 1:328], residues[:, 2:329]
    middle = (second != PROLINE) & (second != GAP) & (second != UNKNOWN)
    found[:, :327] = (first == ASPARAGINE) & middle & ((third == SERINE) | (third == THREONINE))
    return found
