"""The examples in the worker's docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import driftline_worker

MODULES = [
    module.name
    for module in pkgutil.walk_packages(driftline_worker.__path__, "driftline_worker.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(name)

    assert doctest.testmod(module).failed == 0
