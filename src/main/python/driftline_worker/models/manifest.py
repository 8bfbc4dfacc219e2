"""``model.yaml``: what a model version is, which networks it has, and how good it was measured to be."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from driftline_worker.contract import PlainName


def _plain_file(name: str) -> str:
    if PurePosixPath(name).name != name or name in {"", ".", ".."}:
        raise ValueError("a file of the version's own folder is expected")
    return name


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class Part(BaseModel):
    """Any part of the manifest; unknown entries are left to others."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")


class NetworkEntry(Part):
    """Which file serves which subtypes in which encoding, and the shape it reads."""

    encoding: PlainName
    subtypes: Annotated[tuple[str, ...], Field(min_length=1)]
    file: Annotated[str, AfterValidator(_plain_file)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    sites: Annotated[int, Field(ge=1, le=2000)]
    features: Annotated[int, Field(ge=1, le=2000)]


class Threshold(Part):
    """From where a pair counts as an antigenic variant."""

    distance_log2: float = 2.0
    probability: Annotated[float, Field(gt=0, lt=1)] = 0.5


class Interval(Part):
    """Half width of the distance interval in log2 titre units, by ``<subtype>/<encoding>``."""

    method: str
    level: Annotated[float, Field(gt=0, lt=1)]
    half_width_log2: dict[str, Annotated[float, Field(ge=0)]]


class Limits(Part):
    """Of the three verdicts: *similar* up to one probability, *variant* from another, *undecided* between."""

    similar_to: Annotated[float, Field(ge=0, le=1)]
    variant_from: Annotated[float, Field(ge=0, le=1)]


class SupportFile(Part):
    """Where the residues seen in training stand; see `driftline_worker.models.support`."""

    file: Annotated[str, AfterValidator(_plain_file)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Training(Part):
    """What the networks learned from; `years` are the first and last of the strains."""

    years: Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]


class Manifest(Part):
    """A model version as registered; `place` puts it before or behind others, the lowest first."""

    name: PlainName
    version: Annotated[PlainName, BeforeValidator(_text)]
    title: Annotated[str, Field(max_length=100)]
    info: Annotated[str, Field(max_length=100)]
    zh: dict[str, str] = {}
    place: Annotated[int, Field(ge=0, le=1000)] = 1000
    subtypes: tuple[str, ...]
    encodings: tuple[str, ...]
    threshold: Threshold = Threshold()
    networks: Annotated[tuple[NetworkEntry, ...], Field(min_length=1)]
    interval: Interval
    verdicts: dict[str, Limits] = {}
    training: Training
    support: SupportFile | None = None
    quality: tuple[dict[str, Any], ...] = ()
    citation: str

    @model_validator(mode="after")
    def _every_network_has_its_interval(self) -> Self:
        for network in self.networks:
            for subtype in network.subtypes:
                if f"{subtype}/{network.encoding}" not in self.interval.half_width_log2:
                    raise ValueError(f"no interval for {subtype}/{network.encoding}")
        return self

    @property
    def age(self) -> list[tuple[int, str]]:
        """What versions of a model sort by, oldest first; numbers count as such: 9 before 10."""
        parts = re.split(r"(\d+)", self.version)
        return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]

    def limits(self, subtype: str, encoding: str) -> Limits | None:
        """Return the limits of the three verdicts, where the version has any."""
        return self.verdicts.get(f"{subtype}/{encoding}")

    def half_width(self, subtype: str, encoding: str) -> float:
        """Return the half width of the distance interval, log2 titre units."""
        return self.interval.half_width_log2[f"{subtype}/{encoding}"]
