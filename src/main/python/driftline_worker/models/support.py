"""Which residues a model's training strains had at each site, and how far a record lies outside.

``support.yaml`` stands beside ``model.yaml``, which names it with its SHA-256::

    method: "residues never seen at their site among the training strains of the subtype"
    subtypes:
      H3N2: {limit: 6, residues: ["Q", "DN", …]}   # one entry for each site of mature HA1

A record is *outside the training data* when more than `limit` of its known residues were never
seen at their site. Deletions and unknown residues do not count.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from driftline_worker.models.documents import read_yaml
from driftline_worker.reference.references import references
from driftline_worker.sequences.letters import AMINO_ACIDS

MAX_FILE = 1024 * 1024


class SubtypeSupport(BaseModel):
    """Residues seen at each site of one subtype, and how many unseen ones are still usual."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    limit: Annotated[int, Field(ge=0)]
    residues: tuple[str, ...]

    def unseen(self, aligned: str) -> list[str]:
        """Return the residues never seen at their site.

        >>> SubtypeSupport(limit=0, residues=("Q", "DN", "L")).unseen("QKX")
        ['K2']
        """
        return [
            f"{letter}{column}"
            for column, (letter, seen) in enumerate(zip(aligned, self.residues, strict=True), start=1)
            if letter in AMINO_ACIDS and letter not in seen
        ]


class Support(BaseModel):
    """A version's ``support.yaml``."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    method: Annotated[str, Field(max_length=500)]
    subtypes: Mapping[str, SubtypeSupport]


def read_support(path: Path, sha256: str) -> Support:
    """Read the file; raises ValueError or OSError when it is not what the manifest promises."""
    content = path.read_bytes()
    if len(content) > MAX_FILE:
        raise ValueError(f"{path.name} is larger than 1 MiB")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{path.name} is not the file its manifest names")
    support = Support.model_validate(read_yaml(content))
    for subtype, known in support.subtypes.items():
        reference = references().get(subtype)
        if reference is None or len(known.residues) != reference.columns:
            raise ValueError(f"{path.name}: {subtype} with {len(known.residues)} sites is not known")
    return support
