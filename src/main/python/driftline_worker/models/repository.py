"""The model repository: ``<name>/<version>/model.yaml`` and the ONNX files it lists, in one folder or several.

A version is taken on when its manifest can be read, its files have the SHA-256 that stands
there and its shapes fit the encodings and references; otherwise it is left out and logged.
Folders may appear and vanish while the worker serves.
"""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock

import yaml

from driftline_worker.errors import model_problem
from driftline_worker.logs import keys
from driftline_worker.models.documents import read_yaml
from driftline_worker.models.manifest import Manifest, NetworkEntry
from driftline_worker.models.network import Network
from driftline_worker.models.support import read_support
from driftline_worker.models.version import EncodingLike, ModelVersion
from driftline_worker.reference.references import references
from driftline_worker.words import message

LOG = logging.getLogger(__name__)

MAX_MANIFEST = 1024 * 1024
MAX_VERSIONS = 200
RESCAN = 1.0
"""Least seconds between two looks at the folder."""


class ModelRepository:
    """The versions found in a folder and those fetched to another; looks again when asked for one it does not know."""

    def __init__(
        self,
        root: Path,
        encodings: Mapping[str, EncodingLike],
        clock: Callable[[], float] = time.monotonic,
        provider: str = "cpu",
        fetched: Path | None = None,
    ) -> None:
        self._roots = (fetched, root) if fetched else (root,)
        self._encodings = encodings
        self._clock = clock
        self._provider = provider
        self._lock = Lock()
        self._looked = float("-inf")
        self._versions: dict[tuple[str, str], ModelVersion] = {}
        self._refused: dict[tuple[str, str], str] = {}

    def versions(self) -> list[ModelVersion]:
        """Return every version that can serve, by their place in the catalogue, name and version."""
        self._look()
        return [
            self._versions[key]
            for key in sorted(self._versions, key=lambda each: (self._versions[each].manifest.place, *each))
        ]

    def serves(self, subtype: str) -> bool:
        """Tell whether any version here was trained for a subtype."""
        return any(subtype in served for version in self.versions() for served, _ in version.networks)

    def get(self, name: str, version: str) -> ModelVersion:
        """Return a version, or fail the job when it is not here."""
        found = self._versions.get((name, version))
        if found is None:
            self._look()
            found = self._versions.get((name, version))
        if found is None:
            raise model_problem("not-available", message("detail.model-missing", model=f"{name} {version}"))
        return found

    def refresh(self) -> None:
        """Look again now, for somebody who has just changed the folder."""
        with self._lock:
            self._looked = float("-inf")
        self._look()

    def warm(self) -> None:
        """Make the sessions of each model's newest version, so that the first jobs do not wait for them.

        Those of earlier versions are made when they are asked for.
        """
        for version in newest(self.versions()):
            for network in version.networks.values():
                network.parts()

    def _look(self) -> None:
        with self._lock:
            if self._clock() - self._looked < RESCAN:
                return
            self._looked = self._clock()
            present = dict(list(self._folders().items())[:MAX_VERSIONS])
            kept = {key: self._versions[key] for key in present if key in self._versions}
            for key, folder in present.items():
                if key not in kept:
                    version = self._take_on(key, folder)
                    if version:
                        kept[key] = version
            self._versions = kept

    def folder_of(self, name: str, version: str) -> Path | None:
        """Return where the files of a version lie, whether it can serve or not."""
        return self._folders().get((name, version))

    def _folders(self) -> dict[tuple[str, str], Path]:
        """Return where each version lies; of one that is there twice the place that is not fetched."""
        found = (path for root in self._roots for path in sorted(root.glob("*/*/model.yaml")))
        return {(path.parts[-3], path.parts[-2]): path.parent for path in found}

    def _take_on(self, key: tuple[str, str], folder: Path) -> ModelVersion | None:
        digest = ""
        try:
            raw = (folder / "model.yaml").read_bytes()
            digest = hashlib.sha256(raw).hexdigest()
            if self._refused.get(key) == digest:
                return None
            version = self.read(folder)
            if (version.manifest.name, version.manifest.version) != key:
                raise ValueError("name and version differ from the folder's")
        except (OSError, ValueError, yaml.YAMLError) as fault:
            self._refused[key] = digest
            LOG.error("model left out", extra=keys(model=key[0], version=key[1], reason=str(fault)[:500]))
            return None
        LOG.info("model taken on", extra=keys(model=key[0], version=key[1], digest=version.digest))
        return version

    @staticmethod
    def digest_of(folder: Path) -> str:
        """Return the digest of the version in a folder."""
        return "sha256:" + hashlib.sha256((folder / "model.yaml").read_bytes()).hexdigest()

    def read(self, folder: Path) -> ModelVersion:
        """Read the version in a folder; raises ValueError, OSError or YAMLError for what is not one."""
        raw = (folder / "model.yaml").read_bytes()
        if len(raw) > MAX_MANIFEST:
            raise ValueError("manifest larger than 1 MiB")
        manifest = Manifest.model_validate(read_yaml(raw))
        files: dict[str, Network] = {}
        networks: dict[tuple[str, str], Network] = {}
        for entry in manifest.networks:
            self._check_shape(entry)
            # entries that share a file share its session
            network = files.setdefault(entry.file, Network(entry, folder / entry.file, self._provider))
            if network.entry.sha256 != entry.sha256:
                raise ValueError(f"{entry.file} has two digests")
            networks |= {(subtype, entry.encoding): network for subtype in entry.subtypes}
        for network in files.values():
            network.verified()
        named = manifest.support
        support = read_support(folder / named.file, named.sha256) if named else None
        return ModelVersion(manifest, f"sha256:{hashlib.sha256(raw).hexdigest()}", networks, support)

    def _check_shape(self, entry: NetworkEntry) -> None:
        encoding = self._encodings.get(entry.encoding)
        if encoding is None or encoding.features != entry.features:
            raise ValueError(f"{entry.file}: encoding {entry.encoding} with {entry.features} features is not known")
        for subtype in entry.subtypes:
            reference = references().get(subtype)
            if reference is None or reference.columns != entry.sites:
                raise ValueError(f"{entry.file}: {subtype} with {entry.sites} sites is not known")


def newest(versions: Iterable[ModelVersion]) -> list[ModelVersion]:
    """Return the newest version of each model, in the order of their names."""
    found = {each.manifest.name: each for each in sorted(versions, key=lambda each: each.manifest.age)}
    return sorted(found.values(), key=lambda each: each.manifest.name)
