"""Memory of rows on their way: taken from the system, so that it goes back to it when they are gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from toil.store.aside import let_go


@contextmanager
def system_memory() -> Iterator[None]:
    """Let Arrow take memory from the system's allocator for a while; its own keeps what was freed.

    Read by several threads in parts of 8 MiB, a file of 200 MB leaves as much behind in it as its rows take.
    """
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        give_back()
        pa.set_memory_pool(before)


def give_back() -> None:
    """Give back to the system what is free, and what it can read again."""
    let_go()
    pa.default_memory_pool().release_unused()
