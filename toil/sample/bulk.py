"""Tickets by the million for benchmarks: the same stories, more of them as the table grows, one-offs among them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from toil.sample import moments, servicenow
from toil.sample.dice import Dice, Wheel
from toil.sample.phrases import Phrase, parse
from toil.sample.stories import SquadStory, Story, read_squads, read_toml
from toil.sample.tickets import SquadDesk, Ticket

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
ONE_OFF_SHARE = 0.38
CHUNK = 50_000
TIMES = ("opened_at", "resolved_at", "closed_at", "started_at")
LOCAL_OFFSET = np.timedelta64(3, "h")  # America/Sao_Paulo has had no summer time since 2019


def generate_tickets(n: int, *, seed: int = 7) -> pd.DataFrame:
    """Return *n* tickets with what was planted in them.

    Parameters
    ----------
    n : int
        Tickets. The number of patterns grows slowly with it: about 60 at 10,000, 130 at 100,000, 300 at 1,000,000.
    seed : int
        The same seed gives the same tickets.

    Returns
    -------
    pandas.DataFrame
        Fields of a ticket under their contract names (times UTC), in order of opening, and the truth: ``pattern``
        (text, empty for a one-off), ``one_off`` (bool), ``minutes_true`` (hands-on minutes).
    """
    chunks = []
    source = _tickets(n, seed)
    for start in range(0, n, CHUNK):
        rows = [next(source) for _ in range(min(CHUNK, n - start))]
        chunks.append(_table(rows))
    tickets = pd.concat(chunks, ignore_index=True) if chunks else _table([])
    tickets = tickets.sort_values("opened_at", kind="stable", ignore_index=True)
    return tickets.assign(ticket_id=_numbers(tickets["kind"]))


def stories_for(n: int) -> list[Story]:
    """Return the stories of a table of *n* tickets, those of all squads in turn, the most frequent first."""
    wanted = max(10, round(60 * (n / 10_000) ** 0.35))
    by_squad = [[story for story in squad.stories if not story.days] for squad in read_squads()]
    written = [story for turn in zip_longest(*by_squad) for story in turn if story]
    distinct = {story.name: story for story in reversed(written)}  # one that squads share counts once
    first = [story for story in written if distinct[story.name] is story]
    return [*first, *_combined()][:wanted]


def write_export(path: Path, tickets: pd.DataFrame) -> None:
    """Write *tickets* of `generate_tickets` as one ServiceNow-shaped CSV, without the truth."""
    rows = pa.Table.from_pandas(tickets, preserve_index=False)
    due = pc.add(rows["opened_at"], pa.array(tickets["priority"].map(moments.SLA_HOURS) * pd.Timedelta(hours=1)))
    columns = {
        "number": rows["ticket_id"],
        "sys_class_name": _translated(rows["kind"], servicenow.CLASS),
        "opened_at": _local(rows["opened_at"]),
        "sys_updated_on": _local(rows["closed_at"]),
        "state": pa.repeat("Closed", len(rows)),
        "priority": _translated(rows["priority"], servicenow.PRIORITY),
        "short_description": rows["summary"],
        "description": rows["description"],
        "close_notes": rows["resolution"],
        "close_code": _translated(rows["outcome"], servicenow.CODES),
        "category": rows["category"],
        "subcategory": rows["subcategory"],
        "cmdb_ci": rows["item"],
        "business_service": rows["service"],
        "contact_type": _translated(rows["channel"], servicenow.CONTACT),
        "caller_id": rows["requester"],
        "assigned_to": rows["resolver"],
        "assignment_group": rows["group"],
        "reassignment_count": rows["reassignments"],
        "reopen_count": rows["reopens"],
        "made_sla": pc.if_else(pc.less_equal(rows["resolved_at"], due), "true", "false"),
        "sla_due": _local(due),
        "resolved_at": _local(rows["resolved_at"]),
        "closed_at": _local(rows["closed_at"]),
        "time_worked": pc.cast(pc.multiply(rows["worked_minutes"], 60.0), pa.int64(), safe=False),
        "u_work_notes_count": rows["notes"],
    }
    empty = pa.nulls(len(rows), pa.string())
    table = pa.table({header: columns.get(header, empty) for header in servicenow.HEADERS})
    csv.write_csv(table, path, csv.WriteOptions(quoting_style="needed"))


def _tickets(n: int, seed: int) -> Iterator[Ticket]:
    """Yield *n* tickets: a squad, then one of its stories by weight or a one-off."""
    stories = stories_for(n)
    weights = {id(story): (rank + 4) ** -0.55 for rank, story in enumerate(stories)}
    desks, wheels = [], []
    for squad in read_squads():
        own = [story for story in stories if story.squad == squad.name]
        if own:
            desks.append(SquadDesk(_with_stories(squad, own), seed))
            wheels.append(Wheel(own, [weights[id(story)] for story in own]))
    turns = Wheel(range(len(desks)), [sum(weights[id(story)] for story in wheel.things) for wheel in wheels])
    months = moments.month_numbers(MONTHS)
    dice = Dice(seed, "bulk")
    for _ in range(n):
        turn = turns.spin(dice)
        month = dice.pick(months)
        if dice.chance(ONE_OFF_SHARE):
            yield desks[turn].one_off(month, dice)
        else:
            story = wheels[turn].spin(dice)
            yield desks[turn].repeated(story, moments.opening(dice, *month, story.sender, night=story.night), dice)


def _with_stories(squad: SquadStory, stories: list[Story]) -> SquadStory:
    return dataclasses.replace(squad, stories=tuple(stories))


@cache
def _combined() -> tuple[Story, ...]:
    """Return each thing with each trouble of ``bulk.toml``, neighbours far apart."""
    rows = read_toml("bulk.toml")
    squads = {squad.name: squad for squad in read_squads()}
    return tuple(
        _combination(squads[thing["squad"]], thing, trouble)
        for trouble in rows["troubles"]
        for thing in rows["things"]
    )


def _combination(squad: SquadStory, thing: dict[str, str], trouble: dict) -> Story:
    name = f"{thing['name']}_{trouble['name']}"

    def worded(field: str) -> tuple[Phrase, ...]:
        return tuple(parse(text.replace("{thing}", thing["words"])) for text in trouble[field])

    return Story(
        name=name,
        work=name,
        squad=squad.name,
        service=squad.service,
        category=squad.category,
        subcategory=thing["name"],
        item=parse(thing["item"]),
        minutes=20.0,
        story="combined",
        verdict="",
        kind="request" if trouble["name"] in ("criar", "excluir", "alterar_dados") else "incident",
        summary=worded("summary"),
        body=worded("body"),
        fix=worded("fix"),
    )


def _table(rows: list[Ticket]) -> pd.DataFrame:
    fields = [field.name for field in dataclasses.fields(Ticket) if field.name not in ("ticket_id", "burst")]
    table = pd.DataFrame({field: [getattr(row, field) for row in rows] for field in fields})
    times = {field: _utc(table[field]) for field in TIMES}
    counts = {field: table[field].astype("Int64") for field in ("reassignments", "reopens", "notes", "priority")}
    return table.assign(
        **times,
        **counts,
        worked_minutes=table["worked_minutes"].astype("float64"),
        minutes_true=table["minutes"].astype("float64"),
        one_off=table["pattern"] == "",
    ).drop(columns=["minutes", "work"])


def _utc(local: pd.Series) -> pd.Series:
    return (pd.to_datetime(local).astype("datetime64[us]") + LOCAL_OFFSET).dt.tz_localize("UTC")


def _local(times: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return UTC times as local text without a zone."""
    shifted = pc.subtract(
        pc.cast(times, pa.timestamp("us")), pa.scalar(LOCAL_OFFSET.astype("timedelta64[us]").item())
    )
    return pc.strftime(pc.cast(shifted, pa.timestamp("s"), safe=False), format="%Y-%m-%d %H:%M:%S")


def _translated(values: pa.ChunkedArray, words: dict) -> pa.ChunkedArray:
    places = pc.index_in(values, pa.array(list(words), values.type))
    return pc.take(pa.array(list(words.values())), places)


def _numbers(kinds: pd.Series) -> pd.Series:
    prefixes = kinds.map(servicenow.PREFIX)
    order = prefixes.groupby(prefixes).cumcount() + 1
    return prefixes + order.astype("str").str.zfill(7)
