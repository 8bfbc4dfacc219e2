"""Copies on this machine of the versions in the store.

A version is fetched beside the folder and moved into it by one rename once every file has the digest that its entry
names, so that nobody meets half of one; workers of a machine may share the folder. What the store no longer names
goes. While the store is away, what is here stays.
"""

import hashlib
import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from threading import Event, Lock, Thread

from driftline_worker.logs import keys
from driftline_worker.metrics import Metrics
from driftline_worker.store import OtherFiles, StoreAway
from driftline_worker.store.entries import MAX_ENTRY, StoredFile, StoredVersion, seal, unseal
from driftline_worker.store.objects import MOST_LISTED, NotThere, Objects

LOG = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two looks at the store."""
AGAIN = 60.0
"""Seconds until a version that could not be fetched is tried again."""
LEFT_OVER = 3600.0
"""Seconds after which what a killed process was fetching is removed."""
NOT_ASKED = "not asked yet"


class Unusable(Exception):
    """A version of the store cannot be kept here; the message says why."""


class Mirror:
    """Fetches what is missing, in a thread of its own; every method may be called from any thread."""

    def __init__(
        self,
        objects: Objects,
        folder: Path,
        room: int,
        key: bytes,
        metrics: Metrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._fetching = folder.with_name(folder.name + ".fetching")
        self._objects = objects
        self._room = room
        self._key = key
        self._clock = clock
        self._lock = Lock()
        self._entries: dict[tuple[str, str], StoredVersion | None] = {}
        self._whole: dict[str, StoredVersion] = {}
        self._gone: set[str] = set()
        self._not_before: dict[str, float] = {}
        self._why: str | None = NOT_ASKED
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="model-mirror", daemon=True)
        metrics.watch("model_store_reachable", "1 while the model store answers", lambda: float(self._why is None))

    def start(self) -> None:
        """Look at the store now and every few seconds from now on."""
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._stopped.set()

    def sync(self) -> None:
        """Make the folder hold what the store names."""
        with self._lock:
            try:
                named = self._named()
                for entry in filter(None, named.values()):
                    self._keep(entry)
            except StoreAway as away:
                self._note(str(away))
                return
            self._note(None)
            if len(named) < MOST_LISTED:
                self._forget(set(named))

    def publish(self, name: str, version: str, files: Path) -> None:
        """Put a version into the store, and move its files here.

        Raises
        ------
        OtherFiles, StoreAway, OSError
        """
        entry = StoredVersion.of(name, version, files)
        with self._lock:
            there = self._read(entry.key)
            if there not in (None, entry):
                raise OtherFiles
            for file in entry.files:
                self._objects.put(file.key, files / file.name)
            self._objects.put(entry.key, seal(self._key, entry))
            self._move_in(entry, files)
        LOG.info("model stored", extra=keys(model=name, version=version))

    def withdraw(self, name: str, version: str) -> None:
        """Take a version out of the store and away from here; its files stay in the store under their digests.

        Raises
        ------
        StoreAway, OSError
        """
        key = f"versions/{name}/{version}"
        with self._lock:
            self._objects.delete(key)
            self._discard(key)

    def _named(self) -> dict[str, StoredVersion | None]:
        """Return the entries by their keys; None for what is no entry of ours."""
        named = self._objects.keys("versions/")
        known = {each: self._entries[each] for each in named.items() if each in self._entries}
        for key, tag in named.items():
            if (key, tag) not in known:
                known[key, tag] = self._read(key)
        self._entries = known
        return {key: entry for (key, _), entry in known.items()}

    def _read(self, key: str) -> StoredVersion | None:
        raw = b""
        try:
            for chunk in self._objects.chunks(key):
                raw += chunk
                if len(raw) > MAX_ENTRY:
                    raise ValueError("it is too long")
            return unseal(self._key, key, raw)
        except NotThere:
            return None
        except ValueError as fault:
            LOG.error("entry of the model store refused", extra=keys(entry=key[:200], reason=str(fault)[:300]))
            return None

    def _keep(self, entry: StoredVersion) -> None:
        here = self._place(entry.key)
        if self._whole.get(entry.key) == entry and here.is_dir():
            return
        if entry.is_in(here):
            self._whole[entry.key] = entry
        elif self._clock() >= self._not_before.get(entry.key, float("-inf")):
            try:
                self._fetch(entry)
            except (Unusable, OSError) as fault:
                self._not_before[entry.key] = self._clock() + AGAIN
                LOG.error(
                    "model not fetched", extra=keys(model=entry.name, version=entry.version, reason=str(fault)[:300])
                )

    def _fetch(self, entry: StoredVersion) -> None:
        self._discard(entry.key)
        used = sum(path.stat().st_size for path in self.folder.glob("*/*/*"))
        if used + entry.size > self._room:
            raise Unusable(
                f"it has {entry.size:,} bytes, and DRIFTLINE_MODEL_CACHE_ROOM leaves {max(self._room - used, 0):,}"
            )
        place = self._beside()
        place.mkdir(parents=True)
        try:
            for file in entry.files:
                self._fetch_file(file, place / file.name)
            self._move_in(entry, place)
        finally:
            shutil.rmtree(place, ignore_errors=True)
        LOG.info("model fetched", extra=keys(model=entry.name, version=entry.version, bytes=entry.size))

    def _fetch_file(self, file: StoredFile, target: Path) -> None:
        size, digest = 0, hashlib.sha256()
        try:
            with target.open("xb") as out:
                for chunk in self._objects.chunks(file.key):
                    size += len(chunk)
                    if size > file.size:
                        break
                    digest.update(chunk)
                    out.write(chunk)
        except NotThere:
            raise Unusable(f"{file.name} is not in the store") from None
        if size != file.size or digest.hexdigest() != file.sha256:
            raise Unusable(f"{file.name} is damaged in the store: its digest is another")

    def _move_in(self, entry: StoredVersion, files: Path) -> None:
        here = self._place(entry.key)
        here.parent.mkdir(parents=True, exist_ok=True)
        try:
            files.rename(here)
        except OSError:
            # another worker of this machine was faster
            if not entry.is_in(here):
                raise
        self._whole[entry.key] = entry

    def _forget(self, named: set[str]) -> None:
        """Remove what two looks in a row did not find: another worker may just be publishing it into this folder."""
        here = {f"versions/{path.parts[-2]}/{path.parts[-1]}" for path in self.folder.glob("*/*")}
        unnamed = here - named
        for key in sorted(unnamed & self._gone):
            self._discard(key)
            LOG.info("model no longer in the store", extra=keys(entry=key))
        self._gone = unnamed

    def _discard(self, key: str) -> None:
        self._whole.pop(key, None)
        aside = self._beside()
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._place(key).rename(aside)
        except FileNotFoundError:
            return
        shutil.rmtree(aside, ignore_errors=True)

    def _place(self, key: str) -> Path:
        return self.folder.joinpath(*key.split("/")[1:])

    def _beside(self) -> Path:
        return self._fetching / token_hex(16)

    def _note(self, why: str | None) -> None:
        """Log whether the store answers when that changes."""
        before, self._why = self._why, why
        if why and before in (None, NOT_ASKED):
            LOG.warning("model store away; what is here is served", extra=keys(why=why))
        elif before and not why:
            LOG.info("model store answers")

    def _run(self) -> None:
        self._clear()
        while not self._stopped.is_set():
            try:
                self.sync()
            except Exception:
                LOG.exception("looking at the model store met an unexpected fault")
            self._stopped.wait(EVERY)

    def _clear(self) -> None:
        for place in self._fetching.glob("*"):
            if place.stat().st_mtime < time.time() - LEFT_OVER:
                shutil.rmtree(place, ignore_errors=True)
