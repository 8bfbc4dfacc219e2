"""Sequences, dispatches and golden bodies that tests start from."""

import json
from pathlib import Path
from typing import Any

from driftline_worker.contract import Dispatch

HERE = Path(__file__).parent.parent
CONTRACT = HERE.parent / "contract"


def golden(name: str) -> Any:
    """Return a golden body of ``src/test/contract``."""
    return json.loads((CONTRACT / f"{name}.json").read_text("utf-8"))


def fasta(name: str) -> dict[str, str]:
    """Return the records of a fixture by the first word of their header."""
    records = {}
    for block in (HERE / "fixtures" / f"{name}.fasta").read_text("utf-8").split(">")[1:]:
        header, *lines = block.splitlines()
        records[header.split()[0]] = "".join(lines)
    return records


def only(name: str) -> str:
    """Return the letters of a fixture with one record."""
    (letters,) = fasta(name).values()
    return letters


def dispatch(**changes: Any) -> Dispatch:
    """Return the golden dispatch for the tiny model, with changes by camelCase name."""
    body = golden("dispatch") | {"model": {"id": 3, "name": "tiny", "version": "1"}, "encoding": "one-hot"}
    return Dispatch.model_validate(body | changes)


WISCONSIN = fasta("messy_upload_H3N2")["full_length_protein"]
BEIJING = only("A_Beijing_32_1992_cds")
