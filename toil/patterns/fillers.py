"""Words that say nothing at the start or the end of a label, by language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

import numpy as np

from toil.text.languages import LANGUAGES, UNKNOWN, stop_words, token_forms

STOP, LEAD, TRAIL, START, BOTH, END, COURTESY = "stop", "lead", "trail", "start", "both", "end", "courtesy"


@lru_cache
def fillers(language: str, kind: str) -> frozenset[str]:
    """Return the words of a *kind* in *language* ("und": in any), lower case and folded."""
    if language == UNKNOWN:
        return frozenset().union(*(fillers(name, kind) for name in LANGUAGES))
    if kind == STOP:
        return stop_words(language)
    return frozenset(token_forms(_listed()[language][kind].split(), language))


def is_filler(words: np.ndarray, languages: np.ndarray, *kinds: str) -> np.ndarray:
    """Return for each of *words* (lower case, folded) whether its language lists it under one of *kinds*."""
    flags = np.zeros(len(words), dtype=bool)
    for language in (*LANGUAGES, UNKNOWN):
        listed = frozenset().union(*(fillers(language, kind) for kind in kinds))
        rows = np.flatnonzero(languages == language)
        flags[rows] = [word in listed for word in words[rows]]
    return flags


@lru_cache
def _listed() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files("toil") / "patterns" / "fillers.toml").read_text(encoding="utf-8"))
