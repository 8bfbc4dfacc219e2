"""Fit one network to the two-way distances of several subtypes at once.

The loss of a pair adds the error of its distance (Huber, distances beyond 5 log2 cut
to 5: further apart is only "far") and of its label (cross-entropy of the distance
around 2 log2). A censored pair has no distance error, only a push beyond 3 log2. Both
classes weigh the same, since their shares shift with the years. Random sites are left
out of each comparison, so that no single site carries a cluster.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.optim.adam import Adam
from torch.optim.lr_scheduler import OneCycleLR

from driftline_training.data import VARIANT_LOG2, Pairs
from driftline_training.learning.network import SiameseNetwork, read


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen by rolling forecasts before the final window."""

    context: str = "convolution"
    width: int = 8
    steps: int = 150
    batch: int = 64
    rate: float = 0.03
    penalty: float = 0.01
    site_dropout: float = 0.1
    label_weight: float = 2.0
    label_slope: float = 1.5
    far_log2: float = 5.0
    members: int = 2


@dataclass(frozen=True, slots=True)
class Material:
    """One subtype to train on: encoded strains (n, sites, features) and site groups."""

    encoded: Tensor
    member: Tensor
    pairs: Pairs


def fit(material: Mapping[str, Material], settings: Settings, seed: int) -> SiameseNetwork:
    """Train one network; the same material, settings and seed give the same weights."""
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    first = next(iter(material.values())).encoded
    network = SiameseNetwork(
        first.shape[2],
        float(first[0].norm(dim=1).mean()),
        {subtype: each.member for subtype, each in material.items()},
        settings.context,
        settings.width,
    )
    optimiser = Adam(network.parameters(), lr=settings.rate)
    schedule = OneCycleLR(optimiser, settings.rate, total_steps=settings.steps)
    for _ in range(settings.steps):
        loss = settings.penalty * network.penalty()
        for subtype, each in material.items():
            loss = loss + _loss(network, subtype, each, settings, draw)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
    return network.eval()


def fit_members(material: Mapping[str, Material], settings: Settings, seed: int) -> list[SiameseNetwork]:
    """Train the networks whose mean is served."""
    return [fit(material, settings, seed + number) for number in range(settings.members)]


def _loss(
    network: SiameseNetwork,
    subtype: str,
    material: Material,
    settings: Settings,
    draw: np.random.Generator,
) -> Tensor:
    pairs = material.pairs
    chosen = draw.choice(len(pairs), min(len(pairs), settings.batch), replace=False)
    distance = _between(network, subtype, material, pairs.where(chosen), settings.site_dropout)
    truth = torch.from_numpy(pairs.distance[chosen]).float()
    censored = torch.from_numpy(pairs.censored[chosen])
    variant = (truth >= VARIANT_LOG2).float()
    error = F.smooth_l1_loss(distance, truth.clamp(max=settings.far_log2), reduction="none")
    error = torch.where(censored, F.softplus(VARIANT_LOG2 + 1 - distance), error)
    label = F.binary_cross_entropy_with_logits(
        settings.label_slope * (distance - VARIANT_LOG2), variant, reduction="none"
    )
    share = variant.mean().clamp(0.1, 0.9)
    weight = torch.where(variant > 0, 0.5 / share, 0.5 / (1 - share))
    return (weight * (error + settings.label_weight * label)).mean()


def _between(network: SiameseNetwork, subtype: str, material: Material, pairs: Pairs, dropout: float) -> Tensor:
    """Distances by way of the distinct strains, each passed through the trunk once."""
    strains, place = np.unique(np.concatenate([pairs.a, pairs.b]), return_inverse=True)
    encoded = material.encoded[torch.from_numpy(strains)]
    own, around = network.trunk(subtype, encoded)
    seen = read(encoded)
    a, b = torch.from_numpy(place[: len(pairs)]), torch.from_numpy(place[len(pairs) :])
    known = _rows(seen, a) * _rows(seen, b)
    if dropout:
        known = known * (torch.rand(known.shape) > dropout) / (1 - dropout)
    return network.between(subtype, (_rows(own, a), _rows(around, a)), (_rows(own, b), _rows(around, b)), known)


def _rows(values: Tensor, places: Tensor) -> Tensor:
    """Pick rows; its gradient is a plain sum, several times faster than that of indexing."""
    return values.index_select(0, places)
