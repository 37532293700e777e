"""Which files are exports: what the study names, what its patterns find, and what lies beside and is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from toil.errors import ExportError
from toil.exports.formats.archives import printable
from toil.exports.formats.files import SUFFIXES, as_text, check_regular, data_suffix
from toil.settings import Study

# They may hold tickets and can't be read: opening one says so, where leaving it out could lose a month.
REFUSED = (".7z", ".rar", ".bz2", ".xz", ".zst", ".tar", ".tgz", ".xlsb", ".slk", ".mht", ".mhtml")
OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")
_NUMBERS = re.compile("([0-9]+)")
_YEAR_LAST = re.compile(r"(?<![0-9])(?:([0-3]?[0-9])([-_.]))?([0-3]?[0-9])[-_.]((?:19|20)[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class Found:
    """Files by what they are: ``exports``, each once, sorted; of these a pattern found the ``chosen`` ones, unnamed.

    ``others`` are names of what such a pattern found beside them and is no export: a PDF, a folder.
    """

    exports: tuple[Path, ...]
    chosen: frozenset[Path] = frozenset()
    others: tuple[str, ...] = ()


def find_files(study: Study, named_in: str = "") -> Found:
    """Return the study's export files, globs resolved, and what else the globs found.

    *named_in* says where they are named, if that isn't the study file.

    Raises
    ------
    ExportError
        If a named file is missing or no file, or a glob finds nothing.
    """
    named: set[Path] = set()
    chosen: set[Path] = set()
    others: set[str] = set()
    where = named_in or f"{study.path.name}, exports.files"
    for pattern in study.exports.files:
        if not set(pattern) & set("*?["):
            path = study.folder / pattern
            check_regular(path, pattern, f"Correct {where}" + (f", as in '{pattern}/*'." if path.is_dir() else "."))
            named.add(path.resolve())
            continue
        files, beside = _glob(pattern, study.folder, where)
        chosen.update(files)
        others.update(shown_path(path, study.folder) for path in beside)
    return Found(tuple(sorted(named | chosen, key=in_order)), frozenset(chosen - named), tuple(sorted(others)))


def _glob(pattern: str, folder: Path, where: str) -> tuple[list[Path], list[Path]]:
    anchor = Path(pattern).anchor
    root = Path(anchor) if anchor else folder
    files, beside = _sort(root.glob(str(Path(pattern).relative_to(anchor)) if anchor else pattern))
    for path in files:
        check_regular(path, path.name, "Move it elsewhere.")
        check_link(path, where)
    if not files:
        raise ExportError(
            "no export found",
            where=where,
            found=f"no file of a known kind for '{pattern}'",
            wanted=f"files ending in {', '.join(SUFFIXES)}, also packed as .gz or .zip",
            do="Put the exports there, or correct the setting.",
        )
    return [path.resolve() for path in files], [path for path in beside if "**" not in pattern or not path.is_dir()]


def exports_at(path: Path) -> Found:
    """Return *path* itself, or the exports in it, if it is a folder.

    Raises
    ------
    ExportError
        If the folder holds no export.
    """
    if not path.is_dir():
        return Found((path,))
    files, beside = _sort(path.iterdir())
    if not files:
        raise ExportError(
            "no export in the folder", where=str(path), wanted=f"files ending in {', '.join(SUFFIXES)}, .gz or .zip"
        )
    return Found(tuple(files), frozenset(files), tuple(shown_path(other, path) for other in beside))


def in_order(path: Path) -> tuple[tuple[str, int, str], ...]:
    """Return what *path* is sorted by: numbers as such, dates by their year, a browser's second copy after the first.

    >>> [path.name for path in sorted(map(Path, ("f 30-09-2026.csv", "f 09-10-2026.csv")), key=in_order)]
    ['f 30-09-2026.csv', 'f 09-10-2026.csv']
    >>> [path.name for path in sorted(map(Path, ("q (1).csv", "q.csv", "w10.csv", "w9.csv")), key=in_order)]
    ['q.csv', 'q (1).csv', 'w9.csv', 'w10.csv']
    """
    parts = _NUMBERS.split(_YEAR_LAST.sub(_year_first, str(path.with_suffix(""))))
    named = [(words, int(number)) for words, number in zip(parts[::2], [*parts[1::2], "-1"], strict=True)]
    return (*((words, number, "") for words, number in named), ("", -1, path.name))


def _year_first(date: re.Match[str]) -> str:
    day, _, month, year = date.groups()
    day, month = (month, day) if day and int(month) > 12 else (day, month)
    return "-".join(filter(None, (year, month, day)))


def check_link(path: Path, where: str) -> None:
    """A link that a pattern finds may not lead out of its folder: who may write there may not read everywhere."""
    if path.is_symlink() and path.resolve().parent != path.parent.resolve():
        raise ExportError(
            "a link that leads out of its folder",
            where=path.name,
            wanted="a file",
            do=f"Copy the file there, or name the link itself in {where}.",
        )


def _sort(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return exports and others, sorted, by their names alone; what a system or a program put there is neither."""
    seen = sorted((path for path in paths if not _is_hidden(path.name)), key=in_order)
    return [path for path in seen if _is_export(path)], [path for path in seen if not _is_export(path)]


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in OF_THE_SYSTEM


def _is_export(path: Path) -> bool:
    return data_suffix(path.name) in (*SUFFIXES, *REFUSED) or path.suffix.lower() == ".zip"


def shown_path(path: Path, folder: Path) -> str:
    """Return *path* as a reader sees it: from *folder* on, a folder with a stroke at its end."""
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return printable(as_text(name) + "/" * path.is_dir())
