"""Which references a protein is likely to be one of: by the short words that it shares with them.

An alignment with each of twenty references would cost a record seven times what one with the likely ones does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from driftline_worker.reference.references import every_reference

WORD = 4
"""Residues of a word: HA of different subtypes share few, and a strain most of them with its own."""


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
    shared = Counter(dict.fromkeys(every_reference(), 0))
    owners = _owners()
    for protein in proteins:
        for start in range(len(protein) - WORD + 1):
            shared.update(owners.get(protein[start : start + WORD], ()))
    return [subtype for subtype, _ in shared.most_common(most)]


@cache
def _owners() -> Mapping[str, tuple[str, ...]]:
    owners: dict[str, tuple[str, ...]] = {}
    for subtype, own in words().items():
        for word in own:
            owners[word] = (*owners.get(word, ()), subtype)
    return owners
