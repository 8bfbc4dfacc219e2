"""What can be trained on pairs, all with one interface: siamese networks and trees.

A learner is fitted on the pairs of all subtypes, and answers encoded pairs of one with log
odds of variant and a distance, both before calibration.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from driftline_training.data import VARIANT_LOG2, Pairs
from driftline_training.learning.fit import Material, Settings, fit_members
from driftline_training.learning.forecast import Forecast
from driftline_training.learning.network import SiameseNetwork
from driftline_training.learning.trees import TreeSettings, fit_trees

BATCH = 128

LEARNERS: Mapping[str, Settings | TreeSettings] = {
    "cnn": Settings(),
    "lstm": Settings(context="recurrent"),
    "attention": Settings(context="attention"),
    "trees": TreeSettings(),
}


class Siamese(nn.Module):
    """Mean distance of several siamese networks for one subtype; the log odds are a line of it."""

    def __init__(self, members: list[SiameseNetwork], subtype: str, slope: float) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)
        self.subtype = subtype
        self.slope = slope

    def forward(self, a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
        """Answer encoded pairs, (n,) each."""
        distance = torch.stack([each.distance(self.subtype, a, b) for each in self.members]).mean(dim=0)
        return self.slope * (distance - VARIANT_LOG2), distance


def learn(name: str, material: Mapping[str, Material], seed: int) -> dict[str, nn.Module]:
    """Fit a learner; gives a module for each subtype, from (a, b) to log odds and distance."""
    settings = LEARNERS[name]
    if isinstance(settings, TreeSettings):
        return dict(fit_trees(material, settings, seed))
    members = fit_members(material, settings, seed)
    return {subtype: Siamese(members, subtype, settings.label_slope).eval() for subtype in material}


@torch.no_grad()
def forecast(module: nn.Module, encoded: Tensor, pairs: Pairs) -> Forecast:
    """Answer pairs of encoded strains (n, sites, features)."""
    a, b = torch.from_numpy(pairs.a), torch.from_numpy(pairs.b)
    parts = [module(encoded[i], encoded[j]) for i, j in zip(a.split(BATCH), b.split(BATCH), strict=True)]
    odds, distance = (torch.cat(each).double().numpy() for each in zip(*parts, strict=True))
    return Forecast(odds, distance)
