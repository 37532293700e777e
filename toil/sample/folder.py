"""The sample folder: a year's half of exports of five squads, and the truth that was planted in them."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toil.errors import RunError
from toil.sample import glpi, servicenow, survey
from toil.sample.dice import Dice
from toil.sample.stories import read_squads
from toil.sample.tickets import SquadDesk, Ticket

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
XLSX_MONTH = "2026-06"
GLPI_SQUAD = "canais"
OUTSIDERS = ("FACILITIES PREDIAL", "SERVICE DESK N1", "?", "")


def write_sample(folder: Path, *, seed: int = 7) -> list[Path]:
    """Write the sample's exports, survey and planted truth into *folder*; the same *seed* gives the same bytes.

    Parameters
    ----------
    folder : Path
        Gets ``exports/``, ``survey.csv`` and the truth files; made if absent.
    seed : int
        Another seed gives other tickets with the same stories.

    Returns
    -------
    list of Path
        The files written, sorted.

    Raises
    ------
    RunError
        If the folder can't be made.
    """
    exports = folder / "exports"
    try:
        exports.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(
            "no folder can stand here", where=str(folder), found=str(error.strerror), do="Name another."
        ) from None
    tickets = sample_tickets(seed)
    by_system: dict[bool, list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        by_system[ticket.squad == GLPI_SQUAD].append(ticket)
    written = _write_servicenow(exports, by_system[False], seed)
    written += _write_glpi(exports, by_system[True])
    answers = _write_table(folder / "survey.csv", survey.HEADER, survey.answers(tickets, MONTHS[-1], seed))
    return sorted([*written, answers, _write_truth(folder, tickets), _write_patterns(folder, tickets)])


def sample_tickets(seed: int) -> list[Ticket]:
    """Return every ticket of every squad, numbered in the order in which they were opened."""
    found = [ticket for squad in read_squads() for ticket in SquadDesk(squad, seed).tickets(MONTHS)]
    found.sort(key=lambda ticket: (ticket.opened_at, ticket.squad, ticket.summary, ticket.description))
    return _link(_number(found), Dice(seed, "links"))


def _number(tickets: list[Ticket]) -> list[Ticket]:
    last: dict[str, int] = defaultdict(int)
    numbered = []
    for ticket in tickets:
        prefix = "" if ticket.squad == GLPI_SQUAD else servicenow.PREFIX[ticket.kind]
        last[prefix] += 1
        ticket_id = f"{prefix}{1000 + 3 * last[prefix]:05d}" if prefix else str(48200 + 2 * last[prefix])
        numbered.append(dataclasses.replace(ticket, ticket_id=ticket_id))
    return numbered


def _link(tickets: list[Ticket], dice: Dice) -> list[Ticket]:
    """Return *tickets* with parents of an outage, changes that caused failures, and a few problem records."""
    follows = {(s.squad, s.name): s.follows for squad in read_squads() for s in squad.stories if s.follows}
    parents: dict[str, str] = {}
    last_change: dict[tuple[str, str], str] = {}
    linked = []
    for ticket in sorted(tickets, key=lambda t: (t.started_at or t.opened_at, t.ticket_id)):
        if ticket.started_at:
            last_change[ticket.squad, ticket.pattern] = ticket.ticket_id
        links: dict[str, Any] = {}
        if ticket.burst:
            parent = parents.setdefault(ticket.burst, ticket.ticket_id)
            links["parent_id"] = parent if parent != ticket.ticket_id and dice.chance(0.8) else ""
        cause = last_change.get((ticket.squad, follows.get((ticket.squad, ticket.pattern), "")))
        if cause and dice.chance(0.6):
            links["caused_by_change"] = cause
        if ticket.kind == "incident" and dice.chance(0.02):
            links["problem_id"] = f"PRB00{dice.digits(4)}"
        linked.append(dataclasses.replace(ticket, **links) if links else ticket)
    return sorted(linked, key=lambda ticket: (ticket.opened_at, ticket.ticket_id))


def _month_end(month: str) -> dt.datetime:
    """Return when the export of *month* is made: the next month's first day, six in the morning."""
    first = dt.datetime.fromisoformat(f"{month}-01")
    return (first + dt.timedelta(days=32)).replace(day=1, hour=6)


def _write_servicenow(folder: Path, tickets: list[Ticket], seed: int) -> list[Path]:
    written = []
    for month in MONTHS:
        dice, exported = Dice(seed, "export", month), _month_end(month)
        own = [ticket for ticket in tickets if f"{ticket.opened_at:%Y-%m}" == month]
        rows = [servicenow.cells(ticket, exported) for ticket in _unfinished_before(tickets, month)]
        rows += [servicenow.cells(ticket, exported) for ticket in own]
        rows += [_outsider(servicenow.cells(dice.pick(own), exported), number, dice) for number in range(9)]
        _damage(rows, dice)
        path = folder / f"servicenow_{month}.{'xlsx' if month == XLSX_MONTH else 'csv'}"
        (servicenow.write_xlsx if month == XLSX_MONTH else servicenow.write_csv)(path, rows)
        written.append(path)
    return written


def _unfinished_before(tickets: list[Ticket], month: str) -> list[Ticket]:
    """Return the tickets of the last days before *month* that its export repeats in their later state."""
    start = dt.datetime.fromisoformat(f"{month}-01")
    return [
        ticket
        for ticket in tickets
        if start - dt.timedelta(days=5) <= ticket.opened_at < start and ticket.resolved_at > start.replace(hour=6)
    ]


def _outsider(row: dict[str, servicenow.Cell], number: int, dice: Dice) -> dict[str, servicenow.Cell]:
    """Return *row* as a ticket of a group outside the squads, or of none."""
    texts = ("Lâmpada queimada no corredor", "Cadeira quebrada", "Troca de crachá", "Ar-condicionado barulhento")
    return row | {
        "number": f"INC09{dice.digits(5)}",
        "assignment_group": OUTSIDERS[number % len(OUTSIDERS)],
        "short_description": dice.pick(texts),
        "description": "Favor verificar.",
        "close_notes": "Resolvido.",
        "cmdb_ci": None,
        "parent": None,
        "caused_by": None,
    }


def _damage(rows: list[dict[str, servicenow.Cell]], dice: Dice) -> None:
    """Spoil a few cells in place, as real exports do: ``?`` for missing, a wrong encoding, a row that comes twice."""
    for _ in range(len(rows) // 25):
        dice.pick(rows)[dice.pick(("subcategory", "cmdb_ci", "business_service"))] = dice.pick(("?", "?", None))
    accented = [row for row in rows if any(sign in str(row["short_description"]) for sign in "ãçéí")]
    for row in (dice.pick(accented), dice.pick(accented)):
        row["short_description"] = str(row["short_description"]).encode("utf-8").decode("cp1252", errors="ignore")
    rows.append(dice.pick(rows))


def _write_glpi(folder: Path, tickets: list[Ticket]) -> list[Path]:
    """Write one file a quarter; the second repeats the last week of the first."""
    halves = (MONTHS[:3], MONTHS[3:])
    written = []
    for number, half in enumerate(halves, start=1):
        exported = _month_end(half[-1])
        start = dt.datetime.fromisoformat(f"{half[0]}-01") - dt.timedelta(days=7 * (number - 1))
        path = folder / f"glpi_canais_{half[0]}_{half[-1]}.csv"
        rows = [
            glpi.cells(ticket, exported) for ticket in tickets if start <= ticket.opened_at < exported.replace(hour=0)
        ]
        glpi.write_csv(path, rows, quote_all=number == 1)
        written.append(path)
    return written


def _write_truth(folder: Path, tickets: list[Ticket]) -> Path:
    rows = [(t.ticket_id, t.squad, t.pattern, t.language, t.burst, f"{t.minutes:.1f}") for t in tickets]
    header = ("ticket_id", "squad", "pattern", "language", "burst", "minutes_true")
    return _write_table(folder / "truth.csv", header, sorted(rows))


def _write_patterns(folder: Path, tickets: list[Ticket]) -> Path:
    minutes: dict[tuple[str, str], list[float]] = defaultdict(list)
    for ticket in tickets:
        minutes[ticket.squad, ticket.pattern].append(ticket.minutes)
    rows = [
        (
            s.squad, s.name, s.work, s.language, s.kind, s.sender, len(minutes[s.squad, s.name]),
            f"{sum(minutes[s.squad, s.name]) / 60:.1f}", s.verdict, s.nature, s.story,
        )
        for squad in read_squads()
        for s in squad.stories
    ]  # fmt: skip
    header = (
        "squad",
        "pattern",
        "work",
        "language",
        "kind",
        "sender",
        "tickets",
        "hours_true",
        "verdict",
        "nature",
        "story",
    )
    return _write_table(folder / "truth_patterns.csv", header, rows)


def _write_table(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8"))
    return path
