"""Content-named files: their names, and how one is written."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

WRITING = ".writing-"
"""How a file is called until it is whole."""


def digest(*parts: object) -> str:
    """Return a key of 24 hex digits for *parts*, which must have a stable JSON form."""
    content = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:24]


def hash_of(content: bytes) -> str:
    """Return what *content* is named by: 32 hex digits of its SHA-256."""
    return hashlib.sha256(content).hexdigest()[:32]


def replace(path: Path, content: bytes) -> None:
    """Write *content* beside *path*, readable by its owner only, then put it in place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=WRITING)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(beside).replace(path)
