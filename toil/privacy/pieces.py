"""Columns of texts put together, and cut into chunks that are worked on at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

# Texts at a time, at most and at least, and bytes at most; each core takes as many. Each time the patterns are
# compiled anew, and what a chunk of long texts takes on the way is many times its size.
CHUNK, SMALL, CHUNK_BYTES = 300_000, 1 << 14, 1 << 25


def joined(columns: Sequence[pa.Array | pa.ChunkedArray]) -> pa.ChunkedArray:
    """Return *columns* (large_string), one after the other, as one."""
    chunks = [c for column in columns for c in (column.chunks if isinstance(column, pa.ChunkedArray) else [column])]
    return pa.chunked_array(chunks, type=pa.large_string())


def chunk_ends(column: pa.ChunkedArray, cores: int) -> list[int]:
    """Return where the chunks of *column* begin and end: as many for each of *cores*, alike in what they cost.

    A text costs what it takes of the bytes of a chunk, and at least what it takes of its number of texts.
    """
    lengths = pc.fill_null(pc.binary_length(column), 0).to_numpy()
    cost = np.cumsum(np.maximum(lengths / CHUNK_BYTES, 1 / CHUNK))
    parts = min(max(1, ceil(cost[-1] / cores)) * cores, ceil(len(column) / SMALL))
    inner = np.searchsorted(cost, cost[-1] * np.arange(1, parts) / parts)
    return [0, *np.unique(inner[(inner > 0) & (inner < len(column))]).tolist(), len(column)]


def piece_of(column: pa.Array | pa.ChunkedArray, at: int, size: int) -> pa.Array:
    """Return *size* cells of *column* from the one *at*, in one run."""
    part = column.slice(at, size)
    return part.combine_chunks() if isinstance(part, pa.ChunkedArray) else part


def to_arrow(texts: pd.Series) -> pa.Array:
    """Return a pandas column as large_string in one run."""
    column = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
