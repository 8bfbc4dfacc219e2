"""How much memory this process holds."""

import os
from pathlib import Path

STATM = Path("/proc/self/statm")
RESIDENT_PAGES = 1
"""Which of the numbers there it is."""


def resident_bytes() -> int | None:
    """Return the resident set in bytes, or None where the system does not tell it."""
    try:
        pages = STATM.read_text(encoding="ascii").split()[RESIDENT_PAGES]
    except OSError:
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
