"""What a word of a FASTA header is: one table, the same in JavaScript (``headers/words.js``), Java (``HeaderWords``).

Words are short, and no pattern can be read in more than a few ways, so that text of users costs no more than
its length.
"""

import re
from dataclasses import dataclass
from typing import Literal

BLANKS = " \t\u00a0\u3000\ufeff"
LONGEST = 60

_ID = re.compile(
    r"EPI_ISL_[0-9]+|EPI[0-9]+|[A-Z]{1,2}[0-9]{5,8}(?:\.[0-9]{1,2})?|[A-Z]{3}[0-9]{5,7}(?:\.[0-9]{1,2})?"
    r"|[ANXYW][CGMPRTZ]_[0-9]{6,9}(?:\.[0-9]{1,2})?"
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-/](?:[0-9]{1,2}|XX|[A-Z][a-z]{2})){0,2}|[0-9]{1,2}-[A-Z][a-z]{2}-(?:19|20)[0-9]{2}"
)
_SUBTYPE = re.compile(r"(?:INFLUENZA)?(?:A/?)?\(?H(1[0-9]|[1-9])(?:N(1[01]|[1-9]|X))?\)?(\(?PDM(?:09)?\)?)?")
_PANDEMIC = re.compile(r"\(?(?:PDM(?:09)?|2009PDM|PANDEMIC)\)?")
_LINEAGE_OF_B = re.compile(r"(?:B[-/]?)?(?:(VIC(?:TORIA)?)|YAM(?:AGATA)?)(?:-?LIKE|-?LINEAGE)?")
_PART = re.compile(r"PB[12]|PB1-F2|PA|PA-X|HA[0-9]?|H|NP|NA|MP|M[12]?|NS[12]?|NEP|HE|[1-8]|MIXED|V")
_SEED = "(?:NYMC|IVR|NIBRG|NIB|RESVIR|IDCDC|CNIC|CVR|BVR|CBER|CDC|SJRG|SAN|BX|RG|PR8|X)"
# Vaccine strains and reassortants: IVR-165, X-179A, NIB-104, NYMC, PR8-IDCDC-RG6.
_VACCINE = re.compile(
    f"NYMC|LIKE|(?:{_SEED}-?){{1,4}}[0-9]{{2,6}}[A-Z]{{0,2}}|(?:{_SEED}-){{1,4}}(?:RG-?)?[0-9]{{1,6}}[A-Z]{{0,2}}"
)
_HOUSE = "(?:EGGS?|CELLS?|MDCK|SIAT|VERO|ORIGINAL|CLINICAL|UNPASSAGED|LLC|HCK|SPF|PMK|RHMK|RMK|QMC)"
_LETTERS = "(?:MX|CK|MK|AM|AL|OR|CS|E|C|M|S|P|X|D)"
_PASSAGE = re.compile(f"(?:{_HOUSE}(?:X|[0-9]{{1,2}})?|{_LETTERS}(?:X|[0-9]{{1,2}})){{1,3}}")
_BESIDE_PASSAGE = re.compile(f"{_LETTERS}|[0-9]{{1,4}}|PASSAGE|SPECIMEN|SAMPLE")
_BETWEEN_PIECES = re.compile("[^A-Z0-9]+")
_SMALL = re.compile("[a-z]+")

Kind = Literal["id", "date", "subtype", "pandemic", "lineage", "part", "vaccine", "passage"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is known, as what."""

    kind: Kind
    value: str


def word_of(text: str) -> Word | None:
    """Return what a word or a field of a header is, if that is certain."""
    if len(text) > LONGEST:
        return None
    if _ID.fullmatch(text):
        return Word("id", text)
    if _DATE.fullmatch(text):
        return Word("date", text)
    bare = _upper(text.replace(" ", "").replace("_", ""))
    if subtype := _SUBTYPE.fullmatch(bare):
        ha, na, pandemic = subtype.groups()
        return Word("pandemic" if pandemic else "subtype", f"H{ha}" + (f"N{na}" if na and na != "X" else ""))
    if _PANDEMIC.fullmatch(bare):
        return Word("pandemic", "")
    if lineage := _LINEAGE_OF_B.fullmatch(bare):
        return Word("lineage", "Victoria" if lineage[1] else "Yamagata")
    if _PART.fullmatch(bare):
        return Word("part", text)
    if _VACCINE.fullmatch(_upper(text)):
        return Word("vaccine", text)
    return Word("passage", text) if _is_passage(text) else None


def _is_passage(text: str) -> bool:
    """Tell whether each piece, as of E4/E1, SIAT2/SIAT1, MDCKx, egg, is one of passage or may stand beside one."""
    pieces = [piece for piece in _BETWEEN_PIECES.split(_upper(text)) if piece]
    passages = [piece for piece in pieces if _PASSAGE.fullmatch(piece)]
    return bool(passages) and all(piece in passages or _BESIDE_PASSAGE.fullmatch(piece) for piece in pieces)


def _upper(text: str) -> str:
    """Raise letters of ASCII alone: others have no upper case that all languages agree on."""
    return _SMALL.sub(lambda letters: letters[0].upper(), text)
