"""The archive an operator sends: a zip of plain files, unpacked without trusting a word of it."""

import re
import stat
import zipfile
import zlib
from pathlib import Path
from typing import IO

from driftline_worker.deployment import Rejected

MAX_ARCHIVE = 64 * 1024 * 1024
"""Bytes of the archive; the gateway and the route refuse more before they read it."""

MAX_FILES = 200
MAX_DIRECTORY = 128 * 1024
"""Bytes of the archive's directory: `zipfile` makes an object of each of its entries before they can be counted."""

MAX_UNPACKED = 256 * 1024 * 1024
MAX_NETWORK = 64 * 1024 * 1024
MAX_TEXT = 2 * 1024 * 1024
"""Bytes of a manifest, golden or support file."""

MANIFEST = "model.yaml"
TEXTS = frozenset({MANIFEST, "support.yaml", "golden.fasta"})
NETWORK = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.onnx", re.ASCII)
LOCAL_HEADER = b"PK\x03\x04"
CHUNK = 1024 * 1024


def unpack(archive: Path, target: Path) -> None:
    """Unpack into an empty folder, or raise `Rejected`; what is there then is to be thrown away."""
    try:
        with archive.open("rb") as stream:
            if stream.read(4) != LOCAL_HEADER:
                raise Rejected("archive", "This is not a zip archive. Pack the files of the version, without a folder.")
            _check_directory(stream)
        with zipfile.ZipFile(archive) as packed:
            entries = packed.infolist()
            _check_entries(entries)
            room = MAX_UNPACKED
            for entry in entries:
                with packed.open(entry) as content:
                    room -= _copy(content, target / entry.filename, min(room, _limit(entry.filename)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        raise Rejected("archive", "The zip archive is damaged or incomplete. Pack and send it again.") from fault


def _check_directory(stream: IO[bytes]) -> None:
    """Ask by the very function that `zipfile` believes, for there are several ways to write the size of a directory."""
    end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]
    if not end:
        raise zipfile.BadZipFile
    if end[zipfile._ECD_SIZE] > MAX_DIRECTORY:  # type: ignore[attr-defined]
        raise Rejected("archive", f"The archive has too many entries; at most {MAX_FILES} are taken.")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES:
        raise Rejected("archive", f"The archive has {len(entries)} entries; at most {MAX_FILES} are taken.")
    if entries and min(entry.header_offset for entry in entries) != 0:
        raise Rejected("archive", "The archive has something else in front of it.")
    names = [entry.orig_filename for entry in entries]
    for entry, name in zip(entries, names, strict=True):
        _check_entry(entry, name)
    if len({name.lower() for name in names}) != len(names):
        raise Rejected("archive", "The archive has two files of the same name.")
    if MANIFEST not in names:
        raise Rejected("archive", f"The archive has no {MANIFEST} at its top.")


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    if name not in TEXTS and not NETWORK.fullmatch(name):
        raise Rejected(
            "archive-name",
            f"The archive has an entry {name[:100]!r}. It may hold {MANIFEST}, support.yaml, golden.fasta and"
            " .onnx files with plain names, without folders.",
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise Rejected("archive-link", f"{name} is a link or another special file; only plain files are taken.")
    if entry.flag_bits & 0x1:
        raise Rejected("archive", f"{name} is encrypted.")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Rejected("archive", f"{name} is not packed by the usual method (deflate).")
    if entry.file_size > _limit(name):
        raise _too_large(name)


def _limit(name: str) -> int:
    return MAX_TEXT if name in TEXTS else MAX_NETWORK


def _copy(content: IO[bytes], target: Path, limit: int) -> int:
    """Copy no more than the limit, whatever the archive's directory claims."""
    copied = 0
    with target.open("xb") as out:
        while chunk := content.read(CHUNK):
            copied += len(chunk)
            if copied > limit:
                raise _too_large(target.name)
            out.write(chunk)
    return copied


def _too_large(name: str) -> Rejected:
    return Rejected(
        "too-large",
        f"{name} is too large: at most {_limit(name) >> 20} MiB a file and {MAX_UNPACKED >> 20} MiB together.",
    )
