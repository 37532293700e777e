"""The largest resident set of this process."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_mib() -> float:
    """Return the largest resident set of this process so far.

    On Linux from ``VmHWM``: ``ru_maxrss`` there begins with the memory of the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts in bytes
