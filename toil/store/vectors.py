"""Vectors of texts, kept from month to month."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from toil.store.files import digest, hash_of, replace

_LOG = logging.getLogger(__name__)


class Vectors:
    """The vectors of one embedding model, by key of a text: immutable content-named files that are only added to.

    Writers need no lock: each writes a file of its own. A damaged file counts as absent, with a warning that says
    how many there were; what it held is embedded again.

    Parameters
    ----------
    folder : Path
        Where vectors are kept, of all models; made when first written.
    model : str
        What identifies the model and its version.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder / digest(model)

    def read(self) -> dict[bytes, np.ndarray]:
        """Return the vector (float32) of each key."""
        found: dict[bytes, np.ndarray] = {}
        damaged = 0
        for path in sorted(self._folder.glob("*.parquet")):
            content = path.read_bytes()
            if hash_of(content) != path.stem:
                damaged += 1
                continue
            table = pq.read_table(io.BytesIO(content))
            values = table["vector"].combine_chunks().flatten().to_numpy()
            found.update(zip(table["key"].to_pylist(), values.reshape(len(table), -1), strict=True))
        if damaged:
            _LOG.warning("vectors: %d damaged file(s) left out; their texts are embedded again", damaged)
        return found

    def add(self, keys: list[bytes], vectors: np.ndarray) -> None:
        """Keep *vectors* (float32, one row a key)."""
        values = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel(), pa.float32()), vectors.shape[1])
        sink = io.BytesIO()
        pq.write_table(pa.table({"key": pa.array(keys, pa.binary()), "vector": values}), sink)
        content = sink.getvalue()
        replace(self._folder / f"{hash_of(content)}.parquet", content)
