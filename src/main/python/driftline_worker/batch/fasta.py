"""FASTA files at the command line, plain or gzip."""

import gzip
from pathlib import Path

GZIP_MAGIC = b"\x1f\x8b"
MAX_FILE = 1024 * 1024 * 1024
"""Bytes read of one file, uncompressed."""


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
