"""The name of a strain within a field of a FASTA header: where it begins, its year, and what stands around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from driftline_worker.headers.words import BLANKS, Word, word_of

LONGEST = 100
TRIES = 8
FIRST_ISOLATED = 30
"""Influenza was first isolated in 1930, so two digits below that are of this century."""

_TYPES = "ABCDabcd"
_OPEN = "([\uff08"
_CLOSE = ")]}\uff09"
_BEFORE = BLANKS + "_" + _OPEN + "{\"':=,;>"
_BETWEEN = BLANKS + "_-/" + _CLOSE + "\"',;"
# Whatever follows one of these may be prose; what is joined on belongs to the name, or it is not known what it is.
_LOOSE = BLANKS + _CLOSE + ",;"
_ENDS_WORD = BLANKS + "_" + _OPEN + _CLOSE + '",;'
_JOINED_ID = re.compile(r"EPI_ISL_[0-9]+|[ANXYW][CGMPRTZ]_[0-9]{6,9}(?:\.[0-9]{1,2})?")
_FILLER = frozenset({"influenza", "a", "b", "c", "d", "virus", "unverified:", "type"})
# Strains that are written with a year of two digits and no number.
_OLD = frozenset({"ws", "wsn", "nws", "pr8", "lee", "fm1"})
_BLANK = re.compile(f"[{BLANKS}]+")
_BETWEEN_WORDS = re.compile(r"(?:(?<=[^ -@\[-`{-~])|(?<=\.))_(?=[^ -@\[-`{-~])")


@dataclass(slots=True)
class Name:
    """A strain's name, with what else its field says."""

    strain: str
    shown: str
    year: int | None
    sure: bool = True
    words: list[Word] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def name_in(text: str) -> Name | None:
    """Return the first that looks like a strain: type, place, number, year."""
    tries, slash = 0, text.find("/")
    while slash > 0 and tries < TRIES:
        if text[slash - 1] in _TYPES and (slash == 1 or text[slash - 2] in _BEFORE):
            tries += 1
            if end := _end_of(text, slash):
                return _around(text, slash - 1, *end)
        slash = text.find("/", slash + 1)
    return None


def _end_of(text: str, slash: int) -> tuple[int, int] | None:
    """Return what stands behind the year, and the year.

    It is the first field after the second that is a year and no more; a whole field is one only if no other follows.
    """
    followed, fields, first = None, 1, ""
    start = slash + 1
    while start <= len(text) and start - slash < LONGEST:
        following = text.find("/", start)
        end = len(text) if following < 0 else following
        if end == start:
            break
        if fields == 1:
            first = text[start:end].lower()
        begin = _past_blanks(text, start)
        at = _past_digits(text, begin)
        dated = fields > 1 and (at - begin == 4 or fields > 2 or first in _OLD)
        year = _year_of(text[begin:at]) if dated else None
        if year is not None:
            if _past_blanks(text, at) == end and following >= 0:
                followed = at, year
            elif _ends_year(text, at):
                return (at + 1 if text[at : at + 1] in ("v", "V") else at), year
        start = end + 1
        fields += 1
    return followed


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _past_separators(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BETWEEN:
        at += 1
    return at


def _past_digits(text: str, at: int) -> int:
    end = at
    while end < len(text) and end - at < 5 and "0" <= text[end] <= "9":
        end += 1
    return end


def _year_of(digits: str) -> int | None:
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < FIRST_ISOLATED else 1900)
    return int(digits) if len(digits) == 4 and digits.startswith(("19", "20")) else None


def _ends_year(text: str, at: int) -> bool:
    following, after = text[at : at + 1], text[at + 1 : at + 2]
    if not following or following in _ENDS_WORD or following == "'":
        return True
    if following == "-":
        return bool(after) and not "0" <= after <= "9" and after not in _BETWEEN
    return following in "vV" and (not after or after in _BETWEEN or after in _OPEN)


def _around(text: str, start: int, end: int, year: int) -> Name | None:
    opened = _depth(text, start, end)
    at = min(len(text), _closing(text, end, opened) + 1) if opened > 0 else end
    if at - start > LONGEST:
        return None
    strain = _written(text[start:at])
    name = Name(strain, strain, year)
    _behind(name, text, at)
    _before(name, text[:start])
    return name


def _behind(name: Name, text: str, at: int) -> None:
    """Read what follows the year: passage, vaccine strain, subtype and the like, then prose."""
    while at < len(text):
        start, at = at, _past_separators(text, at)
        separator = text[start:at]
        if at == len(text):
            return
        bracket = text[at] in _OPEN
        end = _closing(text, at + 1, 1) if bracket else _word_end(text, at)
        token = text[at + 1 : end].strip(BLANKS) if bracket else text[at:end]
        if token in ("x", "\u00d7"):
            _crossed(name, text[at : _closing(text, at, 1)])
            return
        word = word_of(token)
        if word is None:
            _prose(name, text[at:], separator)
            return
        _take(name, word, separator, bracket)
        at = end + 1 if bracket else max(end, at + 1)


def _prose(name: Name, text: str, separator: str) -> None:
    name.sure = any(each in _LOOSE for each in separator)
    if name.sure:
        name.rest.append(text.strip(BLANKS))


def _take(name: Name, word: Word, separator: str, bracket: bool) -> None:
    if word.kind in ("vaccine", "passage"):
        _join(name, word, separator, bracket)
    if word.kind != "vaccine":
        name.words.append(word)


def _join(name: Name, word: Word, separator: str, bracket: bool) -> None:
    glue = separator if separator in ("", "-") else " "
    more = glue + (f"({word.value})" if bracket else word.value)
    name.shown += more
    if word.kind == "vaccine":
        name.strain += more


def _crossed(name: Name, other: str) -> None:
    """Keep both strains of a cross; `other` begins with its x."""
    name.strain += f" {_written(other)}"
    name.shown += f" {_written(other)}"


def _before(name: Name, text: str) -> None:
    """Read what stands before the name: accessions, the organism, or the vaccine strain made of it."""
    made, unknown = [], []
    for token in _words(text):
        word = word_of(token)
        if word and word.kind == "vaccine":
            made.append(token)
        elif word and word.kind != "passage":
            name.words.append(word)
        elif token.lower() not in _FILLER:
            unknown.append(token)
    if made:
        _made_of(name, " ".join(made))
    if unknown:
        name.rest.insert(0, " ".join(unknown))
        name.sure = name.sure and not text.endswith("_")


def _words(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        if text[at] in _BEFORE or text[at] in _BETWEEN:
            at += 1
            continue
        end = _word_end(text, at)
        yield text[at:end]
        at = max(end, at + 1)


def _made_of(name: Name, vaccine: str) -> None:
    name.strain = f"{vaccine} ({name.strain})"
    name.shown = f"{vaccine} ({name.shown})"


def _word_end(text: str, at: int) -> int:
    if joined := _JOINED_ID.match(text, at):
        return joined.end()
    while at < len(text) and text[at] not in _ENDS_WORD:
        at += 1
    return at


def _depth(text: str, start: int, end: int) -> int:
    """Return how many brackets are open."""
    return sum((each in _OPEN) - (each in _CLOSE) for each in text[start:end])


def _closing(text: str, at: int, opened: int) -> int:
    """Return where so many brackets that are open are closed, or the end."""
    for place in range(at, len(text)):
        opened += (text[place] in _OPEN) - (text[place] in _CLOSE)
        if opened == 0:
            return place
    return len(text)


def _written(strain: str) -> str:
    """Write as virologists do: no doubled blanks, and `_` between words of places is one."""
    fields = [_BLANK.sub(" ", each.strip(BLANKS)) for each in strain.split("/")]
    if any(" " in each for each in fields):
        return "/".join(fields)
    number = len(fields) - 2 if len(fields) > 3 else 0
    return "/".join(each if place == number else _BETWEEN_WORDS.sub(" ", each) for place, each in enumerate(fields))
