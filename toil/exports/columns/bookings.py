"""Lists of booked time, a row a booking: what was booked on a ticket is added up."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.layouts.plain import plain

FEWEST, MOSTLY = 5, 0.9
"""Tickets with several rows that tell a list of bookings, and the share of them that must agree."""
_WORDS = tuple(map(plain, ("apontament", "apontad", "worklog", "booking", "booked", "buchung", "gebucht", "списан")))


def are_bookings(typed: pa.Table, headers: Iterable[str]) -> bool:
    """Say whether the rows of *typed* are bookings of time, though no header names their day.

    A header speaks of bookings; nothing says when a row was changed; and rows of one ticket say the same of it, but
    not the same time or person: those of an audit log have other states, those of a join the same time.
    """
    if not any(word.startswith(_WORDS) for header in headers for word in plain(header).split()):
        return False
    if typed["updated_at"].null_count < typed.num_rows or not typed["worked_minutes"].is_valid().to_numpy().any():
        return False
    names = ("ticket_id", "opened_at", "state", "worked_minutes", "resolver")
    rows = pa.table({name: typed[name].cast(pa.string()) for name in names}).filter(typed["ticket_id"].is_valid())
    of = rows.group_by("ticket_id").aggregate([*((name, "count_distinct") for name in names[1:]), ([], "count_all")])
    of = of.filter(pc.greater(of["count_all"], 1))
    if of.num_rows < FEWEST:
        return False
    same = pc.less_equal(pc.add(of["opened_at_count_distinct"], of["state_count_distinct"]), 2)
    other = pc.greater(pc.add(of["worked_minutes_count_distinct"], of["resolver_count_distinct"]), 2)
    return min(pc.mean(same).as_py(), pc.mean(other).as_py()) >= MOSTLY


def add_bookings(typed: pa.Table) -> tuple[pa.Table, int]:
    """Return *typed*, each row with all minutes worked of its ticket in the file, and how many rows stand beside one.

    Rows without an id keep their own minutes.
    """
    ids = pc.index_in(typed["ticket_id"], value_set=pc.unique(typed["ticket_id"]).drop_null())
    minutes = typed["worked_minutes"].combine_chunks()
    of = pc.fill_null(ids, -1).to_numpy() + 1
    booked = np.bincount(of, weights=pc.fill_null(minutes, 0.0).to_numpy(zero_copy_only=False))
    some = np.bincount(of, weights=pc.is_valid(minutes).to_numpy(zero_copy_only=False)) > 0
    added = pa.array(booked[of], mask=~some[of])
    own = pc.if_else(pa.array(of == 0), minutes, added)
    place = typed.column_names.index("worked_minutes")
    rows = np.bincount(of[of > 0])[of[of > 0]] > 1
    return typed.set_column(place, "worked_minutes", pa.chunked_array([own])), int(rows.sum())
