"""Notes and lists of codes that lie beside exports (readme.txt, groups.csv, a web page): left out, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from toil.errors import ExportError
from toil.exports.folders import Found, find_files, shown_path
from toil.exports.formats.files import Source, find_sources
from toil.exports.formats.opened import NoTableError
from toil.exports.formats.readers import open_export
from toil.exports.layouts.concepts import read_words
from toil.exports.layouts.detecting import detect_profile
from toil.exports.layouts.fields import ID, TEXTS, TIMES
from toil.exports.layouts.mapping import map_headers
from toil.exports.layouts.profile import Profile, stated_profile
from toil.exports.masking import masked_names
from toil.privacy import Redactor
from toil.settings import Study

MOST_LISTED = 4
LARGEST = 1 << 20
"""Bytes of a file in a folder that is looked at before it is read: notes are small, and exports are opened once."""
_TOLD = ("open", "resolve", "close", "update", "moment", "short", "long", "done")
_PAGES = (".html", ".htm")


def exports_of(study: Study, unreadable: list[str] | None = None) -> tuple[list[Source], list[str]]:
    """Return the tables in the study's exports, and the names of what its patterns found beside and is no export.

    What is personal in a name is masked. Names of files that aren't even opened, as they are empty or a broken
    archive, are added to *unreadable*.

    Raises
    ------
    ExportError
        As `find_files` and `find_exports`, the latter without *unreadable* only, or if every file is so.
    """
    found = find_files(study)
    if unreadable is not None:
        sound = tuple(path for path in found.exports if not _is_broken(path))
        if sound:  # else the first of them says what is wrong
            broken = [shown_path(path, study.folder) for path in found.exports if path not in sound]
            shown = masked_names(broken, Redactor(study.privacy))
            unreadable += [shown.get(name, name) for name in broken]
            found = replace(found, exports=sound, chosen=found.chosen.intersection(sound))
    notes = find_notes(found, study)
    sources = find_exports([path for path in found.exports if path not in notes], study, study.folder)
    others = sorted([*found.others, *(shown_path(path, study.folder) for path in notes)])
    shown = masked_names([*(source.name for source in sources), *others], Redactor(study.privacy))
    return [source.shown_as(shown) for source in sources], [shown.get(name, name) for name in others]


def _is_broken(path: Path) -> bool:
    try:
        find_sources([path])
    except (ExportError, OSError):
        return True
    return False


def find_notes(found: Found, study: Study) -> list[Path]:
    """Return the files that nobody named and that are notes (see `find_exports`); none if there is nothing else."""
    stated = stated_profile(study.exports, study)
    small = [path for path in sorted(found.chosen) if path.is_file() and 0 < path.stat().st_size <= LARGEST]
    loose = [Source(path, path.name) for path in small if path.suffix.lower() != ".zip"]
    notes = [source.path for source in loose if _is_note(source, study, stated)]
    return notes if len(notes) < len(found.exports) else []


def find_exports(paths: Sequence[Path], study: Study, folder: Path | None = None) -> list[Source]:
    """Return the tables in *paths*, archives opened, without the notes in an archive.

    A note is a text (.txt) with one column, or none that is known, beside other exports; or a JSON, XML or web page
    that holds no list, or names no ticket, group or text, as of how the archive was made; or a list of codes: a few
    columns, one of them known, none of which speaks of a date or a text. ``others`` of the archive's first export
    counts it.

    Raises
    ------
    ExportError
        If a file is missing or empty, or an archive can't be read or holds no export.
    """
    stated = stated_profile(study.exports, study)
    sources = find_sources(paths, folder)
    kept: list[Source] = []
    for path in dict.fromkeys(source.path for source in sources):
        inside = [source for source in sources if source.path == path]
        tables = [source for source in inside if not (len(inside) > 1 and _is_note(source, study, stated))] or inside
        left = inside[0].others + len(inside) - len(tables)
        kept += [replace(tables[0], others=left), *tables[1:]]
    return kept


def _is_note(source: Source, study: Study, stated: Profile | None) -> bool:
    if source.suffix == ".parquet":
        return False
    try:
        headers = open_export(source, study.exports.encoding).headers
    except NoTableError:
        return source.suffix in (".json", ".xml", *_PAGES)
    except ExportError:
        return False  # reading it says what is wrong
    columns = study.exports.columns
    fields = set(map_headers(headers, detect_profile(headers, stated, columns), columns).values())
    if source.suffix in (".txt", ".dat"):
        return len(headers) == 1 or not fields
    if source.suffix in (".json", ".xml", *_PAGES):
        return not fields & {*ID, "group", *TEXTS}
    told = any(read_words(header).any_of(_TOLD) for header in headers)
    return 1 < len(headers) <= MOST_LISTED and not told and bool(fields) and not fields & {*TEXTS, *TIMES}
