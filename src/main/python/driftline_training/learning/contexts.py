"""How a site sees the sites around it: by convolution, by a recurrent pass, or by attention.

Each maps residue features (n, sites, width) of one sequence to context features of the
same shape, between -1 and 1.
"""

import numpy as np
import torch
from torch import Tensor, nn

KINDS = ("convolution", "recurrent", "attention")
WINDOW = 7


class Convolution(nn.Module):
    """Seven neighbouring sites (LeCun et al. 1989)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.near = nn.Conv1d(width, width, WINDOW, padding=WINDOW // 2)

    def forward(self, own: Tensor) -> Tensor:
        """Convolve along the sites."""
        around: Tensor = torch.tanh(self.near(own.transpose(1, 2))).transpose(1, 2)
        return around


class Recurrent(nn.Module):
    """A long short-term memory along the chain, once in each direction (Hochreiter & Schmidhuber 1997)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.chain = nn.LSTM(width, width // 2, batch_first=True, bidirectional=True)

    def forward(self, own: Tensor) -> Tensor:
        """Read the sites from both ends."""
        around: Tensor = self.chain(own)[0]
        return around


class Attention(nn.Module):
    """Self-attention among the sites of known antigenic groups (Vaswani et al. 2017); other sites get no context.

    A site's place enters by sines and cosines of its column, so that it can attend to places as well as to residues.
    """

    PLACES = 8

    def __init__(self, width: int, antigenic: Tensor) -> None:
        super().__init__()
        sites = len(antigenic)
        chosen = torch.nonzero(antigenic > 0).squeeze(1)
        self.register_buffer("chosen", chosen)
        self.register_buffer("place", _places(sites, self.PLACES)[chosen])
        slot = torch.full((sites,), len(chosen))
        slot[chosen] = torch.arange(len(chosen))
        self.register_buffer("slot", slot)
        self.query = nn.Linear(width + self.PLACES, width, bias=False)
        self.key = nn.Linear(width + self.PLACES, width, bias=False)
        self.value = nn.Linear(width, width)

    def forward(self, own: Tensor) -> Tensor:
        """Attend, and put the context back on the sites it belongs to."""
        local = own.index_select(1, self.chosen)
        placed = torch.cat([local, self.place.expand(local.shape[0], -1, -1)], dim=2)
        asked, offered = self.query(placed), self.key(placed)
        share = torch.softmax(asked @ offered.transpose(1, 2) / offered.shape[2] ** 0.5, dim=2)
        around = torch.tanh(share @ self.value(local) + local)
        nothing = torch.zeros_like(around[:, :1])
        return torch.cat([around, nothing], dim=1).index_select(1, self.slot)


def context(kind: str, width: int, antigenic: Tensor) -> nn.Module:
    """Build one of the three."""
    if kind == "convolution":
        return Convolution(width)
    if kind == "recurrent":
        return Recurrent(width)
    return Attention(width, antigenic)


def _places(sites: int, width: int) -> Tensor:
    """Sines and cosines of the column at geometric wave lengths, shape (sites, width)."""
    lengths = np.geomspace(4, 4 * sites, width // 2)
    turns = 2 * np.pi * np.arange(sites)[:, None] / lengths
    return torch.from_numpy(np.hstack([np.sin(turns), np.cos(turns)]).astype(np.float32))
