"""What the store says of a version: its files with their SHA-256 and sizes, signed.

Whoever may write to the bucket can neither name a version that no worker examined nor change one: an entry counts only
with the MAC of ``DRIFTLINE_MODEL_STORE_KEY``, and a file only with the digest that an entry names.
"""

import hashlib
import hmac
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from driftline_worker.contract import PlainName
from driftline_worker.status.messages import sign

MANIFEST = "model.yaml"
MAX_ENTRY = 64 * 1024
MAX_FILE = 64 * 1024 * 1024
PURPOSE = b"model-version"
"""What the key is derived for, so that it signs nothing else."""


class StoredFile(BaseModel):
    """A file of a version; it stands in the store under its digest."""

    model_config = ConfigDict(frozen=True)
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0, le=MAX_FILE)]

    @property
    def key(self) -> str:
        """Where it stands in the store."""
        return f"files/{self.sha256}"


class StoredVersion(BaseModel):
    """A version as the store knows it."""

    model_config = ConfigDict(frozen=True)
    name: PlainName
    version: PlainName
    files: Annotated[tuple[StoredFile, ...], Field(min_length=1, max_length=200)]

    @model_validator(mode="after")
    def _has_one_manifest(self) -> Self:
        names = [each.name.lower() for each in self.files]
        if names.count(MANIFEST) != 1 or len(set(names)) != len(names):
            raise ValueError(f"a version has one {MANIFEST} and no file twice")
        return self

    @classmethod
    def of(cls, name: str, version: str, folder: Path) -> Self:
        """Describe the files of a folder."""
        files = [_described(path) for path in sorted(folder.iterdir())]
        return cls(name=name, version=version, files=tuple(files))

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.files)

    @property
    def key(self) -> str:
        """Where the entry stands in the store."""
        return f"versions/{self.name}/{self.version}"

    def is_in(self, folder: Path) -> bool:
        """Tell whether a folder holds these files, to the byte, and no others."""
        try:
            return {_described(path) for path in folder.iterdir()} == set(self.files)
        except (OSError, ValueError):
            return False


def entry_key(secret: str) -> bytes:
    """Return the key that signs entries."""
    return hmac.new(secret.encode(), PURPOSE, hashlib.sha256).digest()


def seal(key: bytes, entry: StoredVersion) -> bytes:
    """Return an entry as it stands in the store."""
    return sign(key, entry.model_dump_json().encode())


def unseal(key: bytes, at: str, raw: bytes) -> StoredVersion:
    """Return the entry that stands at a place; raises ValueError for one that this key did not sign for that place."""
    body = raw.partition(b" ")[2]
    if not hmac.compare_digest(sign(key, body), raw):
        raise ValueError("its MAC does not match: another key signed it, or nobody who has one")
    entry = StoredVersion.model_validate_json(body)
    if entry.key != at:
        raise ValueError(f"it is the entry of {entry.key}")
    return entry


def _described(path: Path) -> StoredFile:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return StoredFile(name=path.name, sha256=digest, size=path.stat().st_size)
