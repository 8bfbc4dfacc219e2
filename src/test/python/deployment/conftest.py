from pathlib import Path

import pytest

from driftline_worker.deployment.quarantine import Quarantine
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from testing.tiny_models import write_tiny_model


@pytest.fixture
def repository(tmp_path: Path) -> ModelRepository:
    """Return a repository with the model ``tiny`` 1."""
    root = tmp_path / "models"
    write_tiny_model(root)
    return ModelRepository(root, ENCODINGS)


@pytest.fixture
def quarantine(tmp_path: Path, repository: ModelRepository) -> Quarantine:
    return Quarantine(tmp_path / "models", repository)
