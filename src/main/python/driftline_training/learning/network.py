"""A siamese network that is a distance by construction.

Both sequences pass the same trunk: a linear map of each residue's row, and a context
made of other sites (see `contexts`). At each site the two are subtracted; the size m of
that difference, weighted by a learned non-negative weight w of the site, is summed and
saturates:

    m_i = |f_i(a) - f_i(b)|,   raw = sum_i w_i m_i,   d = s (1 - exp(-raw / s))

Hence d(a, a) = 0, d(a, b) = d(b, a) >= 0, and with equal weights d grows with the
number of substitutions: Hamming distance is the starting point that training leaves
only where titres say so. HI titres span a limited range, which is why d saturates.

One trunk serves all subtypes; each subtype has a *head*: its own site weights and
ceiling. A site's weight is made of the weights of its antigenic groups (see `sites`),
shared by all subtypes, plus the subtype's own correction to the group and to the
site, both held near zero by a penalty.

A site unknown in either sequence (an all-zero row) is left out of both.
"""

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from driftline_training.learning.contexts import context
from driftline_worker.reference.site_groups import ELSEWHERE

Features = tuple[Tensor, Tensor]


class Trunk(nn.Module):
    """Residue and context features of one encoded sequence.

    The residue map is shared by the subtypes, and so is the context, unless it depends on columns (attention).
    """

    def __init__(self, features: int, scale: float, kind: str, width: int, antigenic: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.scale = scale
        self.residue = nn.Linear(features, width, bias=False)
        shared = kind != "attention"
        built = context(kind, width, next(iter(antigenic.values())))
        self.contexts = nn.ModuleDict(
            {name: built if shared else context(kind, width, each) for name, each in antigenic.items()}
        )

    def forward(self, subtype: str, encoded: Tensor) -> Features:
        """Map (n, sites, features) to two arrays of (n, sites, width)."""
        own = self.residue(encoded / self.scale)
        return own, self.contexts[subtype](own)


class Head(nn.Module):
    """Site weights and ceiling of one subtype."""

    def __init__(self, member: Tensor) -> None:
        super().__init__()
        self.register_buffer("member", member)
        self.group = nn.Parameter(torch.zeros(member.shape[1]))
        self.site = nn.Parameter(torch.zeros(member.shape[0]))
        self.level = nn.Parameter(torch.tensor(-1.5))
        self.ceiling = nn.Parameter(torch.tensor(6.0))

    def forward(self, size: Tensor, shared_group: Tensor) -> Tensor:
        """Sum site differences (n, sites) to a saturating distance (n,)."""
        weights = F.softplus(self.level + self.member @ (shared_group + self.group) + self.site)
        ceiling = F.softplus(self.ceiling)
        distance: Tensor = ceiling * (1 - torch.exp(-(size * weights).sum(dim=1) / ceiling))
        return distance


class SiameseNetwork(nn.Module):
    """One trunk, a head for each subtype, and the group weights that heads share."""

    def __init__(self, features: int, scale: float, members: Mapping[str, Tensor], kind: str, width: int) -> None:
        super().__init__()
        antigenic = {name: 1 - each[:, ELSEWHERE] for name, each in members.items()}
        self.trunk = Trunk(features, scale, kind, width, antigenic)
        self.heads = nn.ModuleDict({name: Head(each) for name, each in members.items()})
        self.group = nn.Parameter(torch.zeros(next(iter(members.values())).shape[1]))
        self.mix = nn.Parameter(torch.tensor(-1.0))

    def between(self, subtype: str, a: Features, b: Features, known: Tensor) -> Tensor:
        """Distance between trunk features (n, sites, width); `known` (n, sites) masks sites."""
        size = norm(a[0] - b[0]) + F.softplus(self.mix) * norm(a[1] - b[1])
        distance: Tensor = self.heads[subtype](size * known, self.group)
        return distance

    def distance(self, subtype: str, a: Tensor, b: Tensor) -> Tensor:
        """Distance of encoded pairs, (n, sites, features) twice to (n,)."""
        known = read(a) * read(b)
        mask = known.unsqueeze(2)
        return self.between(subtype, self.trunk(subtype, a * mask), self.trunk(subtype, b * mask), known)

    def penalty(self) -> Tensor:
        """Sum of squares of what should stay near zero."""
        terms = [self.group.square().sum()]
        terms += [
            value.square().sum() for name, value in self.heads.named_parameters() if name.endswith((".site", ".group"))
        ]
        return torch.stack(terms).sum()


def read(encoded: Tensor) -> Tensor:
    """1 where a residue or gap stands, 0 where it is unknown; shape (n, sites)."""
    return (encoded.abs().sum(dim=2) > 0).to(encoded.dtype)


def norm(difference: Tensor) -> Tensor:
    """Euclidean length over the features, smooth, and 0 at 0."""
    return torch.sqrt((difference * difference).sum(dim=2) + 1e-4) - 1e-2
