"""Work on many texts in parts, on all cores: Arrow's kernels let other threads run."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pyarrow as pa

PART = 50_000
"""Most texts of a part: a kernel call costs nothing beside them, and copies of them stay small."""
SMALL = 4_000
"""Texts under which a second thread costs more than it brings: each compiles all patterns and warms them up anew."""

Result = TypeVar("Result")


def in_parts(work: Callable[[pa.Array], Result], texts: pa.Array) -> list[Result]:
    """Return what *work* gives for each part of *texts*, in order; at least one part.

    *work* must look at each text for itself, so that where the parts end can't matter.
    """
    cores = os.cpu_count() or 1
    size = min(PART, max(SMALL, -(-len(texts) // cores)))
    parts = [texts.slice(start, size) for start in range(0, len(texts), size)] or [texts]
    if len(parts) == 1 or cores == 1:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(work, parts))


def whole(work: Callable[[pa.Array], pa.Array], texts: pa.Array) -> pa.Array:
    """Return what *work* gives for *texts*, one text a text, done in parts."""
    parts = in_parts(work, texts)
    return parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
