"""Networks run on what was asked for, or not at all."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from driftline_worker.encodings.encodings import ENCODINGS
from driftline_worker.models.repository import ModelRepository
from driftline_worker.provider import NAMES, ProviderError, require, session_on
from testing.tiny_models import write_tiny_model

needs_no_cuda = pytest.mark.skipif(
    NAMES["cuda"] in onnxruntime.get_available_providers(), reason="this ONNX Runtime has CUDA"
)


def test_the_processor_is_always_there() -> None:
    require("cpu")


@needs_no_cuda
def test_what_this_runtime_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(ProviderError, match=r"DRIFTLINE_WORKER_PROVIDER is cuda.*onnxruntime-gpu"):
        require("cuda")


@needs_no_cuda
@pytest.mark.filterwarnings("ignore:Specified provider:UserWarning")
def test_a_session_that_would_fall_back_is_refused(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path)
    content = next(folder.glob("*.onnx")).read_bytes()

    with pytest.raises(ProviderError, match="could not use it"):
        session_on("cuda", content, onnxruntime.SessionOptions())
    assert session_on("cpu", content, onnxruntime.SessionOptions()).get_providers() == [NAMES["cpu"]]


@needs_no_cuda
@pytest.mark.filterwarnings("ignore:Specified provider:UserWarning")
def test_no_network_of_a_repository_falls_back(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    network = ModelRepository(tmp_path, ENCODINGS, provider="cuda").get("tiny", "1").network("H3N2", "one-hot")

    with pytest.raises(ProviderError):
        network.predict(np.zeros((1, 329, 21), np.float32), np.zeros((1, 329, 21), np.float32))
