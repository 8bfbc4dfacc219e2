import os
from collections.abc import Iterator

import pytest

from driftline_client import Client


@pytest.fixture(scope="session")
def driftline() -> Iterator[Client]:
    """A running server, which DRIFTLINE_SERVER and DRIFTLINE_TOKEN name."""
    if "DRIFTLINE_SERVER" not in os.environ:
        pytest.skip("no server: scripts/test --contract starts one")
    with Client() as client:
        yield client


@pytest.fixture(scope="session")
def examples(driftline: Client) -> dict[str, str]:
    return {example["id"]: example["sequences"] for example in driftline.examples()}
