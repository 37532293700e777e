"""Several exports at once: each one's check, and what they are together."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toil.errors import ExportError
from toil.exports.check.checking import Check, check_files, mask_file_names, no_study, read_any
from toil.exports.folders import check_link, exports_at, shown_path
from toil.exports.notes import find_notes
from toil.exports.reading import ReadFile, decide_dates
from toil.settings import Study
from toil.store.aside import waiting_room

UNREADABLE = 2


@dataclass(frozen=True)
class Checks:
    """What ``toil check`` found: the exports that could be read, one error for each other, and all together.

    ``left_out`` names what lies in the folders beside exports and is none.
    ``together`` is None unless two or more exports can be put together; then it says whether they are fit, since a
    week's export may hold too little alone.
    """

    each: tuple[Check, ...]
    unreadable: tuple[ExportError, ...]
    together: Check | None
    left_out: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 fit, 1 not fit, 2 if an export can't be read."""
        if self.unreadable:
            return UNREADABLE
        thin = {("few tickets", "")}
        alone = [check for check in self.each if not (self.together and set(check.faults) <= thin)]
        return max(check.exit_code for check in [*alone, *([self.together] if self.together else [])])


@waiting_room()
def check_exports(paths: Sequence[Path], study: Study | None = None) -> Checks:
    """Return what the exports at *paths* are, those in folders included; one that can't be read stops no other.

    Raises
    ------
    SettingsError
        If the export settings of *study* don't fit.
    """
    given = study or no_study()
    unreadable: list[ExportError] = []
    found: list[Path] = []
    left_out: list[str] = []
    chosen: set[Path] = set()
    for path in map(Path, paths):
        try:
            here = exports_at(path)
        except ExportError as error:
            unreadable.append(error)
            continue
        notes = find_notes(here, given)
        found += [export for export in here.exports if export not in notes]
        chosen |= here.chosen
        left_out += sorted([*here.others, *(shown_path(note, path) for note in notes)])
    folder = _folder(found)
    read: list[list[ReadFile]] = []
    for path in dict.fromkeys(found):
        try:
            if path in chosen:
                check_link(path, "the command")
            read.append(read_any(path, given, folder))
        except ExportError as error:
            unreadable.append(error)
    read = mask_file_names(read, given)
    decided, doubts = decide_dates([file for files in read for file in files], given)
    checks, good = [], []
    for files in read:
        mine, decided = decided[: len(files)], decided[len(files) :]
        own = [doubt for doubt in doubts if any(doubt[1] is file for file in files)]
        try:
            checks.append(check_files(mine, own, study))
        except ExportError as error:
            unreadable.append(error)
            continue
        if not {kind for kind, _ in checks[-1].faults} - {"few tickets"}:
            good += mine
    together = _together(good, study, unreadable) if len(good) > 1 and len(checks) > 1 else None
    return Checks(tuple(checks), tuple(unreadable), together, tuple(left_out))


def _folder(paths: Sequence[Path]) -> Path | None:
    """Return where names begin that tell the files apart; None where their own do."""
    if max(Counter(path.name for path in paths).values(), default=0) < 2:
        return None
    return Path(os.path.commonpath([path.parent for path in paths]))


def _together(files: Sequence[ReadFile], study: Study | None, unreadable: list[ExportError]) -> Check | None:
    """Return what *files* are together; None, and why in *unreadable*, where two count their tickets alike."""
    first: dict[tuple[str, str | None], str] = {}
    told = []
    for file in files:
        name = first.setdefault((file.sha256, file.source.member), file.source.name)
        told.append(file if name == file.source.name else replace(file, same_as=name))
    try:
        return check_files(told, (), study)
    except ExportError as error:
        unreadable.append(error)
        return None
