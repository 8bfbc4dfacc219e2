"""What may be said of a submission, by name."""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict

from .inputs import Given, Pairs

Mode: TypeAlias = Literal["pair", "query", "all", "list"]


class Input(TypedDict, total=False):
    """What is compared with what.

    Attributes
    ----------
    references : `"panel"`, `"panel:NAME"` for strains kept under a name, or FASTA as text or files.
    pairs : For mode list.
    mode : Else it follows from the others: list with pairs, query with references, pair without.
    """

    references: Given
    pairs: Pairs
    mode: Mode


class Wanted(Input, total=False):
    """The same, and how it is predicted.

    Attributes
    ----------
    model : Its name, such as `ensemble`, or its id; else the strongest, as at the command line.
    encoding : Else the model's first.
    title : What the job is called in its user's history.
    batch : A job of many that these sequences are added to; the new one stands under it.
    idempotency_key : Under the same key the same input is the same job: after a crash it can be said again.
    """

    model: str | int
    encoding: str
    title: str
    batch: str
    idempotency_key: str
