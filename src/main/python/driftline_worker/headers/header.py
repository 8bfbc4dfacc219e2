"""What a FASTA header says: the strain, its year, subtype, passage, accessions, and the rest.

Time is linear in the header. What is not certain is shown whole.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from driftline_worker.headers.strain import Name, name_in
from driftline_worker.headers.words import BLANKS, Word, word_of

_EDGES = BLANKS + "_\"'>"
_TAGS = frozenset({"gi", "gb", "emb", "dbj", "ref", "accn", "lcl", "sp"})
_KEY = re.compile(r"([A-Za-z][A-Za-z _]{0,23})[:=]")
_ID_KEYS = frozenset({"gb", "genbank", "accession", "genbank accession", "ncbiid", "isolate id", "uniprotkb"})
_NOTHING = frozenset({"", "-n/a-", "n/a", "-", "?", "unknown"})
_SUBTYPE_IN_TEXT = re.compile(r"(?:^|[^A-Za-z0-9])([Hh](?:1[0-9]|[1-9])[Nn](?:1[01]|[1-9]))(?![A-Za-z0-9])")
_DATED = re.compile(r"((?:19|20)[0-9]{2})[-/]|.*-((?:19|20)[0-9]{2})$")
_NUMBER = re.compile("[0-9]+")
PANDEMIC = "pdm09"
RECENT = 4096


@dataclass(slots=True)
class StrainHeader:
    """A header understood.

    `strain` is the virus, `shown` what to call the record: with vaccine strain and passage where they stand at the
    name, the whole header where that is not `sure`. `date` is that of collection, `rest` what else the header says.
    """

    shown: str
    strain: str | None = None
    year: int | None = None
    subtype: str | None = None
    lineage: str | None = None
    passage: str | None = None
    date: str | None = None
    ids: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    sure: bool = False


@lru_cache(RECENT)
def parsed(header: str) -> StrainHeader:
    """Return what a header says; `header` stands without ``>``.

    Whoever asks again gets the same object: it is only read.
    """
    found = StrainHeader(header.strip(BLANKS))
    fields = header.split("|")
    tag = ""
    for raw in fields:
        text = raw.strip(_EDGES)
        if tag == "gi" and _NUMBER.fullmatch(text):
            found.ids.append(text)
        elif text not in _TAGS:
            _take(found, text)
        tag = text
    if found.subtype is None and (said := _SUBTYPE_IN_TEXT.search(header)):
        found.subtype = said[1].upper()
    _judge(found)
    if len(fields) == 1 and found.strain is None:
        found.rest = []
    return found


def _judge(found: StrainHeader) -> None:
    """Keep a lineage of B only where the strain is one, and take the year of a date where the name has none."""
    if found.lineage not in (None, PANDEMIC) and not (found.strain or "").startswith(("B/", "b/")):
        found.rest.append(str(found.lineage))
        found.lineage = None
    if found.year is None and (dated := _DATED.match(found.date or "")):
        found.year = int(dated[1] or dated[2])


def _take(found: StrainHeader, text: str) -> None:
    key = _KEY.match(text)
    value = text[key.end() :].strip(_EDGES) if key else text
    if value.lower() in _NOTHING:
        return
    title = key[1].lower().replace("_", " ") if key else ""
    if title in _ID_KEYS:
        found.ids.append(value)
    elif title.startswith("passage"):
        found.passage = found.passage or value
    elif word := word_of(value):
        _tell(found, word)
    else:
        _take_text(found, text, name_in(value))


def _take_text(found: StrainHeader, text: str, name: Name | None) -> None:
    if name is None or (found.strain and (found.sure or not name.sure)):
        if name is None or name.strain != found.strain:
            found.rest.append(text)
        return
    found.strain, found.year, found.sure = name.strain, name.year, name.sure
    if name.sure:
        found.shown = name.shown
    for word in name.words:
        _tell(found, word)
    found.rest += name.rest


def _tell(found: StrainHeader, word: Word) -> None:
    match word.kind:
        case "id":
            found.ids.append(word.value)
        case "date" if found.date is None:
            found.date = word.value
        case "subtype" | "pandemic":
            found.subtype = found.subtype or word.value or None
            if word.kind == "pandemic":
                found.lineage = found.lineage or PANDEMIC
        case "lineage":
            found.lineage = found.lineage or word.value
        case "passage":
            found.passage = f"{found.passage} {word.value}" if found.passage else word.value
        case _:
            found.rest.append(word.value)
