"""What the mirror asks of a store of objects under keys; `bucket` is one in S3's dialect."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

MOST_LISTED = 1000


class NotThere(Exception):
    """The store holds nothing under this key."""


class Objects(Protocol):
    """Every method raises `StoreAway` when the store does not answer or refuses."""

    def keys(self, below: str) -> dict[str, str]:
        """Return at most `MOST_LISTED` keys that begin so, and what changes with the content of each."""

    def chunks(self, key: str) -> Iterator[bytes]:
        """Yield what stands under a key; raises `NotThere`."""

    def put(self, key: str, content: bytes | Path) -> None:
        """Put content, or that of a file, in the place of what stands under the key."""

    def delete(self, key: str) -> None:
        """Delete what stands under the key, if anything does."""
