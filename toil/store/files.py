"""Content-named files: their names, and how one is written."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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


def hash_of_file(file: io.BufferedIOBase) -> str:
    """Return what the whole content of *file* is named by, without holding it in memory."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def replace(path: Path, content: bytes) -> None:
    """Write *content* beside *path*, readable by its owner only, then put it in place in one step."""
    with written_beside(path.parent) as (out, beside):
        out.write(content)
    beside.replace(path)


@contextmanager
def written_beside(folder: Path) -> Iterator[tuple[io.BufferedIOBase, Path]]:
    """Open a new file in *folder*, readable by its owner only, and give its path; whoever asks puts it in place."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=WRITING)
    try:
        with os.fdopen(handle, "w+b") as out, written_in(folder):
            yield out, Path(name)
    except BaseException:
        Path(name).unlink()
        raise


@contextmanager
def written_in(folder: Path) -> Iterator[None]:
    """Let an error of the disk, such as one that is full, say in which *folder* it happened: it names no file."""
    try:
        yield
    except OSError as error:
        if error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from None
