"""Lists of booked time, a row a booking: what was booked on a ticket is added up."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


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
