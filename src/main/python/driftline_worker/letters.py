"""The letters of a record as given, made ready: protein or nucleotide, upper case, without gaps.

Columns of faults are one-based and count every letter as given, gaps too, so that a
person finds them in their own file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Form = Literal["protein", "nucleotide"]

FILLERS = frozenset("-.~ \t\r\n")
WITHOUT_FILLERS = str.maketrans(dict.fromkeys(FILLERS, ""))
NUCLEOTIDES = frozenset("ACGTUNRYSWKMBDHV")
PLAIN_NUCLEOTIDES = frozenset("ACGTUN")
AMINO_ACIDS = frozenset("ACDEFGHIKLMNPQRSTVWY")
AMBIGUOUS = frozenset("BZJXUO?")
STOP = "*"
PROTEIN = AMINO_ACIDS | AMBIGUOUS | {STOP}
MAX_LETTERS = 3000
NUCLEOTIDE_SHARE = 0.9
"""A record with at least this share of A, C, G, T, U and N is nucleotide; no HA protein comes near."""


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters without fillers, and where each stood.

    Attributes
    ----------
    text : str
        Upper case; nucleotides with T for U and N for what is none, proteins with X for every code but the
        20 residues and ``*``.
    columns : Sequence[int]
        One-based column of each letter of `text` in the record as given.
    illegal : tuple[int, str] | None
        Column and letter of the first one outside the alphabet.
    """

    form: Form
    text: str
    columns: Sequence[int]
    illegal: tuple[int, str] | None


def read_letters(given: str) -> Letters:
    """Strip fillers, tell protein from nucleotide, and replace uncertain codes."""
    whole = given.upper()
    raw = whole.translate(WITHOUT_FILLERS)
    columns = _columns(whole, raw)
    form = _form(raw)
    alphabet = NUCLEOTIDES if form == "nucleotide" else PROTEIN
    foreign = set(raw) - alphabet
    first = min((raw.index(letter) for letter in foreign), default=None)
    illegal = None if first is None else (columns[first], raw[first])
    unknown = "N" if form == "nucleotide" else "X"
    replaced = str.maketrans(dict.fromkeys(foreign | (AMBIGUOUS if form == "protein" else set()), unknown))
    text = raw.translate(replaced)
    return Letters(form, text.replace("U", "T") if form == "nucleotide" else text, columns, illegal)


def _columns(whole: str, raw: str) -> Sequence[int]:
    if len(raw) == len(whole):
        return range(1, len(whole) + 1)
    return [column for column, letter in enumerate(whole, start=1) if letter not in FILLERS]


def _form(raw: str) -> Form:
    plain = sum(raw.count(letter) for letter in PLAIN_NUCLEOTIDES)
    return "nucleotide" if raw and plain >= NUCLEOTIDE_SHARE * len(raw) else "protein"
