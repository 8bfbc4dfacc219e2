"""FASTA files at the command line, plain or gzip, and the strains found in them by name."""

import gzip
from collections.abc import Iterable
from pathlib import Path

GZIP_MAGIC = b"\x1f\x8b"
MAX_FILE = 1024 * 1024 * 1024
"""Bytes read of one file, uncompressed."""


class Strains:
    """Sequences by their whole header, or else by what stands before its first blank, subtype and bar left out.

    ``>A/Perth/16/2009 HA`` and ``>H3N2|A/Perth/16/2009`` are both the H3N2 strain ``A/Perth/16/2009``.
    """

    def __init__(self, records: Iterable[tuple[str, str]]) -> None:
        self._whole: dict[str, list[str]] = {}
        self._first: dict[str, list[str]] = {}
        for header, letters in records:
            _add(self._whole, header, letters)
            _add(self._first, (header.split(maxsplit=1) or [""])[0], letters)

    def named(self, name: str, subtype: str) -> list[str]:
        """Return the different sequences of a strain, in the order of the files; none when it is not known."""
        return self._whole.get(name) or self._first.get(name) or self._first.get(f"{subtype}|{name}") or []


def read_fasta(path: Path) -> list[tuple[str, str]]:
    """Return headers, without ``>``, and letters as they stand; raises OSError or ValueError."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
    with gzip.open(path) if packed else path.open("rb") as file:
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise ValueError(f"{path} is larger than 1 GiB")
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    before, *blocks = text.split("\n>") if not text.startswith(">") else ("", *text[1:].split("\n>"))
    if before.strip() or not blocks:
        raise ValueError(f"{path} does not begin with a FASTA header (>)")
    records = [block.partition("\n") for block in blocks]
    return [(header.strip(), letters.replace("\n", "")) for header, _, letters in records]


def _add(strains: dict[str, list[str]], name: str, letters: str) -> None:
    known = strains.setdefault(name, [])
    if letters not in known:
        known.append(letters)
