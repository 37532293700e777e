"""What a pattern's tickets ask for: a new feature, how something is done; whether they ask or report at all."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toil.candidates.placed import Placed
from toil.letters import with_spellings

READ, LETTERS, LEAST = 30, 300, 5
ASKS = ("feature", "question")


def find_asks(tickets: pd.DataFrame, placed: Placed) -> dict[str, np.ndarray]:
    """Return of each pattern ``texts_read``, ``feature_share`` and ``question_share``.

    Up to 30 tickets of a pattern are read, evenly spread over its tickets in the order of *placed*; a share is that
    of the tickets read with a phrase of ``asks.toml`` in summary, first 300 letters of the description, or
    resolution. Unknown under 5 tickets with a summary or a description.
    """
    pattern, legible, texts = _read(tickets, placed)
    n = np.bincount(pattern[legible], minlength=len(placed.pattern_ids))
    found = {"texts_read": n}
    for ask in ASKS:
        asked, done = _phrases()[ask]
        says = _says(texts["summary"], asked) | _says(texts["description"], asked) | _says(texts["resolution"], done)
        hits = np.bincount(pattern[says & legible], minlength=len(n))
        found[f"{ask}_share"] = np.where(n >= LEAST, hits / np.maximum(n, 1), np.nan)
    return found


def share_of_requests(tickets: pd.DataFrame, placed: Placed) -> np.ndarray:
    """Return of each pattern the share of tickets read that ask for something and report no fault.

    For exports whose kinds don't tell requests from incidents. Read and unknown as in `find_asks`.
    """
    pattern, legible, texts = _read(tickets, placed)
    n = np.bincount(pattern[legible], minlength=len(placed.pattern_ids))
    (asked, _), (broken, _) = _phrases()["request"], _phrases()["fault"]
    asks, reports = (_says(texts["summary"], p) | _says(texts["description"], p) for p in (asked, broken))
    hits = np.bincount(pattern[asks & ~reports & legible], minlength=len(n))
    return np.where(n >= LEAST, hits / np.maximum(n, 1), np.nan)


def _read(tickets: pd.DataFrame, placed: Placed) -> tuple[np.ndarray, np.ndarray, dict[str, pa.Array]]:
    """Return the pattern of each ticket that is read, whether it has a text, and its texts."""
    read = _spread(placed.starts)
    pattern, rows = placed.pattern[read], placed.row[read]
    texts = {name: _lowered(tickets[name], rows) for name in ("summary", "description", "resolution")}
    legible = pc.or_(pc.is_valid(texts["summary"]), pc.is_valid(texts["description"])).to_numpy(zero_copy_only=False)
    return pattern, legible, texts


def _spread(starts: np.ndarray) -> np.ndarray:
    """Return the places of up to ``READ`` tickets of each run that *starts* bounds, evenly spread."""
    size = np.diff(starts)
    taken = np.minimum(size, READ)
    first = np.cumsum(taken) - taken
    at = np.arange(taken.sum()) - np.repeat(first, taken)
    return np.repeat(starts[:-1], taken) + at * np.repeat(size, taken) // np.repeat(taken, taken)


def _lowered(column: pd.Series, rows: np.ndarray) -> pa.Array:
    texts = pa.array(column.take(rows), type=pa.large_string(), from_pandas=True)
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    return pc.utf8_lower(pc.utf8_slice_codeunits(whole, 0, LETTERS))


def _says(texts: pa.Array, phrases: str) -> np.ndarray:
    return pc.match_substring_regex(texts, phrases).fill_null(False).to_numpy(zero_copy_only=False)


@lru_cache
def _phrases() -> dict[str, tuple[str, str]]:
    text = resources.files("toil.candidates").joinpath("asks.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return {
        ask: (with_spellings("|".join(said["asked"])), with_spellings("|".join(said.get("done", []))))
        for ask, said in content.items()
    }
