"""Sequences found by what users call them, by the rule of the gateway (`RecordNames`).

It is the strictest way that finds any: the whole header, its first word, the name and passage or an accession, the
strain, and at last what differs in case, blanks, leading zeros or the century alone.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence

from driftline_worker.headers import StrainHeader, parsed

_BLANK = re.compile(r"[\s_]+")
_VERSION = re.compile(r"\.[0-9]+$")
_SHORT_YEAR = re.compile(r"/[0-9]{2}$")
_LEADING_ZEROS = re.compile("(?<=/)0+(?=[1-9])")
_BETWEEN = re.compile(r"[^\w/]+|_+")

MOST_GUESSED = 20
"""Unknown names for which the nearest one is looked for."""

MOST_COMPARED = 2_000
MOST_LETTERS = 80
LEAST_ALIKE = 0.85

Keys = Callable[[str, StrainHeader], Iterable[str]]


class Strains:
    """The sequences of FASTA files."""

    def __init__(self, records: Iterable[tuple[str, str]]) -> None:
        self._records = list(records)
        self._understood: list[StrainHeader] = []
        self._found: dict[int, dict[str, list[tuple[str, str]]]] = {}
        self._guessed = 0

    def nearest(self, name: str) -> str | None:
        """Return what an unknown name may have been meant to be."""
        self._guessed += 1
        if self._guessed > MOST_GUESSED:
            return None
        known = [parsed(header).shown[:MOST_LETTERS] for header, _ in self._records[:MOST_COMPARED]]
        close = difflib.get_close_matches(parsed(name).shown[:MOST_LETTERS], known, 1, LEAST_ALIKE)
        return close[0] if close else None

    def named(self, name: str, subtype: str) -> dict[str, str]:
        """Return the different sequences of a strain with their headers, in the order of the files.

        ``>H3N2|A/Perth/16/2009`` is the H3N2 strain of that name, whatever else is called so.
        """
        return self._look_up(f"{subtype}|{name}", range(2)) or self._look_up(name, range(len(_WAYS)))

    def _look_up(self, name: str, ways: Iterable[int]) -> dict[str, str]:
        understood = parsed(name)
        for way in ways:
            keys_of, asked = _WAYS[way]
            if way not in self._found:
                self._found[way] = self._index(keys_of)
            keys = dict.fromkeys(key for key in asked(name, understood) if key)
            hits = [record for key in keys for record in self._found[way].get(key, ())]
            if hits:
                headers: dict[str, str] = {}
                for header, letters in hits:
                    headers.setdefault(letters, header)
                return headers
        return {}

    def _index(self, keys_of: Keys) -> dict[str, list[tuple[str, str]]]:
        index: dict[str, list[tuple[str, str]]] = {}
        if not self._understood:
            self._understood = [parsed(header) for header, _ in self._records]
        for (header, letters), understood in zip(self._records, self._understood, strict=True):
            for key in set(keys_of(header, understood)):
                index.setdefault(key, []).append((header, letters))
        return index


def _header(header: str, _: StrainHeader) -> Sequence[str]:
    return (header.strip(),)


def _first_word(header: str, _: StrainHeader) -> Sequence[str]:
    return header.split(maxsplit=1)[:1]


def _shown(header: str, understood: StrainHeader) -> Sequence[str]:
    ids = [each for own in understood.ids for each in (own, _VERSION.sub("", own))]
    return [_spaced(each) for each in (header, header.split("|", 1)[0], understood.shown, *ids)]


def _strain(_: str, understood: StrainHeader) -> Sequence[str]:
    return [_spaced(understood.strain)] if understood.strain else []


def _asked(name: str, understood: StrainHeader) -> Sequence[str]:
    return _spaced(name), _spaced(understood.shown)


def _alike(_: str, understood: StrainHeader) -> Sequence[str]:
    if not understood.sure:
        return ()
    dated = _SHORT_YEAR.sub(f"/{understood.year}", understood.shown)
    return (_BETWEEN.sub("", _LEADING_ZEROS.sub("", dated)).lower(),)


def _spaced(name: str) -> str:
    return _BLANK.sub(" ", name).strip()


def _any_case(keys: Keys) -> Keys:
    return lambda header, understood: [key.lower() for key in keys(header, understood)]


# How records are found, from the strictest way on: by what each is known, and by what it is asked for.
_WAYS: Sequence[tuple[Keys, Keys]] = (
    (_header, _header),
    (_first_word, _header),
    (_shown, _asked),
    (_strain, _asked),
    (_any_case(_shown), _any_case(_asked)),
    (_any_case(_strain), _any_case(_asked)),
    (_alike, _alike),
)
