"""Which residues the training strains had at each site, and how well that tells strangers apart.

A record is outside the training data when more than `limit` of its known residues were never seen at
their site among the strains of the subtype's training pairs (see `driftline_worker.models.support`). The limit
is the count that 95 % of these strains stay within when each is left out in turn. False alarms are measured
on quarters of the strains left out; detection on what a model trained earlier would have met (pandemic
H1N1 with training before 2009, later H3N2 and H5N1) and on the HA1 of another subtype laid on the columns
of the same H3 positions.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from driftline_training import splits
from driftline_training.data import SubtypeData
from driftline_worker.encodings.residues import RESIDUES
from driftline_worker.models.support import SubtypeSupport
from driftline_worker.reference.site_groups import h3_positions

FILE = "support.yaml"
METHOD = "residues never seen at their site among the training strains of the subtype"
FAMILIAR = 0.95
YEAR = re.compile(r"/(\d{4})(?:_|$)")
OTHERS = {"H1N1": "H5N1", "H3N2": "H1N1", "H5N1": "H1N1"}


@dataclass(frozen=True, slots=True)
class Detection:
    """How many strains of a group are flagged by the support of another."""

    subtype: str
    known: str
    asked: str
    strains: int
    flagged: int
    familiar: bool
    """Whether they should not be flagged: strains left out of the same years."""


def support(sequences: Sequence[str]) -> SubtypeSupport:
    """Collect the residues seen at each site, and set the limit by leaving out one strain at a time."""
    limit = int(np.ceil(np.quantile(_alone(sequences), FAMILIAR)))
    return SubtypeSupport(limit=limit, residues=_residues(sequences))


def write(path: Path, known: Mapping[str, SubtypeSupport]) -> str:
    """Write the file and give its SHA-256."""
    subtypes = {name: {"limit": each.limit, "residues": list(each.residues)} for name, each in known.items()}
    text = yaml.safe_dump({"method": METHOD, "subtypes": subtypes}, sort_keys=False, width=118, default_flow_style=None)
    path.write_text(text, "utf-8")
    return hashlib.sha256(text.encode()).hexdigest()


def trained(known: SubtypeData, before: int = splits.LATEST) -> list[str]:
    """Sequences of the strains in the two-way pairs of the years before one."""
    pairs = known.two_way.where(known.two_way.year < before)
    return [known.sequences[place] for place in np.unique(np.concatenate([pairs.a, pairs.b]))]


def detections(subtypes: Mapping[str, SubtypeData]) -> Iterator[Detection]:
    """Measure detection and false alarms."""
    for name, known in subtypes.items():
        yield _left_out(name, trained(known))
        final = splits.FINAL_FROM[name]
        yield _flagged(name, f"before {final}", f"from {final}", trained(known, final), _since(known, final))
        other = subtypes[OTHERS[name]]
        laid = [_laid_over(each, other.subtype, name) for each in trained(other)]
        yield _flagged(name, "all years", other.subtype, trained(known), laid)
    early, late = 2000, 2009
    yield _flagged(
        "H3N2", f"before {early}", f"from {late}", trained(subtypes["H3N2"], early), _since(subtypes["H3N2"], late)
    )


def _left_out(name: str, sequences: Sequence[str]) -> Detection:
    """Flag each quarter by the support of the other three; the limit does not come from that quarter."""
    dealt = splits.strain_folds(len(sequences), splits.STRAIN_FOLDS, splits.FOLD_SEED + 1)
    flagged = 0
    for fold in range(splits.STRAIN_FOLDS):
        kept = support(_chosen(sequences, dealt != fold))
        flagged += sum(len(kept.unseen(each)) > kept.limit for each in _chosen(sequences, dealt == fold))
    return Detection(name, "three quarters of its strains", "the other quarter", len(sequences), flagged, True)


def _flagged(name: str, known: str, asked: str, sequences: Sequence[str], strangers: Sequence[str]) -> Detection:
    kept = support(sequences)
    flagged = sum(len(kept.unseen(each)) > kept.limit for each in strangers)
    return Detection(name, known, asked, len(strangers), flagged, False)


def _since(known: SubtypeData, first: int) -> list[str]:
    found = []
    for strain, sequence in zip(known.strains, known.sequences, strict=True):
        year = YEAR.search(strain)
        if year and int(year[1]) >= first:
            found.append(sequence)
    return found


def _laid_over(sequence: str, own: str, other: str) -> str:
    """Put each residue on the other subtype's column of the same H3 position; columns without one are unknown."""
    at = {h3: letter for h3, letter in zip(h3_positions(own), sequence, strict=True) if h3 is not None}
    return "".join(at.get(h3, "X") if h3 is not None else "X" for h3 in h3_positions(other))


def _chosen(sequences: Sequence[str], mask: Iterable[bool]) -> list[str]:
    return [each for each, wanted in zip(sequences, mask, strict=True) if wanted]


def _residues(sequences: Sequence[str]) -> tuple[str, ...]:
    return tuple("".join(sorted(set(column) & set(RESIDUES))) for column in zip(*sequences, strict=True))


def _alone(sequences: Sequence[str]) -> list[int]:
    """For each strain, at how many sites no other has its residue."""
    columns = [Counter(column) for column in zip(*sequences, strict=True)]
    return [
        sum(count[letter] == 1 for letter, count in zip(each, columns, strict=True) if letter in RESIDUES)
        for each in sequences
    ]
