"""The folder beside the repository in which new versions wait, and their way in and out of it.

``models.quarantine/<ticket>/`` holds one version each; the repository's scan never looks there. Publishing and
withdrawing are single renames, so that no worker ever sees half a version. With a store (`driftline_worker.store`)
both happen there, for all workers at once.
"""

import json
import logging
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import IO, Any

from driftline_worker.contract import PlainName
from driftline_worker.deployment import Rejected
from driftline_worker.deployment.archive import CHUNK, unpack
from driftline_worker.deployment.sandbox import Limits, examine_apart
from driftline_worker.logs import keys
from driftline_worker.models.repository import ModelRepository
from driftline_worker.store import OtherFiles
from driftline_worker.store.mirror import Mirror

LOG = logging.getLogger(__name__)

TICKET = re.compile(r"[0-9a-f]{32}")
KEPT = 3600.0
"""Seconds that an examined version waits to be published."""

Examine = Callable[[Path], dict[str, Any]]


class Busy(Exception):
    """Another version is being examined."""


class UnknownTicket(Exception):
    """No examined version waits under this ticket."""


class Taken(Exception):
    """The repository holds other files under this name and version."""


class Quarantine:
    """Takes archives, one at a time; every method may be called from any thread."""

    def __init__(
        self, root: Path, models: ModelRepository, examine: Examine | None = None, mirror: Mirror | None = None
    ) -> None:
        self._root = root
        beside = mirror.folder if mirror else root
        self._folder = beside.with_name(beside.name + ".quarantine")
        self._mirror = mirror
        self._retired = root.with_name(root.name + ".retired")
        self._models = models
        self._examine = examine or (lambda folder: examine_apart(folder, Limits()))
        self._busy = Lock()

    def take(self, archive: IO[bytes]) -> dict[str, Any]:
        """Keep and examine an archive.

        Returns
        -------
        dict[str, Any]
            ``{"accepted": true, "ticket", "model"}``, or ``{"accepted": false, "reason", "detail"}``.

        Raises
        ------
        Busy
            Another one is being examined.
        OSError
            The folder cannot be written.
        """
        if not self._busy.acquire(blocking=False):
            raise Busy
        try:
            self._clear()
            return self._take(archive)
        finally:
            self._busy.release()

    def _take(self, archive: IO[bytes]) -> dict[str, Any]:
        ticket = token_hex(16)
        place = self._folder / ticket
        place.mkdir(parents=True, mode=0o700)
        try:
            model = self._admit(archive, place)
            (place / "model.json").write_text(json.dumps(model), "utf-8")
        except Rejected as rejected:
            shutil.rmtree(place)
            LOG.warning("model rejected", extra=keys(reason=rejected.reason, detail=rejected.detail))
            return {"accepted": False, "reason": rejected.reason, "detail": rejected.detail}
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        LOG.info("model examined", extra=keys(model=model["name"], version=model["version"], digest=model["digest"]))
        return {"accepted": True, "ticket": ticket, "model": model}

    def _admit(self, archive: IO[bytes], place: Path) -> dict[str, Any]:
        packed, files = place / "archive.zip", place / "files"
        with packed.open("xb") as out:
            shutil.copyfileobj(archive, out, CHUNK)
        files.mkdir()
        unpack(packed, files)
        packed.unlink()
        return self._examine(files)

    def publish(self, ticket: str) -> None:
        """Move an examined version into the repository; the same files being there already is as good.

        Raises
        ------
        UnknownTicket, Taken, StoreAway, OSError
        """
        place = self._place(ticket)
        model = json.loads((place / "model.json").read_text("utf-8"))
        name, version = model["name"], model["version"]
        there = self._models.folder_of(name, version)
        if there is not None and self._models.digest_of(there) != model["digest"]:
            raise Taken
        if self._mirror:
            self._store(self._mirror, name, version, place / "files")
        elif there is None:
            target = self._root / name / version
            target.parent.mkdir(parents=True, exist_ok=True)
            (place / "files").rename(target)
        shutil.rmtree(place)
        self._models.refresh()

    @staticmethod
    def _store(mirror: Mirror, name: str, version: str, files: Path) -> None:
        try:
            mirror.publish(name, version, files)
        except OtherFiles:
            raise Taken from None

    def discard(self, ticket: str) -> None:
        """Throw an examined version away, if it is there."""
        if TICKET.fullmatch(ticket):
            shutil.rmtree(self._folder / ticket, ignore_errors=True)

    def withdraw(self, name: PlainName, version: PlainName) -> None:
        """Move a version out of the store and the repository, if it is there; its files are kept."""
        if self._mirror:
            self._mirror.withdraw(name, version)
        place = self._root / name / version
        if place.is_dir():
            kept = self._retired / name / version
            kept.parent.mkdir(parents=True, exist_ok=True)
            if kept.exists():
                shutil.rmtree(kept)
            place.rename(kept)
            LOG.info("model withdrawn", extra=keys(model=name, version=version))
        self._models.refresh()

    def _place(self, ticket: str) -> Path:
        place = self._folder / ticket
        if not TICKET.fullmatch(ticket) or not (place / "model.json").is_file():
            raise UnknownTicket
        return place

    def _clear(self) -> None:
        """Remove what nobody came back for, whatever was killed meanwhile."""
        if self._folder.is_dir():
            for place in self._folder.iterdir():
                if place.stat().st_mtime < time.time() - KEPT:
                    shutil.rmtree(place, ignore_errors=True)
