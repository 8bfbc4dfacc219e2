"""What serves is installed by its list alone, so the list names everything that anything on it needs."""

from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTS = Path(__file__).parents[2] / "main" / "python"


LISTED = [("requirements.txt", *more) for more in ((), ("requirements-tracing.txt",), ("requirements-store.txt",))]


def listed(*names: str) -> list[Requirement]:
    lines = [line for name in names for line in (LISTS / name).read_text("utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("lists", LISTED)
@pytest.mark.parametrize("python", ["3.11.0", "3.11.2", "3.11.7", "3.12.1", "3.13.5"])
def test_names_everything_that_is_needed(python: str, lists: tuple[str, ...]) -> None:
    environment = {"python_full_version": python, "python_version": python.rpartition(".")[0], "extra": ""}
    here = [each for each in listed(*lists) if each.marker is None or each.marker.evaluate(environment)]
    names = {canonicalize_name(each.name) for each in here}

    missing = {
        f"{each.name} needs {needed}"
        for each in here
        for needed in map(Requirement, _needs(each.name))
        if (needed.marker is None or needed.marker.evaluate(environment))
        and canonicalize_name(needed.name) not in names
    }

    assert missing == set()


def _needs(name: str) -> list[str]:
    """Return what a package says it needs; of one that is only for other Pythons nothing is known here."""
    if canonicalize_name(name) == "async-timeout":
        return []
    return requires(name) or []
