"""Work on many rows in blocks, on all cores: scipy's sparse products let other threads run."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

BLOCK = 1000
"""Rows that are held at a time by each thread."""

Result = TypeVar("Result")


def in_blocks(work: Callable[[slice], Result], count: int) -> list[Result]:
    """Return what *work* gives for each block of *count* rows, in order.

    *work* must look at each row for itself, so that neither blocks nor threads can matter.
    """
    blocks = [slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
    cores = os.cpu_count() or 1
    if len(blocks) < 2 or cores == 1:
        return [work(block) for block in blocks]
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(work, blocks))
