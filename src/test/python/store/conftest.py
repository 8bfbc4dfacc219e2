import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from testing.model_store import Machine, Store


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    made = Store()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ENDPOINT_URL", made.address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-the-workers")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "theirs")
    yield made
    made.stop()


@pytest.fixture
def here(store: Store, tmp_path: Path) -> Machine:
    return Machine(store, tmp_path / "here")


@pytest.fixture
def there(store: Store, tmp_path: Path) -> Machine:
    return Machine(store, tmp_path / "there")
