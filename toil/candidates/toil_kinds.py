"""The kind of toil of a pattern, as the SRE Workbook (chapter 6) sorts them."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from importlib import resources

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

HANDED_ON = 0.3
UNLIKE = 0.3


def sort_toil_kinds(
    words: pd.Series, kind: pd.Series, course: pd.Series, automatable: np.ndarray, reassigned_share: np.ndarray
) -> np.ndarray:
    """Return the kind of toil of each pattern.

    Words of migration, release or capacity decide first (``toil_kinds.toml``). Words of a change-over, which daily
    work uses too, say migration where requests or changes began in the window. Else the kind of most tickets: changes
    are release shepherding, requests a business process, problems troubleshooting, alerts a production interrupt;
    incidents are troubleshooting where 30% are handed on or under 30% resolved alike, else a production interrupt.
    Patterns of unknown kind count as incidents.

    Parameters
    ----------
    words : Series of str, (n_patterns,)
        Label and terms.
    kind : Series of str, (n_patterns,)
        Kind of most tickets.
    course : Series of str, (n_patterns,)
        Through the window (``COURSES``).
    automatable, reassigned_share : ndarray, (n_patterns,)
        NaN is unknown.
    """
    folded = pa.array([fold(text) for text in words], type=pa.large_string())
    with np.errstate(invalid="ignore"):
        opaque = (automatable < UNLIKE) | (reassigned_share >= HANDED_ON)
    by_kind = np.select(
        [kind == "change", kind == "request", kind == "problem", (kind != "alert") & opaque],
        ["release shepherding", "business process", "troubleshooting", "troubleshooting"],
        default="production interrupt",
    )
    began = course.isin(["began", "wave"]).to_numpy() & kind.isin(["request", "change"]).to_numpy(dtype=bool)
    named = [
        (name, pc.match_substring_regex(folded, pattern).to_numpy(zero_copy_only=False) & (began | (not only_begun)))
        for name, pattern, only_begun in _words()
    ]
    return np.select([found for _, found in named], [name for name, _ in named], default=by_kind)


def fold(text: str) -> str:
    """Return *text* in lower case without Latin accents; other scripts keep their marks."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not "\u0300" <= c <= "\u036f"))


@lru_cache
def _words() -> tuple[tuple[str, str, bool], ...]:
    text = resources.files("toil.candidates").joinpath("toil_kinds.toml").read_text(encoding="utf-8")
    return tuple(
        (row["name"], "|".join(fold(word) for word in row["words"]), row.get("only_begun", False))
        for row in tomllib.loads(text)["kind"]
    )
