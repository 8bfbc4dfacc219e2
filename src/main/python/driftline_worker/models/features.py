"""What a network makes of records, for `Network.compare` to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Features:
    """Some records' features; `tensors` are (records, …) each, in the order of the network's."""

    tensors: tuple[NDArray[Any], ...]

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.tensors[0])

    def __getitem__(self, part: slice) -> "Features":
        """Return those of some records, without copying."""
        return Features(tuple(each[part] for each in self.tensors))

    @property
    def nbytes(self) -> int:
        """Bytes of all records together."""
        return sum(each.nbytes for each in self.tensors)

    def take(self, places: NDArray[np.integer[Any]], out: "Features | None" = None) -> "Features":
        """Return those of the records at some places, in memory of their own or at the beginning of `out`."""
        if out is None:
            return Features(tuple(each[places] for each in self.tensors))
        taken = out[: len(places)]
        for each, into in zip(self.tensors, taken.tensors, strict=True):
            np.take(each, places, axis=0, out=into, mode="clip")
        return taken

    def room(self, records: int) -> "Features":
        """Return memory for as many records, to `take` into."""
        return Features(tuple(np.empty((records, *each.shape[1:]), each.dtype) for each in self.tensors))

    def repeated(self, times: int) -> "Features":
        """Return the features of the one record so many times."""
        return Features(tuple(np.repeat(each, times, axis=0) for each in self.tensors))

    @classmethod
    def join(cls, parts: Sequence["Features"]) -> "Features":
        """Return all parts one behind the other."""
        if len(parts) == 1:
            return parts[0]
        return cls(tuple(np.concatenate(each) for each in zip(*(part.tensors for part in parts), strict=True)))
