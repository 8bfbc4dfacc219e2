"""What is known of each HA1 site before any titre is seen.

Antigenic sites A to E (Wiley 1981, Wilson & Cox 1990, as listed by Bush et al. 1999), the
receptor-binding site and the seven positions of Koel et al. 2013 are defined on H3. H1 and
H5 columns get the groups of the H3 position they align with. A column in none of them
belongs to the last group, "elsewhere".
"""

import csv
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from driftline_training.data import SITES

GROUPS = ("A", "B", "C", "D", "E", "receptor_binding_site", "koel_cluster_transition")
COLUMN = {"H3N2": "h3_position", "H1N1": "h1_position", "H5N1": "h5_position"}
H1_INSERTION = {130: 133}
"""H1 residue 130 has no H3 counterpart; it lies beside H3 133, in site A."""


def site_groups(folder: Path, subtype: str) -> NDArray[np.float32]:
    """Membership of each site, shape (sites, groups + 1), 0 or 1."""
    listed = json.loads((folder / "sites" / "antigenic_sites.json").read_text("utf-8"))["H3N2"]
    positions = [set(listed[group]["positions"]) for group in GROUPS]
    h3_of = _to_h3(folder / "sites" / "numbering_map_h3_h1_h5.csv", subtype)
    member = np.zeros((SITES[subtype], len(GROUPS) + 1), dtype=np.float32)
    for column in range(SITES[subtype]):
        h3 = h3_of.get(column + 1)
        member[column, :-1] = [h3 in group for group in positions]
    member[:, -1] = member.sum(axis=1) == 0
    return member


def _to_h3(path: Path, subtype: str) -> dict[int, int]:
    name = COLUMN[subtype]
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row[name] and row["h3_position"]]
    known = {int(row[name]): int(row["h3_position"]) for row in rows}
    return H1_INSERTION | known if subtype == "H1N1" else known
