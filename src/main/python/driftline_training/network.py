"""A siamese convolutional network that is a distance by construction.

Both sequences pass the same trunk: a linear map of each residue's row, and a
convolution over the neighbouring sites that adds local context. At each site the two
are subtracted; the size of that difference, weighted by a learned non-negative weight
of the site, is summed and saturates:

    m_i = |f_i(a) - f_i(b)|,   raw = sum_i w_i m_i,   d = s (1 - exp(-raw / s))

Hence d(a, a) = 0, d(a, b) = d(b, a) >= 0, and with equal weights d grows with the
number of substitutions: Hamming distance is the starting point that training leaves
only where titres say so. HI titres span a limited range, which is why d saturates.

A site unknown in either sequence (an all-zero row) is left out of both.

Several networks from different seeds are averaged, and a calibration turns their mean
into the served distance and probability; both live in the exported graph.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of one network."""

    sites: int
    features: int
    channels: int = 8
    context: int = 8
    width: int = 7


class SiameseCnn(nn.Module):
    """One member: encoded sequences to a symmetric distance in log2 titre units."""

    def __init__(self, shape: Shape, scale: float) -> None:
        super().__init__()
        self.scale = scale
        self.residue = nn.Linear(shape.features, shape.channels, bias=False)
        self.context = nn.Conv1d(
            shape.channels, shape.context, shape.width, padding=shape.width // 2
        )
        self.site = nn.Parameter(torch.zeros(shape.sites))
        self.level = nn.Parameter(torch.tensor(-1.5))
        self.mix = nn.Parameter(torch.tensor(-1.0))
        self.ceiling = nn.Parameter(torch.tensor(6.0))

    def trunk(self, encoded: Tensor) -> tuple[Tensor, Tensor]:
        """Map (n, sites, features) to residue and context features, (n, sites, k) each."""
        own = self.residue(encoded / self.scale)
        around = torch.tanh(self.context(own.transpose(1, 2))).transpose(1, 2)
        return own, around

    def site_weights(self) -> Tensor:
        """Non-negative weight of each site, shape (sites,)."""
        return F.softplus(self.level + self.site)

    def between(self, a: tuple[Tensor, Tensor], b: tuple[Tensor, Tensor], known: Tensor) -> Tensor:
        """Distance between trunk features; `known` is 1 where both residues are read."""
        own = norm(a[0] - b[0])
        around = norm(a[1] - b[1]) * F.softplus(self.mix)
        raw = ((own + around) * known * self.site_weights()).sum(dim=1)
        ceiling = F.softplus(self.ceiling)
        return ceiling * (1 - torch.exp(-raw / ceiling))

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """Distance of each pair, (pairs, sites, features) twice to (pairs,)."""
        known = read(a) * read(b)
        mask = known.unsqueeze(2)
        return self.between(self.trunk(a * mask), self.trunk(b * mask), known)


def read(encoded: Tensor) -> Tensor:
    """1 where a residue or gap stands, 0 where it is unknown; shape (n, sites)."""
    return (encoded.abs().sum(dim=2) > 0).to(encoded.dtype)


def norm(difference: Tensor) -> Tensor:
    """Euclidean length over the features, smooth and exactly 0 at 0."""
    return torch.sqrt(difference.square().sum(dim=2) + 1e-4) - 1e-2
