import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from driftline_worker.batch.strains import Strains
from driftline_worker.checking.records import CheckedRecord
from driftline_worker.headers import parsed
from driftline_worker.predicting.caveats import training_caveats
from driftline_worker.reference.references import references
from driftline_worker.sequences.checker import SequenceChecker

CONTRACT = Path(__file__).parents[2] / "contract"
CASES = json.loads(CONTRACT.joinpath("headers.json").read_text(encoding="utf-8"))
TABLE = json.loads(CONTRACT.joinpath("record-names.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["header"][:60])
def test_understands_real_headers_as_the_gateway_and_the_page_do(case: dict[str, Any]) -> None:
    sure = not case.get("unsure", False)
    expected = {
        "strain": case.get("strain"),
        "shown": case.get("shown", case.get("strain") if sure else case["header"]),
        **{name: case.get(name) for name in ("year", "subtype", "lineage", "passage", "date")},
        **{name: case.get(name, []) for name in ("ids", "rest")},
        "sure": sure,
    }
    assert asdict(parsed(case["header"])) == expected


@pytest.mark.parametrize(
    "piece", ["A/x", "A/1/68 ", "(", "()", "NYMC-", "MX1/", "_", " A/B/1/2009(", "H1N1|", "a-", "/", "X-X-"]
)
def test_takes_time_in_proportion_to_a_header(piece: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        parsed(piece * (size // len(piece)))
        return time.process_time() - start

    parsed(piece)
    assert min(seconds(200_000) for _ in range(2)) < 5


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("A/swine/Iowa/2025/1999", None),
        ("A/Ohio/1998/2024", 2024),
        ("A/mallard/Alberta/2022/2011", None),
        ("A/Hong Kong/1/68", None),
        ("A/Puerto Rico/8/34", None),
        ("A/Ohio/13/20", 2020),
        ("A/Ohio/2/2024v", 2024),
        ("A/Example/1/2024_H3N2", 2024),
        ("A/Cattle/USA/24-009110-001/2024_H5N1", 2024),
        ("LAB-0045|2024-03-01|HA", 2024),
        ("24-0123-HA", None),
    ],
)
def test_warns_of_years_outside_training_by_the_year_of_the_strain(name: str, year: int | None) -> None:
    record = CheckedRecord(1, name, SequenceChecker().check(references()["H3N2"].target))

    warned = training_caveats(record, (1934, 2012), None)

    assert [caveat.params["year"] for caveat in warned if "year" in caveat.params] == ([] if year is None else [year])


@pytest.mark.parametrize("case", TABLE["found"], ids=lambda case: case["name"])
def test_finds_strains_by_the_gateways_rule(case: dict[str, Any]) -> None:
    records = TABLE["records"]
    strains = Strains((header, str(number)) for number, header in enumerate(records, start=1))

    assert [int(letters) for letters in strains.named(case["name"], "H3N2")] == case["records"]


def test_prefers_the_strain_of_the_subtype_asked_for() -> None:
    strains = Strains([("H1N1|A/Perth/16/2009", "a"), ("H3N2|A/Perth/16/2009", "b"), ("A/Perth/16/2009", "c")])

    assert strains.named("A/Perth/16/2009", "H3N2") == {"b": "H3N2|A/Perth/16/2009"}
    assert strains.named("A/Perth/16/2009", "H5N1") == {"c": "A/Perth/16/2009"}


def test_says_what_an_unknown_name_may_have_been_meant_to_be() -> None:
    strains = Strains((header, "M") for header in TABLE["records"])

    assert strains.nearest("A/Ohio/O7/2009") == "A/Ohio/07/2009"
    assert strains.nearest("A/Texs/50/2012") == "A/Texas/50/2012"
    assert strains.nearest("nobody") is None
