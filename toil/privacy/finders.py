"""The optional hook for a named-entity model: a function that the study names, asked after the rules."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa

from toil.errors import SettingsError
from toil.privacy.found import Found

Span = tuple[int, int, str]
Finder = Callable[[Sequence[str]], Sequence[Sequence[Span]]]
"""Takes texts that the rules have been over; returns for each the (start, end, placeholder) of what is left in it."""

WHERE = "privacy.finder"


def open_finder(name: str) -> Finder | None:
    """Return the function that *name* ("module:function") names, None for no name.

    Raises
    ------
    SettingsError
        If there is no such module or function.
    """
    if not name:
        return None
    module, _, function = name.partition(":")
    try:
        found = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise SettingsError(
            "no such finder", where=WHERE, found=f"'{name}' ({type(error).__name__})",
            wanted="module:function of an installed module",
        ) from None  # fmt: skip
    if not callable(found):
        raise SettingsError("not a function", where=WHERE, found=f"'{name}'")
    finder: Finder = found
    return finder


def mask_spans(texts: pa.Array, finder: Finder, found: Found) -> pa.Array:
    """Return *texts* with what *finder* finds as placeholders, counted in *found*.

    Raises
    ------
    SettingsError
        If it doesn't return a list of spans for each text.
    """
    plain = ["" if text is None else text for text in texts.to_pylist()]
    spans = list(finder(plain))
    if len(spans) != len(plain):
        raise SettingsError(
            "the finder must return spans for each text", where=WHERE, found=f"{len(spans)} for {len(plain)} texts"
        )
    masked: list[str | None] = []
    for place, (text, own) in enumerate(zip(plain, spans, strict=True)):
        counts = Counter[str]()
        masked.append(_masked(text, own, counts))
        for placeholder, values in counts.items():
            found.add(placeholder, np.array([place]), np.array([values]))
    return pa.array([m if t.is_valid else None for m, t in zip(masked, texts, strict=True)], type=texts.type)


def _masked(text: str, spans: Sequence[Span], counts: Counter[str]) -> str:
    taken = [match.span() for match in re.finditer(r"<[A-Z_]{2,}>", text)]
    parts, done = [], 0
    for start, end, placeholder in sorted(spans):
        fits = done <= start < end <= len(text) and re.fullmatch("[A-Z][A-Z_]{1,30}", placeholder)
        if not fits:
            raise SettingsError(
                "a span of the finder doesn't fit", where=WHERE, found=f"({start}, {end}) in {len(text)} characters",
                wanted="start < end within the text, one after the other, and a placeholder in capitals",
            )  # fmt: skip
        if any(start < b and a < end for a, b in taken):
            continue
        parts += [text[done:start], f"<{placeholder}>"]
        done = end
        counts[placeholder] += 1
    return "".join([*parts, text[done:]])
