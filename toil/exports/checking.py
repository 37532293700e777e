"""``toil check``: what one export is, what of it can be used, what is missing; a draft profile if it is unknown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from toil.exports import counts
from toil.exports.check_text import write_check
from toil.exports.counts import Ledger
from toil.exports.date_order import ONE_WAY
from toil.exports.fields import MAPPED
from toil.exports.files import find_sources, sha256_of
from toil.exports.mapping import check_settings, lacking_fields
from toil.exports.months import name_months
from toil.exports.plain import plain
from toil.exports.profile import GENERIC, builtin_profile, find_other_table, stated_profile
from toil.exports.protecting import redact_rows, to_text
from toil.exports.reading import ReadFile, decide_dates, evidence_of, read_source, type_files
from toil.exports.states import latest_of, order_files
from toil.exports.values import tally_values
from toil.i18n import Wording
from toil.privacy import Redactor
from toil.settings import Study, parse_study

SAMPLE_ROWS = 3
SHOWN_CELLS = 12
MOST_HEADERS = 200
FIT, NOT_FIT = 0, 1
_NO_STUDY = {"squads": {"undecided": {"groups": ["undecided"]}}}


@dataclass(frozen=True)
class Check:
    """What ``toil check`` found in one export. Tables hold no raw personal data.

    ``mapping`` has file, header, field, filled; ``cells`` has field, cell, value, rows; ``dates`` has header,
    day_first, by, for the date columns that could be read two ways; ``months`` and ``groups`` count tickets;
    ``notices`` has reason, rows; ``sample`` has a few tickets. ``faults`` say why the export isn't fit, as
    (kind, detail). ``exit_code`` is 0 for fit, 1 for not fit.
    """

    file: str
    system: str
    grounds: str
    format: str
    rows: int
    tickets: int
    mapping: pd.DataFrame
    cells: pd.DataFrame
    dates: pd.DataFrame
    months: pd.DataFrame
    groups: pd.DataFrame
    notices: pd.DataFrame
    sample: pd.DataFrame
    first_opened_at: pd.Timestamp | None
    last_opened_at: pd.Timestamp | None
    timezone: str
    faults: tuple[tuple[str, str], ...]
    draft_profile: str | None

    @property
    def exit_code(self) -> int:
        """0 fit, 1 not fit."""
        return NOT_FIT if self.faults else FIT


def check_export(path: Path, study: Study | None = None) -> Check:
    """Return what the export at *path* is and what of it can be used, under the settings of *study* if given.

    Raises
    ------
    ExportError
        If the file can't be read at all, or its dates can't.
    """
    study = study or parse_study(_NO_STUDY, Path("toil.toml"))
    check_settings(study.exports)
    stated = stated_profile(study.exports, study)
    sources = find_sources([Path(path)])
    files = [read_source(s, sha256_of(s.path), study, stated, any_layout=True) for s in sources]
    undated = study.exports.undated_month is not None
    lacking = sorted({field for file in files for field in lacking_fields(_filled(file), undated=undated)})
    others = [table for file in files if lacking and (table := find_other_table(list(file.raw.filled)))]
    faults = [("other table", table) for table in others] or [("lacking", field) for field in lacking]
    evidence = [evidence_of(file) for file in files]
    decided, doubts = decide_dates(files, study, evidence)
    faults += [(doubt, header) for doubt, _, header in doubts]
    files = decide_dates(files, _day_first(study), evidence)[0] if doubts else decided
    ledger = Ledger()
    typed = type_files(files, study, ledger)
    states = order_files(typed, files, ledger)
    latest = states.take(latest_of(states, files, ledger))
    redactor = Redactor(study.privacy)
    redacted, _ = redact_rows(latest, redactor)
    faults += [] if latest.num_rows else [("no ticket", "")]
    months = name_months(latest["opened_at"], study.study.timezone, study.exports.undated_month)
    opened = latest["opened_at"].drop_null().to_pandas().dt.tz_convert(study.study.timezone)
    profile = files[0].profile
    return Check(
        file=sources[0].name if len(sources) == 1 else Path(path).name,
        system=profile.title,
        grounds=profile.grounds,
        format="; ".join(dict.fromkeys(file.raw.format for file in files)),
        rows=sum(file.raw.rows for file in files),
        tickets=latest.num_rows,
        mapping=_mapping(files, redactor),
        cells=_values(files, redactor),
        dates=_dates(decided),
        months=_tally(pd.Series(months.to_pandas()), "month").sort_values("month", ignore_index=True),
        groups=_tally(to_text(redacted["group"]), "group"),
        notices=_notices(ledger),
        sample=_sample(redacted),
        first_opened_at=opened.min() if len(opened) else None,
        last_opened_at=opened.max() if len(opened) else None,
        timezone=study.exports.timezone or profile.timezone or study.study.timezone,
        faults=tuple(faults),
        draft_profile=draft_profile(files[0], redactor) if lacking or profile.name == GENERIC else None,
    )


def render_check(check: Check, wording: Wording) -> str:
    """Return *check* as text in the reader's language; cells of the export are redacted."""
    return write_check(check, wording)


def _filled(file: ReadFile) -> set[str]:
    """The fields but those whose columns hold nothing; of a file without rows, all of them."""
    return {field for _, field, share in file.uses() if field and (share or not file.raw.rows)}


def _day_first(study: Study) -> Study:
    """Read dates day first, only to show the rest."""
    return study.model_copy(update={"exports": study.exports.model_copy(update={"day_first": True})})


def _dates(files: list[ReadFile]) -> pd.DataFrame:
    rows = [
        {"header": header, "day_first": file.readings[field].day_first, "by": file.readings[field].by}
        for file in files
        for header, field in file.mapping.items()
        if field in file.readings and file.readings[field].by != ONE_WAY
    ]
    return pd.DataFrame(rows, columns=["header", "day_first", "by"])


def _mapping(files: list[ReadFile], redactor: Redactor) -> pd.DataFrame:
    rows = [
        {"file": file.source.name, "header": header, "field": field, "filled": filled}
        for file in files
        for header, field, filled in file.uses()
    ]
    table = pd.DataFrame(rows)
    headers, _ = redactor.redact(table["header"].astype("str"))
    return table.assign(header=headers)


def _values(files: list[ReadFile], redactor: Redactor) -> pd.DataFrame:
    rows = [
        {"field": field, "cell": cell, "value": value, "rows": n}
        for file in files
        for field in file.headers
        if field in MAPPED
        for cell, value, n in _tally_cells(file, field)[:SHOWN_CELLS]
    ]
    table = pd.DataFrame(rows, columns=["field", "cell", "value", "rows"])
    cells, _ = redactor.redact(table["cell"].astype("str"))
    return table.assign(cell=cells.str.slice(0, 40))


def _tally_cells(file: ReadFile, field: str) -> list[tuple[str, str | None, int]]:
    return tally_values(file.column(field), file.profile.meanings[field], file.profile.patterns.get(field, ()))


def _tally(names: pd.Series, column: str) -> pd.DataFrame:
    counted = names.dropna().value_counts()
    table = pd.DataFrame({column: counted.index.astype("str"), "tickets": counted.to_numpy()})
    return table.sort_values(["tickets", column], ascending=[False, True], ignore_index=True)


def _notices(ledger: Ledger) -> pd.DataFrame:
    table = ledger.table()
    some = table[~table["reason"].isin([counts.ROWS_IN, counts.TICKETS])]
    return some.groupby("reason", sort=False, as_index=False)["rows"].sum()


def _sample(tickets: pa.Table) -> pd.DataFrame:
    """A few tickets from the beginning, middle and end, texts cut short."""
    places = np.unique(np.linspace(0, max(tickets.num_rows - 1, 0), SAMPLE_ROWS).astype(int))[: tickets.num_rows]
    shown = ["ticket_id", "opened_at", "group", "kind", "state", "priority", "summary", "description", "resolution"]
    some = tickets.select(shown).take(places)
    return pd.DataFrame(
        {
            name: some[name].to_pandas() if name == "opened_at" else to_text(some[name]).str.slice(0, 160)
            for name in shown
        }
    )


def draft_profile(file: ReadFile, redactor: Redactor) -> str:
    """Return a profile in TOML for the layout of *file*, guesses marked, for a person to finish."""
    known = builtin_profile(GENERIC).headers
    lines = [
        f"# Draft profile for {file.source.name}. Put each header behind the field that it holds, save this beside",
        '# toil.toml as profile.toml, and set  exports.profile = "profile.toml".',
        'title = "my ticket system"',
        "",
        "[headers]",
        *[f"{field} = [{_quoted(header)}]" for header, field in file.mapping.items()],
    ]
    unused = [header for header in file.raw.filled if header not in file.mapping][:MOST_HEADERS]
    for header in redactor.redact(pd.Series(unused, dtype="str"))[0]:
        close = get_close_matches(plain(header), known, n=1, cutoff=0.75)
        guess = f"{known[close[0]][0]} = [{_quoted(header)}]  # a guess" if close else f"? = [{_quoted(header)}]"
        lines.append(f"# {guess}")
    unknown: dict[str, list[str]] = {}
    for field in file.headers:
        if field in MAPPED:
            cells = [cell for cell, value, _ in _tally_cells(file, field) if value is None]
            unknown[field] = cells[:SHOWN_CELLS]
    for field, cells in unknown.items():
        if cells:
            redacted, _ = redactor.redact(pd.Series(cells, dtype="str"))
            lines += ["", f"[values.{field}]", f"# ? = [{', '.join(_quoted(c) for c in redacted)}]"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text[:80], ensure_ascii=False)
