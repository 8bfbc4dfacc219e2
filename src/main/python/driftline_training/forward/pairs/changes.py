"""What it means that one residue stands for another: numbers for every pair of residues, and for every slot."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.pairs.numbering import GAP, UNKNOWN, Codes, Numbering
from driftline_worker.encodings import residues
from driftline_worker.reference.site_groups import GROUPS, site_groups

Floats = NDArray[np.float64]

B_LOOPS = {"A": (141, 150), "B": (162, 167), "D": (194, 202), "E": (116, 137)}
"""Loops of influenza B (Wang et al. 2008, doi 10.1128/JVI.02171-07) beside the H3 site that lies in the same place."""
KINDS = ("any", "blosum", "hydropathy", "volume", "charge", "gap")


@cache
def pair_kinds() -> Floats:
    """Numbers of a change from one residue to another, symmetric, (21, 21, kinds); zero for no change."""
    blosum = residues.substitution_matrix("blosum62.csv")[_bytes()][:, :20].astype(np.float64)
    scales = residues.scales("physchem6.csv")[_bytes()].astype(np.float64)
    apart = np.zeros((21, 21, len(KINDS)))
    apart[:20, :20, 1] = (4 - blosum[:20]) / 4
    for at, scale in ((2, 0), (3, 1), (4, 3)):
        apart[:20, :20, at] = np.abs(scales[:20, None, scale] - scales[None, :20, scale]) / 2
    apart[GAP, :, 5] = apart[:, GAP, 5] = 1
    apart[:, :, 0] = 1
    apart[np.arange(21), np.arange(21)] = 0
    return apart


def slot_groups(numbering: Numbering) -> Floats:
    """Membership of antigenic groups in H3 numbering, (slots, groups + 1), 0 or 1."""
    member = np.zeros((numbering.count, len(GROUPS) + 1))
    for name in ("H3N2", "H1N1", "H5N1"):
        member[numbering.slots[name]] = np.maximum(member[numbering.slots[name]], site_groups(name))
    for group, (first, last) in B_LOOPS.items():
        own = numbering.slots["BVic"][first - 1 : last]
        extra = own[own >= 329]
        member[extra, GROUPS.index(group)] = 1
    member[member[:, :-1].sum(axis=1) == 0, -1] = 1
    member[member[:, :-1].sum(axis=1) > 0, -1] = 0
    return member


def differing(one: Codes, other: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give row and slot of every known difference of paired sequences, (rows, slots) each."""
    rows, slots = np.nonzero((one != other) & (one != UNKNOWN) & (other != UNKNOWN))
    return rows, slots


def _bytes() -> NDArray[np.uint8]:
    return np.frombuffer((residues.RESIDUES + residues.GAP).encode(), np.uint8)
