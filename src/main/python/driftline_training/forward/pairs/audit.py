"""What is wrong in the data, found anew on every run.

| audit | what | what follows |
| --- | --- | --- |
| `block` | many pairs of one source at one exact value beyond 4 log2: filler, not measured | left out |
| `titres` | pairs fit the curve badly with the strain's own HA1, well with another of its years | left out |
| `lineage` | HA1 far from every strain that its titres call alike | left out |
| `name` | passages of one virus whose HA1 differ by more than passages do | told |
| `year` | HA1 like no strain of its years, and the same as strains of others | told |
| `alias` | names of one virus: one strain to every split; a pair of two with one HA1 measures nothing | left out |
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from driftline_training.forward.pairs.names import one_virus, virus_key
from driftline_training.forward.pairs.numbering import UNKNOWN
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, without

FEWEST = 4
"""Pairs of a strain that its titres can be asked with."""
PASSAGES = 8
"""Most differences between passages of one virus."""
BLOCK, FAR = 40, 4.0
TOGETHER, APART = 1.5, 40
"""log2 that pairs of one lineage are mostly within, and differences of HA1 that are beyond it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found."""

    audit: str
    subtype: str
    what: str
    why: str
    rows: int
    """Pairs left out for it."""


Audit = Callable[[Stage], Iterator[tuple[Finding, NDArray[np.bool_]]]]
"""Gives findings, each with the two-way pairs to leave out for it, (pairs,)."""


def audited(stage: Stage, *further: Audit) -> tuple[Stage, list[Finding]]:
    """Leave out what is wrong, make aliases one virus, and list what was found.

    `contradictions.contradictions` is one further audit; it needs a fit, the others need none.
    """
    stage = replace(stage, virus=_viruses(stage))
    found = [*_names(stage), *_years(stage)]
    pairs = stage.two_way
    drop = np.zeros(len(pairs), np.bool_)
    for audit in (_aliases, _blocks, _lineages, *further):
        for finding, rows in audit(stage):
            found.append(finding)
            drop |= rows
    return without(stage, {"two_way": ~drop}), found


def _viruses(stage: Stage) -> NDArray[np.int64]:
    """Give each strain the number of the first that carries its name; with one HA1, of the first spelt like it."""
    virus = np.arange(len(stage.strains))
    first: dict[tuple[str, ...], int] = {}
    same: dict[tuple[str, bytes], list[int]] = {}
    for place, (subtype, name) in enumerate(stage.strains):
        virus[place] = first.setdefault((subtype, *virus_key(name)), place)
        same.setdefault((subtype, stage.residues[place].tobytes()), []).append(place)
    for group in same.values():
        for at, place in enumerate(group):
            for other in group[:at]:
                if one_virus(stage.strains[place][1], stage.strains[other][1]):
                    virus[virus == virus[place]] = virus[other]
    return virus


def _differences(stage: Stage, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    some, others = stage.residues[one], stage.residues[other]
    return ((some != others) & (some != UNKNOWN) & (others != UNKNOWN)).sum(axis=1)


def _aliases(stage: Stage) -> Iterator[tuple[Finding, NDArray[np.bool_]]]:
    pairs = stage.two_way
    same = (stage.virus[pairs.a] == stage.virus[pairs.b]) & (_differences(stage, pairs.a, pairs.b) == 0)
    members = Counter(stage.virus.tolist())
    for virus in sorted(each for each, count in members.items() if count > 1):
        places = np.flatnonzero(stage.virus == virus)
        rows = same & (stage.virus[pairs.a] == virus)
        if rows.any() or _spelt(stage, places):
            names = [stage.strains[place][1] for place in places]
            yield Finding("alias", stage.strains[virus][0], " = ".join(names[:6]), "one virus", int(rows.sum())), rows


def _spelt(stage: Stage, places: NDArray[np.int64]) -> bool:
    return len({stage.strains[place][1].split("_")[0] for place in places}) > 1


def _blocks(stage: Stage) -> Iterator[tuple[Finding, NDArray[np.bool_]]]:
    for number, subtype in enumerate(SUBTYPES):
        pairs = stage.two_way
        mine = (pairs.subtype == number) & ~pairs.censored & (pairs.distance >= FAR)
        for value, count in Counter(pairs.distance[mine].tolist()).items():
            rows = mine & (pairs.distance == value)
            strains = len(np.unique(np.concatenate([pairs.a[rows], pairs.b[rows]])))
            if count >= BLOCK and count > strains * (strains - 1) / 2 / 3:
                why = f"{count} pairs among {strains} strains at exactly {value} log2"
                yield Finding("block", subtype, f"value {value}", why, count), rows


def _lineages(stage: Stage) -> Iterator[tuple[Finding, NDArray[np.bool_]]]:
    pairs = stage.two_way
    apart = _differences(stage, pairs.a, pairs.b)
    for strain in np.unique(np.concatenate([pairs.a, pairs.b])):
        rows = (pairs.a == strain) | (pairs.b == strain)
        near = rows & (pairs.distance <= TOGETHER) & ~pairs.censored
        if near.sum() >= FEWEST and np.median(apart[near]) > APART and near.sum() >= rows.sum() / 2:
            subtype, name = stage.strains[strain]
            why = f"within {TOGETHER} log2 of {near.sum()} strains that lie {np.median(apart[near]):.0f} residues away"
            yield Finding("lineage", subtype, name, why, int(rows.sum())), rows


def _names(stage: Stage) -> Iterator[Finding]:
    """Tell of passages of one name whose HA1 differ too much."""
    pairs = stage.two_way
    used = np.unique(np.concatenate([pairs.a, pairs.b]))
    for virus in np.unique(stage.virus[used]):
        places = used[stage.virus[used] == virus]
        if len(places) > 1:
            apart = _differences(stage, np.full(len(places) - 1, places[0]), places[1:])
            if apart.max() > PASSAGES:
                names = " and ".join(stage.strains[each][1] for each in (places[0], places[1 + int(apart.argmax())]))
                yield Finding("name", stage.strains[virus][0], names, f"HA1 differ at {apart.max()} sites", 0)


def _years(stage: Stage) -> Iterator[Finding]:
    """Tell of strains whose nearest relatives are all of other times."""
    pairs = stage.two_way
    used = np.unique(np.concatenate([pairs.a, pairs.b]))
    for subtype in SUBTYPES:
        own = np.array([each for each in used if stage.strains[each][0] == subtype])
        years = np.array([year_of(stage.strains[each][1]) for each in own])
        for at, strain in enumerate(own):
            apart = _differences(stage, np.full(len(own), strain), own)
            near = np.flatnonzero((apart <= 3) & (stage.virus[own] != stage.virus[strain]))
            if len(near) and np.abs(years[near] - years[at]).min() >= 5:
                closest = own[near[int(apart[near].argmin())]]
                yield Finding("year", subtype, stage.strains[strain][1], f"nearest is {stage.strains[closest][1]}", 0)


def year_of(name: str) -> int:
    """Read the year that a strain's name ends in."""
    return int(name.split("_")[0].split("/")[-1])
