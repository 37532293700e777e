"""What several exports are together, as plain text in the reader's language."""

from __future__ import annotations

import pandas as pd

from toil.exports.check.checking import Check
from toil.exports.check.fit_text import SHOWN, fitness_lines, notice_lines, period_lines, verdict_lines
from toil.exports.check.terminal import cut, printable, section
from toil.exports.check.together import Checks
from toil.exports.counts import ALL
from toil.i18n import Wording


def render_together(checks: Checks, words: Wording) -> str:
    """Return what several exports are together as text: files, days, shared tickets, the verdict on all.

    What lies beside them and is no export is named, also where there is but one of them.
    """
    check, _ = checks.together, words.text
    left_out = section(_("No exports, left out"), [f"  {cut(name, 90)}" for name in checks.left_out])
    if check is None:
        return printable([left_out])
    rows = [_("rows: {rows}; tickets: {tickets}", rows=words.number(check.rows), tickets=words.number(check.tickets))]
    parts = [
        section(_("All exports together"), ["  " + rows[0]]),
        section(_("Files"), _files(check, words)),
        left_out,
        section(_("Tickets that stand in two files"), _overlaps(check, words)),
        section(_("Period"), period_lines(check, words)),
        section(_("Noticed"), notice_lines(check, words)),
        section(_("Enough for a report?"), fitness_lines(check, words)),
        verdict_lines(check, words),
    ]
    return printable(parts)


def _files(check: Check, words: Wording) -> list[str]:
    _ = words.text
    days = check.days[(check.days["file"] != ALL) & (check.days["squad"] == ALL)]
    spans = days.groupby("file", sort=False).agg(
        first=("day", "min"), last=("day", "max"), tickets=("tickets", "sum")
    )
    width = min(max(len(name) for name in spans.index), 48)
    return [
        f"  {cut(str(row.Index), width):<{width}}  {words.number(row.tickets):>9}  "
        f"{words.date(pd.Timestamp(row.first)):>18}  {words.date(pd.Timestamp(row.last)):>18}"
        for row in spans.itertuples()
    ]


def _overlaps(check: Check, words: Wording) -> list[str]:
    _ = words.text
    most = check.overlaps.sort_values("tickets", ascending=False, kind="stable")
    lines = [
        f"  {words.number(row.tickets):>9}  {cut(row.file, 40)} + {cut(row.other_file, 40)}"
        for row in most.head(SHOWN).itertuples()
    ]
    if len(most) > SHOWN:
        lines.append("  " + _("and {n} more pairs", n=words.number(len(most) - SHOWN)))
    return lines
