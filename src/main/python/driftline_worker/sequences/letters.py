"""The letters of a record as given, made ready: protein or nucleotide, upper case, without gaps.

A long run that says nothing (`-`, `.`, `~`, `?`, N, X, mixed) is left out whatever it is written with, as
if its ends had been joined: what is missing is found again, and called unknown, where the record is placed
on its columns. So the same hole is read alike in every dress.

Columns of faults are one-based and count every letter as given, gaps too, so that a
person finds them in their own file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Form = Literal["protein", "nucleotide"]

BLANKS = " \t\r\n"
GAPS = "-.~"
FILLERS = frozenset(BLANKS + GAPS)
NUCLEOTIDES = frozenset("ACGTUNRYSWKMBDHV")
PLAIN_NUCLEOTIDES = frozenset("ACGTUN")
UNREAD = frozenset("X?")
"""Nothing known, in either form; N says so of a base only."""
AMINO_ACIDS = frozenset("ACDEFGHIKLMNPQRSTVWY")
AMBIGUOUS = frozenset("BZJXUO?")
STOP = "*"
PROTEIN = AMINO_ACIDS | AMBIGUOUS | {STOP}
MAX_LETTERS = 3000
NUCLEOTIDE_SHARE = 0.9
"""A record with at least this share of A, C, G, T, U and N is nucleotide; no HA protein comes near."""
CODED_SHARE = 0.5
"""And one without any letter but IUPAC's codes of bases with at least this share; HA has E, F, I, L, P and Q."""
LONGEST_DELETION = 4
"""Neighbouring residues that HA1 may have lost; more than that is missing from the record, not from the virus.

Clades of the subtypes here lost one (H1 130, H5 129) and lineages of influenza B up to three.
"""
_RUNS = {
    "protein": re.compile(f"[-.~X?]{{{LONGEST_DELETION + 1},}}"),
    "nucleotide": re.compile(f"[-.~NX?]{{{3 * LONGEST_DELETION + 1},}}"),
}
_WITHOUT_BLANKS = dict.fromkeys(map(ord, BLANKS))
_WITHOUT_FILLERS = dict.fromkeys(map(ord, FILLERS))
_TELLING = dict.fromkeys(map(ord, FILLERS | UNREAD))


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters without fillers and long unknown runs, and where each stood.

    Attributes
    ----------
    text : str
        Upper case; nucleotides with T for U and N for what is none, proteins with X for every code but the
        20 residues and ``*``.
    columns : Sequence[int]
        One-based column of each letter of `text` in the record as given.
    length : int
        Letters given, unknown ones among them.
    illegal : tuple[int, str] | None
        Column and letter of the first one outside the alphabet.
    point : int | None
        Column of the first ``.`` between letters of a record without any other mark of a gap: it may stand for a
        gap, for a residue that was not read, or for that of a sequence above.
    """

    form: Form
    text: str
    columns: Sequence[int]
    length: int
    illegal: tuple[int, str] | None
    point: int | None


def read_letters(given: str) -> Letters:
    """Strip fillers, tell protein from nucleotide, and replace uncertain codes."""
    whole = given.upper()
    form = _form(whole)
    unknown = "N" if form == "nucleotide" else "X"
    known = _blank_long_runs(whole, form)
    raw = known.translate(_WITHOUT_FILLERS)
    columns: Sequence[int] = range(1, len(known) + 1)
    if len(raw) < len(known):
        columns = [column for column, letter in enumerate(known, start=1) if letter not in FILLERS]
    alphabet = NUCLEOTIDES | UNREAD if form == "nucleotide" else PROTEIN
    strange = set(raw) - alphabet
    vague = strange | (UNREAD if form == "nucleotide" else AMBIGUOUS)
    text = raw.translate({ord(letter): unknown for letter in vague})
    return Letters(
        form=form,
        text=text.replace("U", "T") if form == "nucleotide" else text,
        columns=columns,
        length=len(whole.translate(_WITHOUT_FILLERS)),
        illegal=min(((columns[raw.index(letter)], letter) for letter in strange), default=None),
        point=_point(known),
    )


def _form(whole: str) -> Form:
    telling = whole.translate(_TELLING)
    plain = sum(telling.count(letter) for letter in PLAIN_NUCLEOTIDES)
    least = CODED_SHARE if NUCLEOTIDES.issuperset(telling) else NUCLEOTIDE_SHARE
    return "nucleotide" if telling and plain >= least * len(telling) else "protein"


def _blank_long_runs(whole: str, form: Form) -> str:
    """Write blanks for each long run that says nothing, over line ends and blanks inside it too."""
    dense = whole.translate(_WITHOUT_BLANKS)
    runs = [run.span() for run in _RUNS[form].finditer(dense)]
    if not runs:
        return whole
    places = [place for place, letter in enumerate(whole) if letter not in BLANKS]
    letters = list(whole)
    for start, end in runs:
        for place in places[start:end]:
            letters[place] = " "
    return "".join(letters)


def _point(known: str) -> int | None:
    """Find a point inside; `known` has no long runs any more."""
    if "-" in known or "~" in known:
        return None
    inside = known.strip(BLANKS + GAPS)
    return known.index(inside) + inside.index(".") + 1 if "." in inside else None
