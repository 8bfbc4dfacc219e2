"""``model.yaml``: what a model version is, which networks it has, and how good it was measured to be."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from driftline_worker.contract import PlainName
from driftline_worker.models.interval import Interval
from driftline_worker.models.part import Part
from driftline_worker.models.verdicts import Limits, Threshold


def _plain_file(name: str) -> str:
    if PurePosixPath(name).name != name or name in {"", ".", ".."}:
        raise ValueError("a file of the version's own folder is expected")
    return name


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class NetworkEntry(Part):
    """Which file serves which subtypes in which encoding, and the shape it reads."""

    encoding: PlainName
    subtypes: Annotated[tuple[str, ...], Field(min_length=1)]
    file: Annotated[str, AfterValidator(_plain_file)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    sites: Annotated[int, Field(ge=1, le=2000)]
    features: Annotated[int, Field(ge=1, le=2000)]


class SupportFile(Part):
    """Where the residues seen in training stand; see `driftline_worker.models.support`."""

    file: Annotated[str, AfterValidator(_plain_file)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Training(Part):
    """What the networks learned from; `years` are the first and last of the strains, of all or of one subtype."""

    years: Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]
    years_by_subtype: dict[str, Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]] = Field(
        default_factory=dict
    )

    def years_of(self, subtype: str) -> tuple[int, ...]:
        """Return the first and last year of a subtype's strains, as far as the version tells them apart."""
        return self.years_by_subtype.get(subtype, self.years)


class Manifest(Part):
    """A model version as registered; `place` puts it before or behind others, the lowest first."""

    name: PlainName
    version: Annotated[PlainName, BeforeValidator(_text)]
    title: Annotated[str, Field(max_length=100)]
    info: Annotated[str, Field(max_length=100)]
    zh: dict[str, str] = Field(default_factory=dict)
    place: Annotated[int, Field(ge=0, le=1000)] = 1000
    subtypes: tuple[str, ...]
    encodings: tuple[str, ...]
    threshold: Threshold = Threshold()
    networks: Annotated[tuple[NetworkEntry, ...], Field(min_length=1)]
    interval: Interval
    verdicts: dict[str, Limits] = Field(default_factory=dict)
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

    @model_validator(mode="after")
    def _the_threshold_lies_between_the_limits(self) -> Self:
        for of, limits in self.verdicts.items():
            if not limits.similar_to <= self.threshold.probability <= limits.variant_from:
                raise ValueError(f"the verdicts of {of} do not have the threshold between them")
        return self

    @property
    def age(self) -> list[tuple[int, str]]:
        """What versions of a model sort by, oldest first; numbers count as such: 9 before 10."""
        parts = re.split(r"(\d+)", self.version)
        return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]

    def limits(self, subtype: str, encoding: str) -> Limits:
        """Return the limits of the three verdicts; a version without any calls every pair, by the threshold."""
        at = self.threshold.probability
        return self.verdicts.get(f"{subtype}/{encoding}") or Limits(similar_to=at, variant_from=at)
