"""A distance that grows with the weights of the differing sites and saturates.

For a pair with differences at sites l,

    S = sum over l of exp(base + site_l + site_of_subtype_l + group_l . t + kind . k)
    d = o + c (1 - exp(-S / c))

with o and c of the subtype. `kind` is what the change does (`changes.pair_kinds`), `group` the antigenic groups of
the site. All are shrunken: sites of a subtype towards sites of all, those towards their group; the sites that
B/Victoria loses in some clades (`LOST`) towards about 1 log2 each, since each deletion is a state of its own in HI.
A bound costs only
where the curve stays below it. One-way rows enter with a tenth of the weight, and each with the potency of
its serum and the avidity of its virus, shrunken too.
"""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from driftline_training.forward.pairs.changes import Floats, differing, pair_kinds, slot_groups
from driftline_training.forward.pairs.stage import SUBTYPES, Stage, Table, joined

CEILING, ORIGIN = 6.0, 0.3
"""Where c and o start, log2 units."""
LOST = (162, 163, 164)
"""Columns of B/Victoria that the clades V1A.1 (two) and V1A.2, V1A.3 (three) lack."""
STEPS = 60
BATCH = 4000


@dataclass(frozen=True, slots=True)
class CurveSettings:
    """Shrinkage, and the weight of one-way rows and of labels."""

    site: float = 1.0
    own: float = 0.5
    linear: float = 0.5
    offset: float = 0.3
    one_way: float = 0.1
    label: float = 0.3
    lost: float = 1.5
    """Where the log weight of `LOST` starts, above other sites."""
    huber: float = 1.5


@dataclass(frozen=True, slots=True)
class Curve:
    """A fitted curve.

    Attributes
    ----------
    site : Floats
        Weight of each slot by subtype, (subtypes, slots): of all that does not depend on the residues.
    kind : Floats
        Factor of each change, (21, 21), symmetric, zero where nothing changes.
    origin, ceiling : Floats
        o and c by subtype.
    """

    site: Floats
    kind: Floats
    origin: Floats
    ceiling: Floats

    def weights(self, stage: Stage, table: Table) -> Floats:
        """Give S of each row."""
        total = np.zeros(len(table))
        for start in range(0, len(table), BATCH):
            part = slice(start, start + BATCH)
            one, other = stage.residues[table.a[part]], stage.residues[table.b[part]]
            row, slot = differing(one, other)
            weight = self.site[table.subtype[part][row], slot] * self.kind[one[row, slot], other[row, slot]]
            total[part] = np.bincount(row, weight, len(one))
        return total

    def distance(self, stage: Stage, table: Table) -> Floats:
        """Give the distance of each row, log2 units."""
        return self.of(self.weights(stage, table), table.subtype)

    def of(self, total: Floats, subtype: NDArray[np.int64]) -> Floats:
        """Saturate S."""
        ceiling = self.ceiling[subtype]
        return self.origin[subtype] + ceiling * (1 - np.exp(-total / ceiling))


@dataclass(frozen=True, slots=True)
class Fitted:
    """A curve with the offsets of the one-way rows that it was fitted with, (rows,)."""

    curve: Curve
    offset: Floats


def fit(stage: Stage, two_way: Table, one_way: Table, labels: Table, settings: CurveSettings) -> Fitted:
    """Fit a curve; deterministic."""
    problem = _Problem(stage, two_way, one_way, labels, settings)
    parameters = problem.start()
    optimiser = torch.optim.LBFGS(parameters.values(), max_iter=STEPS, line_search_fn="strong_wolfe", history_size=20)

    def step() -> Tensor:
        optimiser.zero_grad()
        loss = problem.loss(parameters)
        loss.backward()
        return loss

    optimiser.step(step)
    with torch.no_grad():
        site = torch.exp(problem.site_logs(parameters)).numpy()
        kind = torch.exp(problem.kinds @ parameters["kind"]).numpy()
        kind[np.arange(21), np.arange(21)] = 0
        offset = parameters["virus"][problem.virus] + parameters["serum"][problem.serum]
        curve = Curve(site, kind, parameters["origin"].numpy(), torch.exp(parameters["ceiling"]).numpy() * CEILING)
        return Fitted(curve, offset[len(two_way) : len(two_way) + len(one_way)].numpy())


class _Problem:
    """Everything a fit needs, as tensors; one-way rows and labels follow the two-way rows."""

    def __init__(self, stage: Stage, two_way: Table, one_way: Table, labels: Table, settings: CurveSettings) -> None:
        tables = (two_way, one_way, labels)
        rows = joined(*tables)
        one, other = stage.residues[rows.a], stage.residues[rows.b]
        row, slot = differing(one, other)
        self.settings, self.numbering = settings, stage.numbering
        self.prior = torch.zeros(len(SUBTYPES), stage.numbering.count)
        self.prior[SUBTYPES.index("BVic"), stage.numbering.slots["BVic"][np.array(LOST) - 1]] = settings.lost
        self.row, self.slot = torch.from_numpy(row), torch.from_numpy(slot)
        self.change = torch.from_numpy(one[row, slot].astype(np.int64) * 21 + other[row, slot])
        self.kinds = torch.from_numpy(pair_kinds()).float()
        self.groups = torch.from_numpy(slot_groups(stage.numbering)).float()
        self.subtype = torch.from_numpy(rows.subtype)
        self.distance = torch.from_numpy(rows.distance).float()
        self.censored = torch.from_numpy(rows.censored)
        shares = (1.0, settings.one_way, settings.label)
        weights = [share * _precision(each) for share, each in zip(shares, tables, strict=True)]
        self.weight = torch.from_numpy(np.concatenate(weights)).float()
        extra = np.arange(len(rows)) >= len(two_way)
        self.extra = torch.from_numpy(extra).float()
        self.virus, self.viruses = _numbered(rows.a, extra)
        self.serum, self.sera = _numbered(rows.b, extra)

    def start(self) -> dict[str, Tensor]:
        sizes = {
            "base": (1,),
            "site": (self.numbering.count,),
            "own": (len(SUBTYPES), self.numbering.count),
            "group": (self.groups.shape[1],),
            "kind": (self.kinds.shape[2],),
            "origin": (len(SUBTYPES),),
            "ceiling": (len(SUBTYPES),),
            "virus": (self.viruses,),
            "serum": (self.sera,),
        }
        given = {name: torch.zeros(size) for name, size in sizes.items()}
        given["base"] -= 1.5
        given["origin"] += ORIGIN
        given["own"] += self.prior
        return {name: each.requires_grad_() for name, each in given.items()}

    def site_logs(self, given: dict[str, Tensor]) -> Tensor:
        return given["base"] + given["site"] + given["own"] + self.groups @ given["group"]

    def loss(self, given: dict[str, Tensor]) -> Tensor:
        logs = self.site_logs(given)[self.subtype[self.row], self.slot]
        logs = logs + (self.kinds @ given["kind"]).reshape(-1)[self.change]
        total = torch.zeros(len(self.distance)).index_add(0, self.row, torch.exp(logs.clamp(max=3)))
        ceiling = torch.exp(given["ceiling"])[self.subtype] * CEILING
        said = given["origin"][self.subtype] + ceiling * (1 - torch.exp(-total / ceiling))
        error = self.distance - said - self.extra * (given["virus"][self.virus] + given["serum"][self.serum])
        error = torch.where(self.censored, error.clamp(min=0), error)
        size, knee = error.abs(), self.settings.huber
        cost = torch.where(size < knee, size * size / 2, knee * (size - knee / 2))
        return (self.weight * cost).sum() + self._shrinkage(given)

    def _shrinkage(self, given: dict[str, Tensor]) -> Tensor:
        wanted = self.settings
        return (
            wanted.site * (given["site"] ** 2).sum()
            + wanted.own * ((given["own"] - self.prior) ** 2).sum()
            + wanted.linear * ((given["group"] ** 2).sum() + (given["kind"] ** 2).sum())
            + 5.0 * ((given["ceiling"] ** 2).sum() + ((given["origin"] - ORIGIN) ** 2).sum())
            + wanted.offset * ((given["virus"] ** 2).sum() + (given["serum"] ** 2).sum())
        )


def _precision(table: Table) -> Floats:
    return np.sqrt(np.minimum(table.readings, 4))


def _numbered(strain: NDArray[np.int64], extra: NDArray[np.bool_]) -> tuple[Tensor, int]:
    """Give the strains of the extra rows numbers from 1, and all others 0."""
    _, place = np.unique(np.where(extra, strain, -1), return_inverse=True)
    return torch.from_numpy(place.reshape(-1)), int(place.max()) + 1
