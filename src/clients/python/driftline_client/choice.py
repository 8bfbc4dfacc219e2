"""Which model a prediction takes: the one that is named, or else what the server gives whoever names none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .errors import DriftlineError

if TYPE_CHECKING:
    from .contract import Model


def identifier(models: Sequence[Model], name: str) -> int:
    """Catalogue id of the model of this name. Fails with a `DriftlineError` that names what there is."""
    for each in models:
        if each.get("repository", "").lower() == name.lower():
            return each["id"]
    names = ", ".join(sorted(each.get("repository", "") for each in models))
    raise DriftlineError(f"The server does not offer {name}; its models are {names or 'none'}.")
