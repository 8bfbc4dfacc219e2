"""Whether an unpacked version is what it says: read, measured and asked, inside the sandbox.

A version passes when its manifest can be read and names every file with its digest, its networks are plain
graphs that read and give what `Network.predict` expects, and they give the golden answers, the same ones
both ways round, alone and in a batch.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import yaml
from pydantic import Field, ValidationError

from driftline_worker.deployment import Rejected
from driftline_worker.deployment.archive import MANIFEST
from driftline_worker.deployment.graphs import check_graph
from driftline_worker.encodings.encodings import ENCODINGS, RESIDUES
from driftline_worker.models.batching import Vector
from driftline_worker.models.network import Network
from driftline_worker.models.part import Part
from driftline_worker.models.repository import ModelRepository
from driftline_worker.models.version import ModelVersion
from driftline_worker.reference.references import references

GOLDEN = "golden.fasta"
PROBABILITY, DISTANCE = 2e-3, 2e-2
"""How far a golden answer may be off; distance in log2 titre units."""
SAME = 1e-3
"""How far two runs of the same pair may differ."""
PROBES = 8
"""Pairs of the reference with itself mutated, beside the golden ones, for symmetry."""

Sequences = dict[tuple[str, str], str]
Pairs = list[tuple[str, str]]


class GoldenAnswer(Part):
    """What a network must answer for two sequences of ``golden.fasta``."""

    subtype: str
    encoding: str
    a: str
    b: str
    probability: Annotated[float, Field(ge=0, le=1)]
    distance_log2: float


class GoldenAnswers(Part):
    """The part of the manifest that only deployment reads."""

    golden: tuple[GoldenAnswer, ...] = ()


def examine(folder: Path) -> dict[str, Any]:
    """Return the version as ``GET /models`` will tell it, or raise `Rejected`."""
    manifest = _manifest(folder)
    version = _version(folder)
    _every_file_is_named(folder, version, manifest)
    for network in {id(each): each for each in version.networks.values()}.values():
        check_graph(network.entry.file, network.verified())
    answers = GoldenAnswers.model_validate(manifest).golden
    sequences = _sequences(folder / GOLDEN)
    for (subtype, encoding), network in version.networks.items():
        own = [each for each in answers if (each.subtype, each.encoding) == (subtype, encoding)]
        _Question(subtype, encoding, network).ask(own, sequences)
    return version.to_json()


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = yaml.safe_load((folder / MANIFEST).read_bytes())
    except (OSError, yaml.YAMLError, UnicodeDecodeError, RecursionError) as fault:
        raise Rejected("manifest", f"{MANIFEST} is not valid YAML: {str(fault)[:300]}") from fault
    if not isinstance(manifest, dict):
        raise Rejected("manifest", f"{MANIFEST} must hold entries such as `name: cnn`.")
    try:
        GoldenAnswers.model_validate(manifest)
    except ValidationError as fault:
        raise Rejected("manifest", f"golden in {MANIFEST}: {_first(fault)}") from fault
    return manifest


def _version(folder: Path) -> ModelVersion:
    try:
        return ModelRepository(folder.parent, dict(ENCODINGS)).read(folder)
    except ValidationError as fault:
        raise Rejected("manifest", f"{MANIFEST}: {_first(fault)}") from fault
    except (OSError, ValueError, yaml.YAMLError) as fault:
        raise Rejected("manifest", f"{MANIFEST} and the files do not fit: {str(fault)[:300]}.") from fault


def _first(fault: ValidationError) -> str:
    error = fault.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}."


def _every_file_is_named(folder: Path, version: ModelVersion, manifest: dict[str, Any]) -> None:
    support = manifest.get("support")
    named = {network.entry.file for network in version.networks.values()} | {MANIFEST, GOLDEN}
    if isinstance(support, dict):
        named.add(str(support.get("file")))
    extra = sorted(path.name for path in folder.iterdir() if path.name not in named)
    if extra:
        raise Rejected("manifest", f"{MANIFEST} does not name {', '.join(extra)[:200]}.")


def _sequences(path: Path) -> Sequences:
    """Read ``>strain|subtype`` records of aligned HA1."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise Rejected("golden", f"{GOLDEN} is missing or cannot be read.") from fault
    found: Sequences = {}
    for record in text.split(">")[1:]:
        header, _, letters = record.partition("\n")
        strain, _, subtype = header.strip().rpartition("|")
        found[strain, subtype] = "".join(letters.split())
    return found


@dataclass(frozen=True, slots=True)
class _Question:
    """One network, asked for the golden pairs and some more."""

    subtype: str
    encoding: str
    network: Network

    def ask(self, answers: list[GoldenAnswer], sequences: Sequences) -> None:
        if not answers:
            raise self._rejected("golden", "has no golden pair; each network needs one")
        self._shapes()
        pairs = [self._pair(answer, sequences) for answer in answers]
        got = self._predict(pairs)
        for answer, probability, distance in zip(answers, *got, strict=True):
            if abs(probability - answer.probability) > PROBABILITY or abs(distance - answer.distance_log2) > DISTANCE:
                raise self._rejected(
                    "golden",
                    f"answers {probability:.4f} and {distance:.3f} log2 for {answer.a} and {answer.b}, where"
                    f" {answer.probability} and {answer.distance_log2} are stated",
                )
        self._consistent(pairs + list(self._probes()))

    def _shapes(self) -> None:
        """Require the names and types that `Network.predict` uses, over a free number of pairs."""
        try:
            session = self.network.session()
        except Exception as fault:  # onnxruntime raises many kinds
            raise self._rejected("network-load", f"cannot be loaded: {str(fault)[:300]}") from fault
        entry = self.network.entry
        inputs = {each.name: (each.type, each.shape[1:], each.shape[0]) for each in session.get_inputs() if each.shape}
        wanted = [entry.sites, entry.features]
        right = inputs.keys() == {"a", "b"} and all(
            kind == "tensor(float)" and shape == wanted and not isinstance(pairs, int)
            for kind, shape, pairs in inputs.values()
        )
        if not right or not {each.name for each in session.get_outputs()} >= {"probability", "distance"}:
            raise self._rejected(
                "network-shape",
                f"must read a and b, (pairs, {entry.sites}, {entry.features}) float32, and give probability"
                " and distance",
            )

    def _pair(self, answer: GoldenAnswer, sequences: Sequences) -> tuple[str, str]:
        found = [sequences.get((name, self.subtype)) for name in (answer.a, answer.b)]
        if any(each is None or len(each) != self.network.entry.sites for each in found):
            raise self._rejected(
                "golden",
                f"needs {answer.a}|{self.subtype} and {answer.b}|{self.subtype} in {GOLDEN},"
                f" aligned over {self.network.entry.sites} sites",
            )
        return str(found[0]), str(found[1])

    def _consistent(self, pairs: Pairs) -> None:
        forth = self._predict(pairs)
        back = self._predict([(b, a) for a, b in pairs])
        alone = self._predict(pairs[:1])
        if _differ(forth, back):
            raise self._rejected("asymmetric", "gives another answer when the two strains are swapped")
        if _differ([figures[:1] for figures in forth], alone):
            raise self._rejected("inconsistent", "gives another answer in a batch than alone")

    def _predict(self, pairs: Pairs) -> list[Vector]:
        encode = ENCODINGS[self.encoding].encode
        a, b = (np.stack([encode(pair[side], self.subtype) for pair in pairs]) for side in (0, 1))
        try:
            figures = self.network.predict(a, b)
        except Exception as fault:  # onnxruntime raises many kinds
            raise self._rejected("network-run", f"cannot predict: {str(fault)[:300]}") from fault
        probability, distance = figures
        right = probability.shape == distance.shape == (len(pairs),) and np.isfinite(np.stack(figures)).all()
        if not right or (probability < 0).any() or (probability > 1).any():
            raise self._rejected("network-run", "must give a probability from 0 to 1 and a distance for each pair")
        return list(figures)

    def _probes(self) -> Iterable[tuple[str, str]]:
        """Give the reference beside copies of itself with more and more substitutions; the same ones each time."""
        reference = references()[self.subtype].ha1
        chance = random.Random(1)  # noqa: S311 - no secret
        for probe in range(1, PROBES + 1):
            mutated = list(reference)
            for site in chance.sample(range(len(mutated)), 6 * probe):
                mutated[site] = chance.choice(RESIDUES)
            yield reference, "".join(mutated)

    def _rejected(self, reason: str, fault: str) -> Rejected:
        return Rejected(reason, f"The network for {self.subtype} in {self.encoding} {fault}.")


def _differ(some: list[Vector], others: list[Vector]) -> bool:
    return any(not np.allclose(one, other, rtol=SAME, atol=SAME) for one, other in zip(some, others, strict=True))
