"""Manifests are read by libyaml as Python would read them, and none brings the process down."""

from pathlib import Path

import pytest
import yaml

from driftline_worker.models.documents import DEEPEST, read_yaml

MODELS = Path(__file__).parents[3] / "main" / "models"


@pytest.mark.parametrize("path", sorted(MODELS.glob("*/*/*.yaml")), ids=lambda path: "/".join(path.parts[-3:]))
def test_a_shipped_document_says_what_python_reads(path: Path) -> None:
    content = path.read_bytes()

    assert read_yaml(content) == yaml.safe_load(content)


@pytest.mark.parametrize("opening", [b"[", b"- ", b"{a: "])
def test_what_is_nested_too_deep_is_refused(opening: bytes) -> None:
    with pytest.raises(yaml.YAMLError):
        read_yaml(opening * 200_000)


def test_what_is_nested_as_deep_as_it_may_be_is_read() -> None:
    found = read_yaml(b"[" * DEEPEST + b"]" * DEEPEST)

    for _ in range(DEEPEST - 1):
        (found,) = found
    assert found == []


def test_no_object_is_made_of_a_document() -> None:
    with pytest.raises(yaml.YAMLError):
        read_yaml(b"!!python/object/apply:os.getcwd []")
