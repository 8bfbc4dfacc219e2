"""What is submitted: text as JSON, files by form as they are, so that the server's one reader reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from .steps import Part

Given: TypeAlias = str | Path | Sequence[str | Path]
"""A text, a file, or several of either. A `str` is always text, never a name of a file."""

Pairs: TypeAlias = Path | str | Sequence[Sequence[str]]
"""Two names each, perhaps with the subtype of both; or CSV with columns `strain_a` and `strain_b`, text or a file."""

Fields: TypeAlias = Mapping[str, Any]


def mode_of(references: Given | None, pairs: Pairs | None) -> str:
    """Name the mode that the input is for, where none is given."""
    if pairs is not None:
        return "list"
    return "pair" if references is None else "query"


def contents(fields: Fields) -> tuple[Any, tuple[Part, ...]]:
    """Lay fields out as JSON, or as the parts of a form if there is a file among them; what is None is left out."""
    given = {name: value for name, value in fields.items() if value is not None}
    if not any(_has_file(value) for value in given.values()):
        return {name: _plain(value) for name, value in given.items()}, ()
    return None, tuple(part for name, value in given.items() for part in _parts(name, value))


def _has_file(value: Any) -> bool:
    return isinstance(value, Path) or (isinstance(value, Sequence) and any(isinstance(each, Path) for each in value))


def _plain(value: Any) -> Any:
    if isinstance(value, str) or not isinstance(value, Sequence):
        return value
    return [_plain(each) for each in value]


def _parts(name: str, value: Any) -> list[Part]:
    if isinstance(value, Path):
        return [(name, (value.name, value.read_bytes()))]
    if isinstance(value, str | int):
        return [(name, (None, str(value).encode()))]
    if name == "pairs":
        return [(name, (None, table(value).encode()))]
    return [part for each in value for part in _parts(name, each)]


def table(pairs: Sequence[Sequence[str]]) -> str:
    r"""Write pairs as the CSV that a form takes.

    >>> table([["A/x/1/2020", "A/y/2/2021"]])
    'strain_a,strain_b,subtype\r\nA/x/1/2020,A/y/2/2021,\r\n'
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["strain_a", "strain_b", "subtype"])
    writer.writerows([a, b, *(rest or [""])] for a, b, *rest in pairs)
    return text.getvalue()
