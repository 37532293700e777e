"""The exports of a study, loaded once for all its squads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path

import pandas as pd

from toil.decisions import check_squads
from toil.errors import ExportError, SettingsError
from toil.exports import Intake, check_tickets, default_month, find_files, load_exports, tickets_by_month
from toil.exports.formats.files import sha256_of
from toil.i18n import Wording, wording
from toil.patterns import CachedEmbedder, Embedder, open_embedder
from toil.privacy import read_key
from toil.schema import conform, empty
from toil.settings import Study, read_study
from toil.steps.cached import Tables
from toil.steps.versions import code_version, dump
from toil.store import PARTS, STUDY, Parts, Store, digest
from toil.store.aside import waiting_room

_DAYS = {"weekdays", "holidays", "country", "subdivision"}


def open_study(study: str | Path, *, exports: Sequence[str] = (), create_key: bool = False) -> StudySteps:
    """Read a study file and load its exports, or take them from the store.

    Parameters
    ----------
    study : str or Path
        The study file, or its folder.
    exports : sequence of str
        Export files to read instead of the study's own.
    create_key : bool
        Whether a missing hash key is made; only where a person sits at the terminal.
    """
    read = read_study(study)
    check_squads(read.folder / "decisions", read.squads)
    named_in = "the parameter 'exports'" if exports else ""
    return StudySteps(with_exports(read, exports), create_key=create_key, named_in=named_in)


def with_exports(study: Study, exports: Sequence[str]) -> Study:
    """Return *study* with other export files; relative paths start at the working directory."""
    if not exports:
        return study
    files = tuple(str(Path(path).absolute()) for path in exports)
    return study.model_copy(update={"exports": study.exports.model_copy(update={"files": files})})


class StudySteps:
    """What all squads of a study share: the exports, loaded once.

    Parameters
    ----------
    create_key : bool
        As for `open_study`.
    named_in : str
        Where the exports are named, if that isn't the study file.

    Raises
    ------
    ToilError
        If there is no key, no export, or an export that can't be read.
    """

    def __init__(self, study: Study, *, create_key: bool = False, named_in: str = "") -> None:
        self.study = study
        self.wording: Wording = wording(study.study.language)
        self.store = Store(study.folder / "store")
        self._found = find_files(study, named_in)
        self._key = read_key(study, create=create_key)

    @cached_property
    def intake_key(self) -> str:
        """Hash of the exports' bytes and of every setting that the loader reads."""
        study = self.study
        own_profile = study.folder / (study.exports.profile or "")
        read = [*self._found.exports, *([own_profile] if own_profile.is_file() else [])]
        return digest(
            "intake",
            [(_name(path, study.folder), self._sha256_of(path)) for path in read],
            self._found.others,
            [dump(section) for section in (study.exports, study.privacy, study.window)],
            dump(study.squads),
            study.study.timezone,
            study.calendar.model_dump_json(include=_DAYS),  # which month is whole
            self._key.key_id,
            code_version(),
        )

    def _sha256_of(self, path: Path) -> str:
        try:
            return sha256_of(path)
        except ExportError:
            if self.study.exports.unreadable == "stop":
                raise
            return ""  # it is left out, and no longer so once it can be read

    @cached_property
    def intake(self) -> Intake:
        """What the loader says of the exports as a whole; its ``tickets`` are empty, squads have their own."""
        tables = self.store.read(STUDY, "intake", self.intake_key)
        if tables is None or any(self.ticket_files(squad) is None for squad in self.study.squads):
            tables = self.load_again()
        self._facts = dict(zip(tables["runs"]["fact"], tables["runs"]["value"], strict=True))
        return Intake(tickets=empty("tickets"), **{name: table for name, table in tables.items() if name != "runs"})

    @cached_property
    def embedder(self) -> Embedder | None:
        """The model that brings meanings in, if the study names one; what it embedded is kept in the store."""
        model = open_embedder(self.study.patterns.embedder, self.study.folder)
        return CachedEmbedder(model, self.store.folder / "_vectors") if model else None

    @property
    def embedder_name(self) -> str:
        """What identifies that model and its version, for a key."""
        return self.embedder.name if self.embedder else ""

    @property
    def default_month(self) -> str:
        """The latest month that the exports cover whole."""
        _ = self.intake
        return self._facts["default_month"]

    def months(self, squad: str) -> list[str]:
        """Return the months in which *squad* has tickets, in order."""
        _ = self.intake
        return sorted(name.split("@")[1] for name in self.ticket_files(squad) or {})

    def checked_month(self, month: str) -> str:
        """Return *month*, or the default one where it is empty; a month in which nobody has a ticket is an error."""
        month = month or self.default_month
        covered = sorted({m for squad in self.study.squads for m in self.months(squad)})
        if month not in covered:
            raise SettingsError(
                f"no ticket in month '{month}'",
                where=str(self.study.path),
                wanted="a month (YYYY-MM) with tickets of the study's squads",
                do=f"The exports have {', '.join(covered) or 'none'}.",
            )
        return month

    def ticket_files(self, squad: str) -> dict[str, str] | None:
        """Return the content hash of each month of a squad's tickets, or None where nothing was loaded."""
        return self.store.files(squad, "tickets", self.intake_key)

    def load_again(self) -> Tables:
        """Load the exports (only new files are read), write what they gave, and return what all squads share."""
        shelf = Parts(self.store.folder / PARTS, code_version())
        with waiting_room(self.store.folder):
            intake = load_exports(self.study, self._key, shelf)
            check_tickets(intake.tickets, self.study)
            facts = pd.DataFrame({"fact": ["default_month"], "value": [default_month(intake.tickets, self.study)]})
            tables = {f.name: getattr(intake, f.name) for f in fields(Intake) if f.name != "tickets"} | {
                "runs": conform("runs", facts)
            }
            for squad in self.study.squads:
                months = tickets_by_month(intake.tickets, squad)
                parts = ((f"tickets@{month}", tickets) for month, tickets in months)
                self.store.write(squad, "tickets", self.intake_key, parts)
        self.store.write(STUDY, "intake", self.intake_key, tables)
        shelf.prune(time.time())
        return tables


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
