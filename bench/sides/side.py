"""What every side does: read texts, time one call, write labels, seconds and the largest resident set.

A side is started as ``python SIDE.py FOLDER NAME``: it reads ``FOLDER/input.json`` and writes ``FOLDER/NAME.json``.
Imports and the loading of a model are not timed; memory counts them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from memory import peak_mib

LEAST = 5
"""Tickets under which a group that a peer makes counts as none: the floor that we have too."""


def name() -> str:
    """Return the name that this side was started under."""
    return sys.argv[2]


def measure(cluster: Callable[[list[str], int], Iterable[int]]) -> None:
    """Time *cluster*, which gets the texts and the true number of classes and returns a label a text."""
    task = json.loads((Path(sys.argv[1]) / "input.json").read_text(encoding="utf-8"))
    start = time.perf_counter()
    labels = cluster(task["texts"], task["classes"])
    seconds = time.perf_counter() - start
    _write({"labels": [int(label) for label in labels], "seconds": seconds, "peak_mib": peak_mib()})


def not_available(reason: str) -> None:
    """Say that this side can't run here, and why."""
    _write({"not_available": reason})


def _write(result: dict) -> None:
    (Path(sys.argv[1]) / f"{name()}.json").write_text(json.dumps(result), encoding="utf-8")
