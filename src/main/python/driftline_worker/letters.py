"""The letters of a record as given, made ready: protein or nucleotide, upper case, without gaps.

Columns of faults are one-based and count every letter as given, gaps too, so that a
person finds them in their own file.
"""

from dataclasses import dataclass
from typing import Literal

Form = Literal["protein", "nucleotide"]

FILLERS = frozenset("-.~ \t\r\n")
NUCLEOTIDES = frozenset("ACGTUNRYSWKMBDHV")
PLAIN_NUCLEOTIDES = frozenset("ACGTUN")
AMINO_ACIDS = frozenset("ACDEFGHIKLMNPQRSTVWY")
AMBIGUOUS_AMINO_ACIDS = frozenset("BZJXUO?")
STOP = "*"
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
    columns : tuple[int, ...]
        One-based column of each letter of `text` in the record as given.
    illegal : tuple[int, str] | None
        Column and letter of the first one outside the alphabet.
    """

    form: Form
    text: str
    columns: tuple[int, ...]
    illegal: tuple[int, str] | None


def read_letters(given: str) -> Letters:
    """Strip fillers, tell protein from nucleotide, and replace uncertain codes."""
    kept = [(column, letter) for column, letter in enumerate(given.upper(), start=1) if letter not in FILLERS]
    columns = tuple(column for column, _ in kept)
    raw = "".join(letter for _, letter in kept)
    form = _form(raw)
    alphabet = NUCLEOTIDES if form == "nucleotide" else AMINO_ACIDS | AMBIGUOUS_AMINO_ACIDS | {STOP}
    illegal = next(((column, letter) for column, letter in kept if letter not in alphabet), None)
    if form == "nucleotide":
        text = "".join(letter if letter in NUCLEOTIDES else "N" for letter in raw).replace("U", "T")
        return Letters(form, text, columns, illegal)
    text = "".join(letter if letter in AMINO_ACIDS or letter == STOP else "X" for letter in raw)
    return Letters(form, text, columns, illegal)


def _form(raw: str) -> Form:
    plain = sum(letter in PLAIN_NUCLEOTIDES for letter in raw)
    return "nucleotide" if raw and plain >= NUCLEOTIDE_SHARE * len(raw) else "protein"
