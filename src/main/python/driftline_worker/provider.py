"""What networks run on: what was asked for, or nothing; never something else without a word."""

from typing import Any

import onnxruntime

NAMES = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
"""ONNX Runtime's names, by those of the setting."""


class ProviderError(RuntimeError):
    """What was asked for is not there; the message says why, and what would help."""


def require(provider: str) -> None:
    """Raise `ProviderError` if the ONNX Runtime that is installed does not know this provider."""
    if NAMES[provider] not in onnxruntime.get_available_providers():
        raise ProviderError(
            f"DRIFTLINE_WORKER_PROVIDER is {provider}, and the ONNX Runtime installed has "
            f"{', '.join(onnxruntime.get_available_providers())} alone: install onnxruntime-gpu in its place, "
            "or leave the setting out"
        )


def session_on(provider: str, content: bytes, options: onnxruntime.SessionOptions) -> Any:
    """Make a session; raises `ProviderError` where ONNX Runtime would fall back, as it does where a library lacks."""
    made = onnxruntime.InferenceSession(content, options, providers=[NAMES[provider]])
    if made.get_providers()[0] != NAMES[provider]:
        raise ProviderError(
            f"DRIFTLINE_WORKER_PROVIDER is {provider}, and ONNX Runtime could not use it: look for a device, its "
            "driver, and the CUDA and cuDNN of this ONNX Runtime, or leave the setting out"
        )
    return made
