"""Rectangles of given areas that fill a rectangle and are near to squares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, width, height; *top* grows downwards."""

    left: float
    top: float
    width: float
    height: float


def squarify(areas: Sequence[float], box: Box) -> list[Box]:
    """Return a rectangle for each of *areas*, in proportion, together filling *box*.

    Squarified treemap (Bruls, Huizing and van Wijk 2000): a row along the shorter side takes the next area for as
    long as that makes its worst rectangle squarer. Areas are positive, largest first.
    """
    total = sum(areas)
    scale = box.width * box.height / total if total else 0.0
    todo, boxes = [area * scale for area in areas], []
    while todo:
        side = min(box.width, box.height)
        count = 1
        while count < len(todo) and _worst(todo[: count + 1], side) <= _worst(todo[:count], side):
            count += 1
        row, todo = todo[:count], todo[count:]
        placed, box = _lay(row, box)
        boxes += placed
    return boxes


def _worst(row: Sequence[float], side: float) -> float:
    """Return the worst ratio of sides of the rectangles of *row* laid along *side*."""
    depth = sum(row) / side
    return max(max(area / depth**2, depth**2 / area) for area in row)


def _lay(row: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """Return *row* along the shorter side of *box*, and what is left of it."""
    left, top, width, height = box
    upright = width >= height
    depth = sum(row) / (height if upright else width)
    placed, at = [], 0.0
    for area in row:
        length = area / depth
        placed.append(Box(left, top + at, depth, length) if upright else Box(left + at, top, length, depth))
        at += length
    rest = Box(left + depth, top, width - depth, height) if upright else Box(left, top + depth, width, height - depth)
    return placed, rest
