"""Columns whose cells can't be what their headers say: their field goes to its next best header."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from toil.exports.columns.beside import TIME
from toil.exports.columns.units import UNTOLD, unit_of
from toil.exports.formats.opened import RawRows
from toil.exports.guessing.evidence import LOOKED_AT
from toil.exports.guessing.telling import contradicted
from toil.exports.guessing.working import are_longer, are_points
from toil.exports.layouts.fields import TIMES
from toil.exports.layouts.mapping import map_headers
from toil.exports.layouts.profile import Profile
from toil.settings import Study

_CLOCK = r"^[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp]\.?[Mm]\.?)?$"


def without_unlike(
    mapping: dict[str, str], raw: RawRows, profile: Profile, study: Study
) -> tuple[dict[str, str], dict[str, str]]:
    """Return *mapping* without headers whose cells can't be their field, which goes to its next best header.

    Also "field time" -> header for a time of day under the best header for a moment (`Created On`, `Created At`),
    where the next best has the day.
    """
    stated = study.exports.columns
    clocks = {h: name for h, name in mapping.items() if name in TIMES and h not in stated and _is_clock(raw.table[h])}
    unlike = contradicted(raw.table, {h: name for h, name in mapping.items() if h not in stated and h not in clocks})
    unlike += [h for h, name in mapping.items() if name == "worked_minutes" and _no_minutes(h, raw, profile, study)]
    unlike += clocks
    kept = {header: name for header, name in mapping.items() if header not in unlike}
    read = set(raw.table.column_names) - set(unlike)
    others = map_headers([h for h in raw.filled if h in read], profile, stated) if unlike else {}
    lost = {mapping[header] for header in unlike} - set(kept.values())
    more = {
        header: name for header, name in others.items() if name in lost and header not in kept and raw.filled[header]
    }
    wrong = contradicted(raw.table.select(list(kept | more)), more)
    told = kept | {header: name for header, name in more.items() if header not in wrong}
    days = {header: name for header, name in clocks.items() if name in told.values()}
    lonely = {header: name for header, name in clocks.items() if header not in days}  # an error says so later
    return told | lonely, {f"{name} {TIME}": header for header, name in days.items()}


def _is_clock(column: pa.ChunkedArray) -> bool:
    cells = column.slice(0, LOOKED_AT).cast(pa.string()).drop_null()
    return bool(len(cells)) and bool(pc.all(pc.match_substring_regex(cells, _CLOCK)).as_py())


def _no_minutes(header: str, raw: RawRows, profile: Profile, study: Study) -> bool:
    untold = unit_of(header, profile, study.exports.number_unit).by == UNTOLD
    column = raw.table[header]
    return untold and header not in study.exports.columns and (are_points(column) or are_longer(column))
