"""The batch command answers every row in, in order, with the figures a job would give."""

import csv
import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from driftline_worker.attempts.job import run
from driftline_worker.attempts.stages import Tools
from driftline_worker.batch.command import HEADER, main
from driftline_worker.reference.references import references
from testing.fakes import FakeStaging
from testing.said import Said
from testing.samples import BEIJING, WISCONSIN, dispatch
from testing.tiny_models import write_tiny_model

H1, H3 = references()["H1N1"].target, references()["H3N2"].target
STRAINS = {
    "A/Wisconsin/67/2005 CY163680.1": WISCONSIN,
    "A/Beijing/32/1992": BEIJING,
    "A/California/07/2009|H1N1": H1,
    "A/Short/1/2004": H3[100:160],
    "A/Aligned/1/2004": H3[:99] + "-" + H3[100:200] + "X" * 40 + H3[240:],
    "A/Ends/1/2004": H3[170:230],
    "unread": "XXXX",
}
PAIRS = [
    ("H3N2", "A/Wisconsin/67/2005", "A/Beijing/32/1992"),
    ("H3N2", "A/Beijing/32/1992", "A/Short/1/2004"),
    ("H3N2", "A/Nowhere/1/1999", "A/Beijing/32/1992"),
    ("H1N1", "A/California/07/2009|H1N1", "A/California/07/2009|H1N1"),
    ("H3N2", "A/California/07/2009|H1N1", "A/Beijing/32/1992"),
    ("H3N2", "unread", "A/Beijing/32/1992"),
    ("H7N9", "A/Wisconsin/67/2005", "A/Beijing/32/1992"),
    ("H3N2", "A/Wisconsin/67/2005 CY163680.1", "A/Aligned/1/2004"),
    ("H3N2", "A/Short/1/2004", "A/Ends/1/2004"),
]
Batch = Callable[..., int]


def write_fasta(path: Path, strains: dict[str, str], end: str = "\n") -> Path:
    path.write_bytes("".join(f">{name}{end}{letters}{end}" for name, letters in strains.items()).encode())
    return path


def write_pairs(path: Path, pairs: Sequence[tuple[str, ...]], header: str = "subtype,strain_a,strain_b") -> Path:
    path.write_text("\n".join([header, *(",".join(pair) for pair in pairs)]) + "\n", "utf-8")
    return path


@pytest.fixture
def batch(tmp_path: Path, model_folder: Path) -> Batch:
    """Return the command on files of this test, each of which a test may replace."""
    given: dict[str, Any] = {
        "models": model_folder,
        "model": "tiny",
        "encoding": "one-hot",
        "pairs": write_pairs(tmp_path / "pairs.csv", PAIRS),
        "sequences": write_fasta(tmp_path / "strains.fasta", STRAINS),
        "output": tmp_path / "out.csv",
    }

    def command(**changes: Any) -> int:
        arguments = []
        for name, value in (given | changes).items():
            values = value if isinstance(value, list) else [value]
            arguments += [f"--{name}", *(str(each) for each in values)]
        return main(arguments)

    return command


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_has_one_row_for_each_row_in_the_same_order(batch: Batch, tmp_path: Path) -> None:
    assert batch() == 0

    rows = read(tmp_path / "out.csv")
    assert tuple(rows[0]) == HEADER
    assert [(row["subtype"], row["strain_a"], row["strain_b"]) for row in rows] == PAIRS
    assert [row["distance_log2"] != "" for row in rows] == [True, True, False, True, True, False, False, True, False]
    assert {row["verdict"] for row in rows if row["low"]} <= {"similar", "variant"}
    assert {row["verdict"] for row in rows if not row["low"]} == {"outside"}
    assert all((row["probability_variant"] == "") == (row["low"] == "") == (row["high"] == "") for row in rows)


def test_says_beside_each_row_what_to_beware_of(batch: Batch, tmp_path: Path) -> None:
    batch()
    warnings = [row["warnings"] for row in read(tmp_path / "out.csv")]

    assert warnings[0] == ""
    assert "A/Short/1/2004: 60 letters are too short for HA1" in warnings[1]
    assert warnings[2] == "A/Nowhere/1/1999: not in the sequence files"
    assert warnings[3].startswith("The HA1 sequences are identical")
    assert "A/California/07/2009|H1N1: the sequence is more similar to H1 than to H3" in warnings[4]
    assert warnings[5].startswith("unread: ")
    assert (
        warnings[6]
        == "A/Wisconsin/67/2005 CY163680.1: Subtype H7N9 is not known; B/Victoria, B/Yamagata, H1N1, H3N2, H5N1 are"
    )
    assert "Only 60 of 329 HA1 sites are known in both sequences" in warnings[1]
    assert warnings[8].startswith("No HA1 site is known in both sequences; A/Short/1/2004: 60 letters are too short")
    assert "A/Aligned/1/2004: 42 of 329 HA1 sites are unknown" in warnings[7]


def test_has_the_figures_of_a_job(batch: Batch, tmp_path: Path, tools: Tools, staging: FakeStaging) -> None:
    batch()
    row = read(tmp_path / "out.csv")[0]
    staging.stage(dispatch().sequences_key, WISCONSIN, BEIJING)
    run(Said().attempt, tools)
    (pair,) = json.loads(gzip.decompress(staging.results[dispatch().result_key][0]))["pairs"]

    assert [float(row[name]) for name in HEADER[3:7]] == [
        pair["probability"],
        pair["distanceLog2"],
        *pair["interval"],
    ]
    assert row["verdict"] == pair["verdict"]


def test_swapping_the_strains_gives_the_same_figures(batch: Batch, tmp_path: Path) -> None:
    batch()
    forth = [[row[name] for name in HEADER[3:7]] for row in read(tmp_path / "out.csv")]
    batch(pairs=write_pairs(tmp_path / "swapped.csv", [(subtype, b, a) for subtype, a, b in PAIRS]))

    assert [[row[name] for name in HEADER[3:7]] for row in read(tmp_path / "out.csv")] == forth


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_reads_packed_files_and_any_line_ends(batch: Batch, tmp_path: Path, end: str) -> None:
    batch()
    expected = (tmp_path / "out.csv").read_bytes()
    names = list(STRAINS)
    first = write_fasta(tmp_path / "a.fasta", {name: STRAINS[name] for name in names[:2]}, end)
    second = write_fasta(tmp_path / "b.fasta", {name: STRAINS[name] for name in names[2:]}, end)
    packed = tmp_path / "b.fasta.gz"
    packed.write_bytes(gzip.compress(second.read_bytes()))

    assert batch(sequences=[first, packed]) == 0
    assert (tmp_path / "out.csv").read_bytes() == expected


def test_ignores_other_columns_wherever_they_stand(batch: Batch, tmp_path: Path) -> None:
    batch()
    expected = (tmp_path / "out.csv").read_bytes()
    wide = [(subtype, "1", b, a, "x") for subtype, a, b in PAIRS]
    batch(pairs=write_pairs(tmp_path / "wide.csv", wide, "subtype,number,strain_b,strain_a,more"))

    assert (tmp_path / "out.csv").read_bytes() == expected


def test_of_several_sequences_under_a_name_the_subtypes_own_is_taken(batch: Batch, tmp_path: Path) -> None:
    both = tmp_path / "both.fasta"
    both.write_text(f">twice\n{H1}\n>twice\n{H3}\n>once\n{H3}\n", "utf-8")
    batch(sequences=both, pairs=write_pairs(tmp_path / "twice.csv", [("H3N2", "twice", "once")]))

    (row,) = read(tmp_path / "out.csv")
    assert row["distance_log2"] == "0.0"
    assert "twice: 2 different sequences; the one nearest to H3N2 is used" in row["warnings"]


def test_a_header_may_begin_with_the_subtype(batch: Batch, tmp_path: Path) -> None:
    both = tmp_path / "both.fasta"
    both.write_text(f">H1N1|A/Same/1/2000\n{H1}\n>H3N2|A/Same/1/2000 HA\n{H3}\n>once\n{H3}\n", "utf-8")
    batch(sequences=both, pairs=write_pairs(tmp_path / "same.csv", [("H3N2", "A/Same/1/2000", "once")]))

    (row,) = read(tmp_path / "out.csv")
    assert (row["distance_log2"], row["warnings"].startswith("The HA1 sequences are identical")) == ("0.0", True)


def test_names_stay_as_they_are_and_warnings_are_no_formulas(batch: Batch, tmp_path: Path) -> None:
    batch(pairs=write_pairs(tmp_path / "formula.csv", [("H3N2", "=1+1", "A/Beijing/32/1992")]))

    (row,) = read(tmp_path / "out.csv")
    assert row["strain_a"] == "=1+1"
    assert row["warnings"] == "'=1+1: not in the sequence files"


def test_the_newest_version_is_taken_unless_one_is_named(batch: Batch, tmp_path: Path) -> None:
    for version, level in (("2", 0.5), ("10", 0.7)):
        write_tiny_model(tmp_path / "models", version=version, threshold={"distanceLog2": 2.0, "probability": level})

    assert batch(models=tmp_path / "models") == 0
    assert batch(models=tmp_path / "models", version="2") == 0
    assert batch(models=tmp_path / "models", version="3") == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"model": "nosuch"}, "has no model nosuch; there: tiny 1"),
        ({"encoding": "blosum62"}, "TINY 1 does not support this encoding; it supports one-hot"),
        ({"pairs": "missing.csv"}, "missing.csv cannot be read"),
        ({"sequences": "missing.fasta"}, "missing.fasta cannot be read"),
        ({"output": "missing/out.csv"}, "missing/out.csv cannot be written"),
    ],
)
def test_says_what_cannot_be_used(
    batch: Batch, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], said: str
) -> None:
    assert batch(**changes) == 2
    assert said in capsys.readouterr().err


def test_names_a_missing_column(batch: Batch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(pairs=write_pairs(tmp_path / "bad.csv", [("H3N2", "a")], "subtype,strain_a")) == 2
    assert "bad.csv has no column strain_b" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_no_fasta_is_named(batch: Batch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plain.txt").write_text("MKTII\n", "utf-8")

    assert batch(sequences=tmp_path / "plain.txt") == 2
    assert "plain.txt does not begin with a FASTA header" in capsys.readouterr().err


def test_says_how_many_pairs_have_no_figures(batch: Batch, capsys: pytest.CaptureFixture[str]) -> None:
    batch()

    assert capsys.readouterr().err == "4 of 9 pairs have no figures; the column warnings says why\n"


def test_no_pairs_give_no_rows(batch: Batch, tmp_path: Path) -> None:
    assert batch(pairs=write_pairs(tmp_path / "none.csv", [])) == 0
    assert read(tmp_path / "out.csv") == []
