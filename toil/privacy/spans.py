"""Stretches of many texts at once, by their bytes: cut out, or replaced by a mask."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_MOST_FURTHER = 3  # bytes of a character after its first


class Written:
    """Texts (large_string, none null) as one run of UTF-8 bytes; text *i* stands at ``starts[i]`` to ``stops[i]``.

    Where several arrays say where something stands, text by text, each comes in the order of the texts.
    """

    def __init__(self, texts: pa.Array) -> None:
        _, offsets, self._content = texts.buffers()
        ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
        self.starts, self.stops = ends[:-1], ends[1:]
        self._bytes = np.frombuffer(self._content, dtype=np.uint8)

    def cut(self, begins: np.ndarray, ends: np.ndarray, kind: pa.DataType) -> pa.Array:
        """Return the bytes of each stretch from *begins* to *ends*; no two of them overlap."""
        if not len(begins):
            return pa.array([], type=kind)
        edges = np.column_stack([begins, ends]).ravel()
        between = pa.Array.from_buffers(kind, len(edges) - 1, [None, pa.py_buffer(edges), self._content])
        return between.take(pa.array(np.arange(0, len(edges), 2)))

    def before(self, at: np.ndarray, of: np.ndarray) -> np.ndarray:
        """Return where the character before byte *at* of text *of* begins; the text's start if there is none."""
        at = at - 1
        for _ in range(_MOST_FURTHER):
            at = at - self._goes_on(at)
        return np.maximum(at, self.starts[of])

    def after(self, at: np.ndarray, of: np.ndarray) -> np.ndarray:
        """Return where the character at byte *at* of text *of* ends."""
        at, last = at + 1, self.stops[of] - 1
        for _ in range(_MOST_FURTHER):
            at = at + (self._goes_on(np.minimum(at, last)) & (at <= last))
        return at

    def _goes_on(self, at: np.ndarray) -> np.ndarray:
        return self._bytes[at] & 0xC0 == 0x80

    def masked(self, of: np.ndarray, begins: np.ndarray, ends: np.ndarray, mask: str) -> tuple[np.ndarray, pa.Array]:
        """Return the texts with *mask* in place of stretches, each in text *of*, in any order; and which texts."""
        order = np.lexsort((begins, of))
        changed, first, n = np.unique(of[order], return_index=True, return_counts=True)
        kept_from = np.insert(ends[order], first, self.starts[changed])
        kept_to = np.insert(begins[order], first + n, self.stops[changed])
        kept = pa.ListArray.from_arrays(
            pa.array(np.append(0, np.cumsum(n + 1)), pa.int32()), self.cut(kept_from, kept_to, pa.large_string())
        )
        return changed, pc.binary_join(kept, pa.scalar(mask, pa.large_string()))
