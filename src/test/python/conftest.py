"""Fixtures of several tests."""

from pathlib import Path

import pytest

from driftline_worker.attempts.stages import Tools
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.metrics import Metrics
from driftline_worker.models.repository import ModelRepository
from driftline_worker.sequences.checker import SequenceChecker
from testing.fakes import FakeStaging
from testing.tiny_models import write_tiny_model


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the model ``tiny`` 1."""
    root = tmp_path_factory.mktemp("models")
    write_tiny_model(root)
    return root


@pytest.fixture(scope="session")
def models(model_folder: Path) -> ModelRepository:
    """Return the repository as the worker sees it."""
    return ModelRepository(model_folder, ENCODINGS)


@pytest.fixture
def staging() -> FakeStaging:
    """Return an empty store."""
    return FakeStaging()


@pytest.fixture
def tools(staging: FakeStaging, models: ModelRepository) -> Tools:
    """Return what a job works with."""
    return Tools(staging, SequenceChecker(), models, ENCODINGS, Metrics())
