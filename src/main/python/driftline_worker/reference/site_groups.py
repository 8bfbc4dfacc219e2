"""Which antigenic groups each HA1 column belongs to, in H3 numbering for all subtypes.

Antigenic sites A to E (Wiley 1981, Wilson & Cox 1990, as listed by Bush et al. 1999), the
receptor-binding site (Skehel & Wiley 2000) and the seven positions of Koel et al. 2013 are
defined on H3. Columns of other HA of influenza A get the groups of the H3 position they align with, so that
what is learned of a group in one subtype can serve the others. Of B only the receptor-binding site
is known. A column in none of them belongs to the last group, "elsewhere".
"""

import json
from functools import cache

import numpy as np
from numpy.typing import NDArray

from driftline_worker.reference.references import FOLDER, every_reference

GROUPS = ("A", "B", "C", "D", "E", "receptor_binding_site", "koel_cluster_transition")
ELSEWHERE = len(GROUPS)
H1_INSERTION = {130: 133}
"""H1 residue 130 has no H3 counterpart; it lies beside H3 133, in site A."""


@cache
def site_groups(subtype: str) -> NDArray[np.float32]:
    """Membership of each column, shape (sites, groups + 1), 0 or 1; read-only."""
    listed = json.loads((FOLDER / "antigenic_sites.json").read_text("utf-8"))["H3N2"]
    positions = [set(listed[group]["positions"]) for group in GROUPS]
    member = np.array([[h3 in group for group in positions] for h3 in h3_positions(subtype)], dtype=np.float32)
    reference = every_reference()[subtype]
    if reference.of_b:
        binding = GROUPS.index("receptor_binding_site")
        member[:, binding] = [column in reference.receptor_binding for column in range(1, reference.columns + 1)]
    groups: NDArray[np.float32] = np.hstack([member, ~member.any(axis=1, keepdims=True)]).astype(np.float32)
    groups.setflags(write=False)
    return groups


@cache
def receptor_distance(subtype: str) -> NDArray[np.float32]:
    """Residues along the chain from each column to the nearest of the receptor-binding site, shape (sites,)."""
    inside = np.flatnonzero(site_groups(subtype)[:, GROUPS.index("receptor_binding_site")])
    columns = np.arange(every_reference()[subtype].columns)
    distance: NDArray[np.float32] = np.abs(columns[:, None] - inside[None, :]).min(axis=1).astype(np.float32)
    distance.setflags(write=False)
    return distance


def h3_positions(subtype: str) -> list[int | None]:
    """H3 position of each column, None where H3 has none."""
    reference = every_reference()[subtype]
    known = dict(reference.h3) if subtype != "H3N2" else {each: each for each in range(1, reference.columns + 1)}
    if subtype == "H1N1":
        known = H1_INSERTION | known
    return [known.get(column) for column in range(1, reference.columns + 1)]
