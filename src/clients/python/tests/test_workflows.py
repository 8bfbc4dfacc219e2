"""The wrappers of workflow engines, each run by its engine on example data; left out where the engine is not there."""

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLIENTS = Path(__file__).resolve().parents[2]


def engine(name: str) -> str:
    """Where the engine is."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not on the PATH")
    return program


def run(folder: Path, *command: str | Path) -> str:
    """Run a program to its end, and give what it said."""
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(table: Path) -> list[dict[str, str]]:
    """The lines of a result."""
    return list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))


def season(folder: Path, examples: dict[str, str]) -> Path:
    """A file of sequences."""
    file = folder / "season.fasta"
    file.write_text(examples["h3n2-variant"], "utf-8")
    return file


@pytest.mark.usefixtures("driftline")
def test_snakemake_makes_a_table_and_a_workbook(examples: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(CLIENTS / "snakemake", tmp_path, dirs_exist_ok=True)
    season(tmp_path, examples)

    run(tmp_path, engine("snakemake"), "--cores", "1", "--quiet", "all")

    assert {row["verdict"] for row in rows(tmp_path / "season.csv")} <= {"similar", "variant", "undecided", "outside"}
    assert len(rows(tmp_path / "season.csv")) > 2
    assert (tmp_path / "season.xlsx").read_bytes().startswith(b"PK")
    assert "predicting" in (tmp_path / "season.log").read_text("utf-8")


@pytest.mark.usefixtures("driftline")
def test_nextflow_makes_a_table_and_a_result(
    examples: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine("driftline")
    shutil.copytree(CLIENTS / "nextflow", tmp_path, dirs_exist_ok=True)
    sequences = season(tmp_path, examples)
    monkeypatch.setenv("NXF_OFFLINE", "true")

    run(tmp_path, engine("nextflow"), "run", "main.nf", "--sequences", sequences, "--outdir", tmp_path / "results")

    assert len(rows(tmp_path / "results" / "season.csv")) > 2
    assert json.loads((tmp_path / "results" / "season.json").read_text("utf-8"))


def test_galaxy_takes_the_tool() -> None:
    run(CLIENTS, engine("planemo"), "lint", "--fail_level", "warn", CLIENTS / "galaxy" / "driftline_predict.xml")


@pytest.mark.usefixtures("driftline")
def test_what_the_galaxy_tool_runs_gives_what_its_test_asks_for(tmp_path: Path) -> None:
    tool = (CLIENTS / "galaxy" / "driftline_predict.xml").read_text("utf-8")
    asked = [int(lines) for lines in re.findall(r'<has_n_lines n="(\d+)"/>', tool)]

    run(
        tmp_path,
        sys.executable,
        CLIENTS / "galaxy" / "predict.py",
        "--sequences",
        CLIENTS / "galaxy" / "test-data" / "two.fasta",
        "--mode",
        "pair",
        "--table",
        tmp_path / "table",
        "--json",
        tmp_path / "json",
    )

    assert asked == [len((tmp_path / "table").read_text("utf-8").splitlines())]
    assert "substitutions" in (tmp_path / "json").read_text("utf-8")


@pytest.mark.usefixtures("driftline")
def test_the_galaxy_tool_says_in_a_sentence_what_was_refused(tmp_path: Path) -> None:
    (tmp_path / "none.fasta").write_text("no header", "utf-8")
    done = subprocess.run(
        [
            sys.executable,
            str(CLIENTS / "galaxy" / "predict.py"),
            "--sequences=none.fasta",
            "--table=table",
            "--json=json",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr and done.stderr.strip()
    assert not (tmp_path / "table").exists()
