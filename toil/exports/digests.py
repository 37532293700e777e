"""Numbers of 64 bits for what rows say: equal where they say the same."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pandas.util import hash_array

from toil.store import aside


def codes_of(column: pa.ChunkedArray) -> np.ndarray:
    """Return a number for each cell, equal where cells are equal; 0 is null."""
    whole = column.combine_chunks()
    coded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode()
    return pc.fill_null(pc.add(coded.indices.cast(pa.int64()), 1), 0).to_numpy().astype(np.uint64)


def text_codes(column: pa.ChunkedArray) -> np.ndarray:
    """Return a number for each text, equal where texts are: hashes of 64 bits, a piece of the column at a time."""
    codes = [np.zeros(0, dtype=np.uint64)]
    for chunk in column.chunks:
        coded = chunk.dictionary_encode()
        hashed = pa.array(hash_array(coded.dictionary.to_numpy(zero_copy_only=False), categorize=False))
        codes.append(pc.fill_null(hashed.take(coded.indices), 0).to_numpy())
        aside.let_go()
    return np.concatenate(codes)


def mix(digest: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Mix *values* into *digest*, 64 bits a row (the finaliser of SplitMix64, Steele et al. 2014)."""
    mixed = digest * np.uint64(0x9E3779B97F4A7C15) + values
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
