"""How far a measured distance may lie from a predicted one."""

from typing import Annotated

from pydantic import Field

from driftline_worker.models.part import Part


class Interval(Part):
    """Half width of the distance interval in log2 titre units, by ``<subtype>/<encoding>``."""

    method: str
    level: Annotated[float, Field(gt=0, lt=1)]
    half_width_log2: dict[str, Annotated[float, Field(ge=0)]]

    def half_width(self, subtype: str, encoding: str) -> float:
        """Return the half width of the interval, log2 titre units."""
        return self.half_width_log2[f"{subtype}/{encoding}"]
