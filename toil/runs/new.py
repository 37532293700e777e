"""Write a study from what its exports hold."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from itertools import chain, count
from pathlib import Path

import pandas as pd
from jinja2 import Environment

from toil.errors import ExportError, LayoutError, SettingsError
from toil.exports import Survey, survey_exports
from toil.i18n import wording
from toil.privacy import read_key, redact
from toil.runs.latin import latin_name
from toil.settings import parse_study, read_study

_LOG = logging.getLogger(__name__)

MOST_SQUADS = 12
MOST_UNREAD = 12
_DRAFT = (
    "let `toil check EXPORT --draft profile.toml` draft what each column holds, look it over, then:"
    " toil new --profile profile.toml DIR EXPORT..."
)
_STATED = {
    "group": "If all are one team's, name it: toil new --group NAME DIR EXPORT...",
    "opened_at": "If no column tells it, name the month of all: toil new --month YYYY-MM DIR EXPORT...",
}
_NO_SQUAD_YET = {"undecided": {"groups": ["undecided"]}}


def new_study(
    folder: Path,
    exports: Sequence[Path],
    *,
    language: str = "pt-BR",
    group: str | None = None,
    month: str | None = None,
    profile: str | None = None,
    say: Callable[[str], None] = _LOG.info,
) -> Path:
    """Copy *exports* into a new folder and write its ``toil.toml``: a squad for each large assignment group.

    Parameters
    ----------
    folder : Path
        Made new; an existing study is never overwritten.
    exports : sequence of Path
        Export files; the originals stay where they are.
    language : str
        Language of the reports.
    group : str, optional
        Assignment group of all tickets in exports that have no column for it.
    month : str, optional
        Month (YYYY-MM) of all tickets in exports that have no column for when they came.
    profile : str, optional
        Profile of the exports' layout: a file, which is copied beside ``toil.toml``, or one that is known, by name.
    say : callable
        Takes a line on each squad, on what is left out, and on what was guessed or taken for granted.

    Returns
    -------
    Path
        The study file.

    Raises
    ------
    SettingsError
        If the folder is a study already, no group is large enough for a report, or there is no such profile.
    ExportError
        If an export can't be read; nothing has been written then.
    """
    path = folder / "toil.toml"
    wording(language)
    if path.exists():
        raise SettingsError(
            "there is a study already", where=str(path), do="Choose another folder, or edit that file."
        )
    files = [str(export.absolute()) for export in exports]
    own = Path(profile).absolute() if profile and profile.endswith(".toml") else None
    stated = {"ungrouped_group": group, "undated_month": month, "profile": str(own or profile) if profile else None}
    read = {"files": files} | {name: value for name, value in stated.items() if value}
    settings = {"exports": read, "squads": _NO_SQUAD_YET, "study": {"language": language}}
    try:
        surveyed = survey_exports(parse_study(settings, path))
    except ExportError as error:
        raise _before_a_study(error, path) from None
    groups = _large_groups(surveyed.groups, folder)
    text = _render(groups, language, stated | {"profile": "profile.toml" if own else profile})
    (folder / "exports").mkdir(parents=True, exist_ok=True)
    for export, name in _copied_as(exports).items():
        copy = folder / "exports" / name
        shutil.copyfile(export, copy)
        copy.chmod(0o600)
    if own:
        shutil.copyfile(own, folder / "profile.toml")
    (folder / ".gitignore").write_text("exports/\nstore/\nreports/\n.toil/\n", encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    study = read_study(path)
    read_key(study, create=True)
    for line in _told(surveyed, groups, group, month):
        say(line)
    say(f"reports in {study.study.language}, times in {study.study.timezone}: change either in the study")
    return path


def _copied_as(exports: Sequence[Path]) -> dict[Path, str]:
    """Return what the copy of each export is called: as many folders before its name as tell it from the others.

    Months are kept in folders of their own (``2026-09/export.csv``), and one copy would be written over the other.
    """
    left, depth = list(dict.fromkeys(export.absolute() for export in exports)), 1
    names: dict[Path, str] = {}
    while left:
        called = {export: " ".join(export.parts[-depth:]).strip("/ ") for export in left}
        times = Counter([*called.values(), *names.values()])
        names |= {export: name for export, name in called.items() if times[name] == 1}
        left, depth = [export for export in left if export not in names], depth + 1
    return names


def _told(surveyed: Survey, groups: pd.DataFrame, group: str | None, month: str | None) -> list[str]:
    """Return a line a squad, on groups that are none, a column that was guessed, a vain --group or --month."""
    lines = [
        f"squad   {row.squad}: {row.sum} ticket(s), {row.max} in the largest month" for row in groups.itertuples()
    ]
    left = surveyed.groups[~surveyed.groups["group"].isin(groups["group"])]
    if len(left):
        count, tickets = left["group"].nunique(), int(left["tickets"].sum())
        lines.append(f"left    {count} group(s) with {tickets} ticket(s), each smaller: no squad has them yet")
    guessed = surveyed.guessed.groupby(["header", "field"], sort=False)["file"].agg(["first", "size"]).reset_index()
    for row in guessed.itertuples():
        files = row.first if row.size == 1 else f"{row.size} files"
        lines.append(f"guess   {files}: '{row.header}' is read as {row.field}")
    if len(guessed):
        lines.append("        A wrong guess is put right under [exports.columns], as 'header' = 'field' or 'ignore'.")
    unread = surveyed.unread.groupby("header", sort=False)["filled"].max().sort_values(ascending=False, kind="stable")
    if len(unread):
        names = ", ".join(f"'{header}' ({share:.0%})" for header, share in unread.head(MOST_UNREAD).items())
        lines.append(
            f"unread  {len(unread)} column(s) filled in most rows: {names}{', ...' * (len(unread) > MOST_UNREAD)}"
        )
        lines.append("        What tells something of the work, name under [exports.columns], as 'header' = 'field'.")
    if group and group not in set(surveyed.groups["group"]):
        lines.append(f"notice  no ticket is of '{group}': a column says whose each is, so --group had no effect.")
        lines.append("        If it tells no teams, say under [exports.columns]: 'header' = 'service' or 'ignore'.")
    if month and set(surveyed.groups["month"]) - {month}:
        lines.append(f"notice  tickets of other months than {month}: where a column says when each came, it counts.")
    return lines


def _before_a_study(error: ExportError, path: Path) -> ExportError:
    """Return *error*; where it names settings of a study file, with what to do while there is no such file."""
    do = (
        f"No study is written yet: {_DRAFT} Or write {path} by hand with [exports] files and [exports.columns]"
        " (lines such as 'its header' = 'opened_at') and a squad's groups, as docs/exports.md shows, then:"
        f" toil run --study {path.parent}."
    )
    if isinstance(error, LayoutError):
        lacking = [*error.likely]
        return error.advising(f"{_STATED[lacking[0]]} Else {_DRAFT}" if lacking in (["group"], ["opened_at"]) else do)
    if "exports." not in error.do:
        return error
    return ExportError(error.problem, where=error.where, found=error.found, wanted=error.wanted, do=do)


def _large_groups(groups: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Return the groups that reach a report in their best month, largest first, each with its squad's title, name."""
    least = parse_study({"squads": _NO_SQUAD_YET}, folder).window.refuse_under
    best = groups.groupby("group", sort=False)["tickets"].agg(["max", "sum"]).reset_index()
    large = best[best["max"] >= least].head(MOST_SQUADS)
    if large.empty:
        raise SettingsError(
            "no assignment group is large enough for a report",
            found=f"at most {int(best['max'].max()) if len(best) else 0} tickets of a group in a month",
            wanted=f"{least}",
            do="Give larger exports, or write toil.toml by hand and put several groups into one squad.",
        )
    titles, _ = redact(
        large["group"].astype("str").reset_index(drop=True)
    )  # readers see them, and names of folders are made of them
    return large.assign(title=titles.tolist(), squad=_names(titles.tolist()))


def _names(groups: list[str]) -> list[str]:
    """Return a squad name of plain letters for each group, no two alike; of one without any, what stays the same."""
    names: list[str] = []
    for group in groups:
        name = latin_name(group) or f"squad-{hashlib.sha256(group.encode()).hexdigest()[:6]}"
        numbered = (f"{name}-{number}" for number in count(2))
        names.append(next(free for free in chain([name], numbered) if free not in names))
    return names


def _render(groups: pd.DataFrame, language: str, stated: Mapping[str, str | None]) -> str:
    template = (resources.files("toil.runs") / "toil.toml.j2").read_text(encoding="utf-8")
    rows = groups.to_dict("records")
    # The settings are data, not a page: strings are quoted as TOML wants them.
    environment = Environment(autoescape=False, trim_blocks=True, keep_trailing_newline=True)
    environment.filters["quoted"] = _quoted
    name = wording(language).text("Toil reports")
    return environment.from_string(template).render(groups=rows, language=language, name=name, **stated)


def _quoted(text: str) -> str:
    """Return *text* as a TOML string that people can read: JSON's escapes, letters of all scripts as they are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
