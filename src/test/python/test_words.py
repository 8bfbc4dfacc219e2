"""The worker's sentences: each can be said, and each is said in Chinese on the page."""

import re
from pathlib import Path
from string import Formatter

import pytest

from driftline_worker.words import SENTENCES, Message, message

CHINESE = Path(__file__).parents[3] / "webroot" / "js" / "i18n" / "zh" / "worker.js"
ENTRY = re.compile(r"^  '([a-z.-]+)':\s+'([^']*)',$", re.M)
SAID_BY_THE_GATEWAY = {"warning.encoding", "warning.archive", "warning.left-out", "warning.header-cleaned"}
OF_THE_PAGE_ITSELF = ("stage", "batch")
"""What a stage has found the page says in both languages; the batch command speaks English alone."""


def parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def by_key() -> dict[str, list[str]]:
    """Return the sentences of each key; some have varieties, ``.variant`` at the end."""
    found: dict[str, list[str]] = {}
    for name, sentence in SENTENCES.items():
        if not name.startswith(OF_THE_PAGE_ITSELF):
            found.setdefault(".".join(name.split(".")[:2]), []).append(sentence)
    return found


def test_no_sentence_lacks_its_chinese() -> None:
    chinese = dict(ENTRY.findall(CHINESE.read_text("utf-8")))

    assert len(chinese) > 50
    assert chinese.keys() - SAID_BY_THE_GATEWAY == by_key().keys()
    for key, varieties in by_key().items():
        for sentence in varieties:
            assert set(re.findall(r"\{(\w+)}", chinese[key])) <= parameters(sentence), key


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (message("stage.checking", records=1), "Checking 1 sequence"),
        (message("stage.checking", records=2), "Checking 2 sequences"),
        (message("warning.deletion", name="x", sites=[*range(1, 13)]), "x: deletion at site 1, 2, 3, 4, 5, 6, 7, 8, "
         "9, 10 and 2 more"),
        (message("warning.outside-training", name="x", year=1930, years=[1968, 2020]), "x: 1930 lies outside the "
         "training years 1968 to 2020; expect larger errors"),
        (message("detail.record", record=1, name="{x}", fault=message("brief.stop", column=4)), "Record 1 ({x}): stop "
         "codon inside HA1 at column 4."),
        (Message("", {}, given="as the gateway has it"), "as the gateway has it"),
    ],
)  # fmt: skip
def test_sentences_are_english(said: Message, text: str) -> None:
    assert said.text == text


def test_a_message_travels_with_those_inside_it() -> None:
    inner = message("brief.stop", column=4)

    assert message("warning.unusable", name="x", fault=inner).to_json() == {
        "key": "warning.unusable",
        "params": {"name": "x", "fault": {"key": "brief.stop", "params": {"column": 4}}},
    }


def test_what_has_no_key_travels_in_english() -> None:
    read = Message("", {}, given="no sequence under this header")

    assert message("warning.unusable", name="x", fault=read).to_json()["params"]["fault"] == read.given
