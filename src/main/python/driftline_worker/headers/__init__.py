"""FASTA headers understood, by the same rules as the gateway and the page (``src/test/contract/headers.json``)."""

from driftline_worker.headers.header import StrainHeader, parsed

__all__ = ["StrainHeader", "parsed"]
