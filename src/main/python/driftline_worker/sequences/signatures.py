"""Which references a protein is likely to be one of: by the short words that it shares with them.

An alignment with each of twenty references would cost a record seven times what one with the likely ones does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from driftline_worker.reference.references import every_reference

WORD = 4
"""Residues of a word: HA of different subtypes share few, and a strain most of them with its own."""

RECENT = 64
LETTERS = "ACDEFGHIKLMNPQRSTVWYX"
"""What references are written with."""
_PLACES = np.full(256, len(LETTERS), np.intp)
_PLACES[np.frombuffer(LETTERS.encode("ascii"), np.uint8)] = np.arange(len(LETTERS))


@cache
def words() -> Mapping[str, Mapping[str, int]]:
    """Return the words that occur once in each reference, with their column (zero-based, signal peptide negative)."""
    found = {}
    for subtype, reference in every_reference().items():
        text = reference.signal + reference.mature
        every = [text[i : i + WORD] for i in range(len(text) - WORD + 1)]
        once = {word for word, times in Counter(every).items() if times == 1}
        found[subtype] = {word: i - len(reference.signal) for i, word in enumerate(every) if word in once}
    return found


def likely(proteins: Iterable[str], most: int) -> list[str]:
    """Return the subtypes whose references share most words with any of the proteins, at most so many.

    >>> likely(["QKLPGNDNSTATLCLGHHAVPNGTIVKTITND"], 1)
    ['H3N2']
    """
    owners = _owners()[np.concatenate([word_codes(protein) for protein in proteins])]
    shared = (owners[owners > 0][:, None] >> np.arange(len(every_reference())) & 1).sum(axis=0)
    order = np.argsort(-shared, kind="stable")[:most]
    return [list(every_reference())[place] for place in order]


def places(subtype: str, protein: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the columns of the words that a reference shares with a protein, and where they begin in it, (words,)."""
    known, columns = _columns(subtype)
    own = word_codes(protein)
    hits = np.flatnonzero(_owners()[own] >> list(every_reference()).index(subtype) & 1)
    return columns[np.searchsorted(known, own[hits])], hits


@cache
def _columns(subtype: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the numbers of a reference's words, sorted, and their columns."""
    known = words()[subtype]
    found = np.array([int(word_codes(word)[0]) for word in known])
    order = found.argsort()
    return found[order], np.array(list(known.values()))[order]


def codes(protein: str) -> NDArray[np.intp]:
    """Return the place of each letter in `LETTERS`, or behind it."""
    return _PLACES[np.frombuffer(protein.encode("ascii"), np.uint8)]


@lru_cache(RECENT)
def word_codes(protein: str) -> NDArray[np.intp]:
    """Return a number for each word of a protein, in its order; equal words have equal numbers."""
    each = codes(protein)
    count = max(len(each) - WORD + 1, 0)
    found = np.zeros(count, np.intp)
    for at in range(WORD):
        found = found * (len(LETTERS) + 1) + each[at : at + count]
    found.setflags(write=False)
    return found


@cache
def _owners() -> NDArray[np.int64]:
    """Return, by the number of a word, a bit for each reference that has it."""
    owners = np.zeros((len(LETTERS) + 1) ** WORD, np.int64)
    for place, own in enumerate(words().values()):
        owners[[int(word_codes(word)[0]) for word in own]] |= 1 << place
    return owners
