"""The bytes of exports: hashed, unpacked within limits, never written to disk."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from toil.errors import ExportError
from toil.exports.formats.archives import PACKED, UNREADABLE, exports_in
from toil.exports.formats.streams import LimitedStream, Utf8, unreadable

SUFFIXES = (
    ".csv",
    ".tsv",
    ".txt",
    ".dat",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".ods",
    ".json",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".xml",
    ".html",
    ".htm",
)
MEMORY = 1 << 30


@dataclass(frozen=True)
class Source:
    """One table to read: a file, or a member of a zip archive. ``name`` is what a reader sees.

    ``others`` are files of the archive that are no exports; its first table has them all. ``bar`` are the bytes of a
    delimiter that readers don't take, which is read as SOH (1).
    """

    path: Path
    name: str
    member: str | None = None
    others: int = 0
    bar: bytes = b""

    def shown_as(self, names: Mapping[str, str]) -> Source:
        """Return the source with the name that *names* holds for its own, if any."""
        return replace(self, name=names.get(self.name, self.name))

    @property
    def suffix(self) -> str:
        """Suffix that tells the format, without ``.gz``."""
        return data_suffix(self.member or self.path.name)

    def open(self, *, without_nuls: bool = False, utf8: Utf8 | None = None, spaced: bytes = b"") -> LimitedStream:
        """Return the unpacked bytes as a stream that stops at the size limit, NUL bytes left out if asked.

        Spaces between a delimiter *spaced* and a quote are left out too.
        """
        is_packed = self.member is not None or self.path.suffix.lower() == ".gz"
        try:
            packed = self.path.stat().st_size if is_packed else None
            return LimitedStream(
                self._stream(), self.name, packed, without_nuls=without_nuls, utf8=utf8, spaced=spaced, bar=self.bar
            )
        except UNREADABLE as error:
            raise unreadable(error, self.name) from None

    def _stream(self) -> IO[bytes]:
        if self.member is not None:
            return zipfile.ZipFile(self.path).open(self.member)
        if self.path.suffix.lower() == ".gz":
            return cast(BinaryIO, gzip.open(self.path))
        return self.path.open("rb")

    def head(self, size: int) -> bytes:
        """Return the first *size* unpacked bytes."""
        with self.open() as stream:
            return b"".join(iter(lambda: stream.read(min(size - stream.tell(), 1 << 16)), b""))

    def content(self, limit: int = MEMORY) -> bytes:
        """Return all unpacked bytes, for formats that can't be streamed."""
        with self.open() as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise ExportError(
                "too large for its format",
                where=self.name,
                found=f"over {limit >> 20} MiB",
                do="Export it as CSV.",
            )
        return content


def check_regular(path: Path, name: str, do: str = "") -> None:
    """Raise an ExportError where *path* is no file: opening a pipe or a device could wait or read without end."""
    if path.is_file():
        return
    kinds = {
        "a directory, not a file": path.is_dir(),
        "a pipe or a device, not a file": path.exists(),
        "a link to nothing": path.is_symlink(),
    }
    kind = next((kind for kind, is_so in kinds.items() if is_so), "no such file")
    raise ExportError(kind, where=name, wanted="an export", do=do)


def data_suffix(name: str) -> str:
    """Return the suffix that tells the format: without ``.gz`` and ``.zip``, in small letters."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
    return next((suffix for suffix in reversed(suffixes) if suffix not in PACKED), "")


def find_sources(paths: Sequence[Path], folder: Path | None = None) -> list[Source]:
    """Return the tables in *paths*, archives opened, with names that differ."""
    names = _short_names(paths, folder)
    return [source for path in paths for source in _sources_of(path, names[path])]


def _short_names(paths: Sequence[Path], folder: Path | None) -> dict[Path, str]:
    inside = {p: p.relative_to(folder).as_posix() for p in paths if folder and p.is_relative_to(folder)}
    bare = Counter(path.name for path in paths)
    outside = {p: p.name if bare[p.name] == 1 else f"{p.parent.name}/{p.name}" for p in paths if p not in inside}
    return {path: as_text(name) for path, name in (inside | outside).items()}


def as_text(name: str) -> str:
    """Return a file's name as text: bytes in it that are no UTF-8, which Linux allows, as their codes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _sources_of(path: Path, name: str) -> list[Source]:
    check_regular(path, name)
    if path.stat().st_size == 0:
        raise ExportError(
            "the file is empty", where=name, wanted="an export with a header row", do="Export it again."
        )
    if path.suffix.lower() != ".zip":
        return [Source(path, name)]
    tables, others = exports_in(path, name, SUFFIXES)
    return [
        Source(path, shown, member, 0 if place else others) for place, (member, shown) in enumerate(tables.items())
    ]


def sha256_of(path: Path) -> str:
    """Return the hash of the file's bytes as they lie on disk; read once while the file stays as it is.

    Raises
    ------
    ExportError
        If this user may not read the file, or the disk gives nothing.
    """
    try:
        stat = path.stat()
        return _hash_of(path, stat.st_size, stat.st_mtime_ns)
    except OSError as error:
        raise ExportError(
            "the file can't be read",
            where=str(path),
            found=str(error.strerror).lower(),
            do="Give this user the right to read it, or export it again.",
        ) from None


@lru_cache(maxsize=4096)
def _hash_of(path: Path, size: int, modified: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
