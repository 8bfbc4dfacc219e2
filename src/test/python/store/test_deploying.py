"""A version that one worker was sent is every worker's, by the store."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from driftline_worker.deployment.quarantine import Quarantine, Taken
from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.serving.deployment_routes import deployment_routes
from driftline_worker.serving.problems import handle_errors
from testing.archives import pack, take, write_version
from testing.model_store import Machine, Store
from testing.tiny_models import write_tiny_model


def examined(folder: Path) -> dict[str, Any]:
    """Stand for the examination, which `deployment` tests."""
    return ModelRepository(folder.parent, ENCODINGS).read(folder).to_json()


def called(models: ModelRepository) -> list[str]:
    models.refresh()
    return [version.called for version in models.versions()]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """Return what every worker ships with: tiny 1."""
    write_tiny_model(tmp_path / "shipped")
    return tmp_path / "shipped"


@pytest.fixture
def quarantine(shipped: Path, here: Machine) -> Quarantine:
    mirror = here.mirror()
    models = ModelRepository(shipped, ENCODINGS, fetched=mirror.folder)
    return Quarantine(shipped, models, examined, mirror)


def test_every_worker_gets_and_loses_what_one_was_sent(
    tmp_path: Path, shipped: Path, quarantine: Quarantine, here: Machine, there: Machine
) -> None:
    mirror = there.mirror()
    others = ModelRepository(shipped, ENCODINGS, fetched=mirror.folder)
    sent = pack(write_version(tmp_path / "sent"))

    quarantine.publish(take(quarantine, sent)["ticket"])
    mirror.sync()
    assert called(others) == ["TINY 1", "TINY 2"]
    assert sorted(path.name for path in (shipped / "tiny").iterdir()) == ["1"]

    quarantine.withdraw("tiny", "2")
    assert here.holds() == {}
    mirror.sync()
    mirror.sync()
    assert called(others) == ["TINY 1"]


def test_the_same_files_again_are_as_good_and_others_are_refused(tmp_path: Path, quarantine: Quarantine) -> None:
    sent = pack(write_version(tmp_path / "sent"))
    for _ in range(2):
        quarantine.publish(take(quarantine, sent)["ticket"])

    for version in ("1", "2"):
        other = take(quarantine, pack(write_version(tmp_path / "other", version=version, info="Counts otherwise")))
        with pytest.raises(Taken):
            quarantine.publish(other["ticket"])


def test_a_store_that_is_away_takes_nothing_and_says_so(tmp_path: Path, quarantine: Quarantine, store: Store) -> None:
    app = Flask(__name__)
    handle_errors(app)
    deployment_routes(app, quarantine)
    ticket = take(quarantine, pack(write_version(tmp_path / "sent")))["ticket"]

    store.stop()
    for method, path in (("PUT", f"/deployments/{ticket}"), ("DELETE", "/models/tiny/1")):
        assert app.test_client().open(path, method=method).status_code == 503

    store.start_again()
    assert app.test_client().put(f"/deployments/{ticket}").status_code == 204
