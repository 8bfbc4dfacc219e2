"""Versions are ordered and ranges read as the advisories mean them."""

import doctest
import importlib.machinery
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[3] / "scripts" / "advisories"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("advisories", str(SCRIPT))
    spec = importlib.util.spec_from_loader("advisories", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def advisory(ecosystem: str, name: str, *events: dict[str, str]) -> dict[str, Any]:
    return {
        "affected": [
            {
                "package": {"ecosystem": ecosystem, "name": name},
                "ranges": [{"type": "ECOSYSTEM", "events": list(events)}],
            }
        ]
    }


def test_its_examples_hold(script: ModuleType) -> None:
    assert doctest.testmod(script).failed == 0


def test_reads_components_of_every_kind(script: ModuleType, tmp_path: Path) -> None:
    purls = [
        "pkg:maven/io.vertx/vertx-core@5.0.12?type=jar",
        "pkg:pypi/typing_extensions@4.16.0",
        "pkg:generic/redis@6.2.6",
        "pkg:npm/x@1",
    ]
    bom = tmp_path / "a.cdx.json"
    bom.write_text(json.dumps({"components": [{"purl": purl} for purl in purls]}))

    assert list(script.components([bom])) == [
        ("Maven", "io.vertx:vertx-core", "5.0.12"),
        ("PyPI", "typing-extensions", "4.16.0"),
        ("generic", "redis", "6.2.6"),
    ]


@pytest.mark.parametrize(
    ("version", "touched"), [("5.0.12", True), ("5.1.9", True), ("5.1.10", False), ("5.2.0", True), ("5.2.1", False)]
)
def test_a_fix_in_each_line_of_versions(script: ModuleType, version: str, touched: bool) -> None:
    two = advisory(
        "Maven",
        "io.vertx:vertx-core",
        {"introduced": "0"},
        {"fixed": "5.1.10"},
        {"introduced": "5.2.0"},
        {"fixed": "5.2.1"},
    )

    assert script.touches(two, ("Maven", "io.vertx:vertx-core", version)) is touched


def test_another_package_or_ecosystem_is_not_touched(script: ModuleType) -> None:
    everything = advisory("PyPI", "Flask", {"introduced": "0"})

    assert script.touches(everything, ("PyPI", "flask", "3.1.3"))
    assert not script.touches(everything, ("PyPI", "flask-login", "3.1.3"))
    assert not script.touches(everything, ("Maven", "flask", "3.1.3"))
