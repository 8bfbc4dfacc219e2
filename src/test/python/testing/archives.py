"""Archives of model versions, good ones and others."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from driftline_worker.deployment.quarantine import Quarantine
from driftline_worker.reference.references import references
from testing.tiny_models import write_tiny_model

NOTHING_BETWEEN = 0.1192
"""What the tiny model answers for a strain and itself: the logistic of -2."""


def write_version(root: Path, version: str = "2", **changes: object) -> Path:
    """Write a version of the tiny model with golden pairs, which `changes` may replace."""
    golden = [
        {
            "subtype": subtype,
            "encoding": "one-hot",
            "a": reference.strain,
            "b": reference.strain,
            "probability": NOTHING_BETWEEN,
            "distanceLog2": 0.0,
        }
        for subtype, reference in references().items()
    ]
    folder = write_tiny_model(root, version=version, **{"golden": golden, **changes})  # type: ignore[arg-type]
    records = (f">{each.strain}|{subtype}\n{each.ha1}\n" for subtype, each in references().items())
    (folder / "golden.fasta").write_text("".join(records), "utf-8")
    return folder


def with_network(folder: Path, content: bytes) -> Path:
    """Put other bytes in the place of the H3N2 network, with the digest that they have."""
    manifest = yaml.safe_load((folder / "model.yaml").read_text("utf-8"))
    for network in manifest["networks"]:
        if network["subtypes"] == ["H3N2"]:
            (folder / network["file"]).write_bytes(content)
            network["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "model.yaml").write_text(yaml.safe_dump(manifest, allow_unicode=True), "utf-8")
    return folder


def pack(folder: Path) -> bytes:
    """Pack the files of a folder, without the folder."""
    return packed({path.name: path.read_bytes() for path in sorted(folder.iterdir())})


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files under names that may be anything."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def take(quarantine: Quarantine, content: bytes) -> dict[str, Any]:
    return quarantine.take(io.BytesIO(content))
