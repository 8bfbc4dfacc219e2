"""When two strain names mean one virus: passages, laboratory marks and spellings aside.

>>> virus_key("A/SWITZERLAND/9715293/2013_SIAT1/SIAT2")
('A', 'SWITZERLAND', '9715293', '2013')
>>> virus_key("A/ATHENS(GR)/112/2012") == virus_key("A/ATHENS/GR112/2012")
True
"""

import re
from difflib import SequenceMatcher

LIKE = 0.8
"""From this share of common letters on, two places are taken for spellings of one, where all else agrees."""
WORDS = {
    "WSWAN": "WHOOPERSWAN",
    "BHGOOSE": "BARHEADEDGOOSE",
    "BHGS": "BARHEADEDGOOSE",
    "JWE": "JAPANESEWHITEEYE",
    "CK": "CHICKEN",
    "DK": "DUCK",
}
"""Abbreviated hosts."""


def virus_key(name: str) -> tuple[str, str, str, str]:
    """Give type, words of host and place, digits of the number, year of a name; the mark of a passage is dropped."""
    parts = name.split("_")[0].split("/")
    kind, middle, year = parts[0], parts[1:-1], parts[-1]
    words = "".join(WORDS.get(word, word) for part in middle for word in re.findall(r"[A-Z]+", _unmarked(part)))
    digits = "-".join(re.findall(r"\d+", "/".join(middle)))
    return kind, words, digits, year


def one_virus(some: str, other: str) -> bool:
    """Tell whether two names may mean one virus, given that their HA1 agree: same number, year or the next, like place.

    >>> one_virus("A/SHANGDONG/9/1993", "A/SHANDONG/9/1993")
    True
    >>> one_virus("B/PARIS/1762/2008", "B/PARIS/1762/2009")
    True
    >>> one_virus("A/PARIS/1/2008", "A/LYON/1/2008")
    False
    """
    (_, place, number, year), (_, elsewhere, another, later) = virus_key(some), virus_key(other)
    if number != another or not number or not (year.isdigit() and later.isdigit()):
        return place == elsewhere and number == another and year == later
    if abs(int(year) - int(later)) > 1:
        return False
    return place == elsewhere or SequenceMatcher(None, place, elsewhere).ratio() >= LIKE


def _unmarked(part: str) -> str:
    """Drop what stands in brackets, and letters before a number: marks of a laboratory or country."""
    part = re.sub(r"\([A-Z]*\)", "", part)
    return re.sub(r"^[A-Z]{1,3}(?=\d)", "", part)
