"""What lies in a zip archive: the exports among its members, which are read in place and never unpacked to disk."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath

from toil.errors import ExportError

MAX_MEMBERS = 1000
PACKED = (".zip", ".gz")
UNREADABLE = (
    EOFError, LookupError, OSError, OverflowError, RuntimeError, ValueError, lzma.LZMAError, struct.error,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def exports_in(path: Path, name: str, suffixes: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """Return member -> name to show, for each export in the archive at *path*, and how many other files it holds.

    These are empty, or end otherwise.

    A member's path is never a path on disk: it tells members apart and is shown without its folders.

    Raises
    ------
    ExportError
        If it is no archive, holds no export or too many, a link or an archive in their place, or two of one name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir() and not is_hidden(info.filename)]
    except UNREADABLE as error:
        raise ExportError(
            "not a zip archive that can be read", where=name, found=str(error)[:80], do="Export it again."
        ) from None
    tables = sorted(
        (m for m in members if m.file_size and _suffix(m.filename) in suffixes), key=lambda member: member.filename
    )
    _check_members(tables, members, name)
    shown = {member.filename: shown_name(member.filename) for member in tables}
    bare = Counter(shown.values())
    if len(tables) == 1:
        return {tables[0].filename: name}, len(members) - 1
    named = {m: f"{name}/{s if bare[s] == 1 else printable(m)}" for m, s in shown.items()}
    return named, len(members) - len(tables)


def _check_members(tables: list[zipfile.ZipInfo], members: list[zipfile.ZipInfo], name: str) -> None:
    nested = [member for member in members if _suffix(member.filename) in PACKED]
    if nested or not tables:
        raise ExportError(
            "an archive in the archive" if tables else "no export in the archive",
            where=name,
            found=f"{len(members) - len(tables)} other file(s)"
            + (f", {len(nested)} of them archives" if nested else ""),
            wanted="a CSV, XLSX, ...",
            do="Unpack the outer archive by hand." if nested else "",
        )
    if len(tables) > MAX_MEMBERS:
        raise ExportError(
            "too many exports in one archive", where=name, found=str(len(tables)), wanted=f"at most {MAX_MEMBERS}"
        )
    links = [member.filename for member in tables if stat.S_ISLNK(member.external_attr >> 16)]
    if links:
        raise ExportError(
            "a link in the archive, not an export",
            where=f"{name}/{shown_name(links[0])}",
            do="Pack the file itself.",
        )
    twice = [m for m, n in Counter(member.filename for member in tables).items() if n > 1]
    if twice:
        raise ExportError(
            "two files of one name in the archive",
            where=f"{name}/{shown_name(twice[0])}",
            wanted="each name once",
            do="Unpack it by hand.",
        )


def shown_name(member: str) -> str:
    """Return a member's own name, without folders and unprintable characters.

    >>> shown_name("../../etc/evil.csv")
    'evil.csv'
    """
    return printable(PurePosixPath(member.replace("\\", "/")).name)


def printable(name: str) -> str:
    """Return *name* for a reader: unprintable characters as "?", at most 120 of them."""
    return "".join(c if c.isprintable() else "?" for c in name)[-120:]


def is_hidden(member: str) -> bool:
    """Say whether a member is what systems add beside files."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    return any(part.startswith((".", "__MACOSX", "~$")) and part not in (".", "..") for part in parts)


def _suffix(member: str) -> str:
    return PurePosixPath(member).suffix.lower()
