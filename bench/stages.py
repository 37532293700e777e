"""Seconds of each stage of the clustering, measured from outside: the code under measure knows nothing of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module

STAGES = {
    "mask": ("clusterer.arrow_texts", "clusterer.clean", "clusterer.mask_words"),
    "tokenise": ("clusterer.tokens_of",),
    "distinct texts, language": ("clusterer.read_corpus", "corpus.language_codes", "corpus.terms_of"),
    "frames": ("corpus.outside_frames",),
    "vectors": ("corpus.count_ngrams", "corpus.weigh"),
    "neighbours": ("clustering.compare",),
    "link": ("clustering.recluster",),
    "votes": ("clustering.refine",),
    "assign": ("clustering._place",),
}
"""Stage -> functions of ``toil.patterns``, by the name that their caller knows; a call inside another counts once."""


class Stages:
    """A clock that runs for one stage at a time: the innermost that is at work."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.unknown: list[str] = []
        self._running = ["rest"]
        self._since = time.perf_counter()

    def watch(self) -> None:
        """Put the clock around every function of `STAGES`; those that aren't there are noted in ``unknown``."""
        for stage, functions in STAGES.items():
            for path in functions:
                module_name, name = path.split(".")
                module = import_module(f"toil.patterns.{module_name}")
                if hasattr(module, name):
                    setattr(module, name, self._timed(getattr(module, name), stage))
                else:
                    self.unknown.append(path)
        self._since = time.perf_counter()

    def stop(self) -> dict[str, float]:
        """Return the seconds of each stage since `watch`; ``rest`` is what belongs to none."""
        self._count()
        return dict(self.seconds)

    def _timed(self, function: Callable, stage: str) -> Callable:
        def timed(*inputs: object, **options: object) -> object:
            self._count()
            self._running.append(stage)
            try:
                return function(*inputs, **options)
            finally:
                self._count()
                self._running.pop()

        return timed

    def _count(self) -> None:
        now = time.perf_counter()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now
