"""A bucket of an S3-compatible store, or the part of one below a prefix."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from driftline_worker.store import StoreAway
from driftline_worker.store.objects import MOST_LISTED, NotThere

CHUNK = 1024 * 1024


class Bucket:
    """Credentials, region and endpoint are what the ``AWS_…`` variables, or the machine's role, say."""

    def __init__(self, address: str, plain: bool) -> None:
        """Take ``s3://bucket/prefix``; `plain` lets an endpoint be reached without TLS."""
        name, _, prefix = address.removeprefix("s3://").partition("/")
        self._store = S3Store(
            name,
            prefix=prefix or None,
            client_options={"allow_http": plain, "connect_timeout": "5s", "timeout": "120s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=10)},
        )

    def keys(self, below: str) -> dict[str, str]:
        """Return at most `MOST_LISTED` keys that begin so, and what changes with the content of each."""
        with _answers():
            found = (each for page in obstore.list(self._store, prefix=below, chunk_size=MOST_LISTED) for each in page)
            return {each["path"]: str(each["e_tag"]) for each, _ in zip(found, range(MOST_LISTED), strict=False)}

    def chunks(self, key: str) -> Iterator[bytes]:
        """Yield what stands under a key; raises `NotThere`."""
        with _answers():
            chunks = iter(obstore.get(self._store, key).stream(min_chunk_size=CHUNK))
        while True:
            with _answers():
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield bytes(chunk)

    def put(self, key: str, content: bytes | Path) -> None:
        """Put content, or that of a file, in the place of what stands under the key."""
        with _answers():
            obstore.put(self._store, key, content)

    def delete(self, key: str) -> None:
        """Delete what stands under the key, if anything does."""
        with _answers():
            obstore.delete(self._store, key)


@contextmanager
def _answers() -> Iterator[None]:
    """Say in one sentence what the client says in many lines."""
    try:
        yield
    except FileNotFoundError as fault:
        raise NotThere(_first_line(fault)) from None
    except (BaseError, OSError) as fault:
        raise StoreAway(_first_line(fault)) from None


def _first_line(fault: Exception) -> str:
    return f"{type(fault).__name__}: {str(fault).partition(chr(10))[0][:300]}"
