"""A new model version on its way into the repository: held apart, examined behind limits, then published.

`archive` unpacks what was sent, `wire` and `graphs` look into ONNX files without trusting them,
`examination` lets the version answer its golden pairs, `sandbox` runs that in a process of its own,
and `quarantine` is the folder in which all of it happens, with `routes` as its door.
"""


class Rejected(Exception):
    """A version that must not be served: `reason` is a stable word, `detail` a sentence with what would be right."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
