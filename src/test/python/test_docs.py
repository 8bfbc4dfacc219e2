"""The examples in the worker's docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import driftline_worker

MODULES = [module.name for module in pkgutil.iter_modules(driftline_worker.__path__) if module.name != "__main__"]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(f"driftline_worker.{name}")

    assert doctest.testmod(module).failed == 0
