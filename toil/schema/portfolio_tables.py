"""The contracts of the portfolio: what all squads of a study come to in one month."""

from __future__ import annotations

from toil.schema.columns import COUNT, SHARE, TEXT, WHOLE, Column, Table, maybe
from toil.schema.values import PORTFOLIO, STATUSES, VERDICTS

_POINTS = (("low", "5th"), ("base", "50th"), ("high", "95th"))

PORTFOLIO_TABLES = (
    Table(
        "portfolio_squads",
        "one squad of the study in one month, reported or not",
        (
            Column("squad", TEXT, "squad of the study"),
            Column("title", TEXT, "its name for readers"),
            Column("status", TEXT, "what became of it", allowed=PORTFOLIO),
            Column("reason", TEXT, "why it has no figures, in the reader's language; empty where it has"),
            maybe("tickets", WHOLE, "tickets of the month; null where unknown"),
            maybe("candidates", WHOLE, "patterns of the window"),
            *(
                maybe(
                    f"hours_{point}",
                    SHARE,
                    f"hours a month of all its patterns together, {nth} percentile of the sum",
                )
                for point, nth in _POINTS
            ),
            maybe("people_share", SHARE, "base hours over its people's productive hours; null under 5 people"),
        ),
        ("squad",),
    ),
    Table(
        "portfolio_candidates",
        "one candidate of one squad, as its report has it",
        (
            Column("squad", TEXT, "squad of the study"),
            Column("title", TEXT, "its name for readers"),
            Column("pattern_id", TEXT, "pattern"),
            Column("rank", COUNT, "its number in the squad's report"),
            Column("label", TEXT, "as in candidates"),
            Column("verdict", TEXT, "as in candidates", allowed=VERDICTS),
            maybe("status", TEXT, "as in candidates", STATUSES),
            Column("tickets", COUNT, "tickets of the window"),
            *(maybe(f"hours_{point}", SHARE, f"hours a month, {nth} percentile") for point, nth in _POINTS),
            Column("others", COUNT, "other squads with the same work"),
        ),
        ("squad", "pattern_id"),
    ),
    Table(
        "portfolio_shared",
        "one squad's part of a piece of work that several squads have",
        (
            Column("work", COUNT, "number of the work, 1 has most base hours in all squads together"),
            Column("squad", TEXT, "squad of the study"),
            Column("title", TEXT, "its name for readers"),
            Column("label", TEXT, "label of its largest pattern of the work"),
            Column("patterns", COUNT, "its patterns of the work"),
            Column("tickets", COUNT, "their tickets of the window"),
            maybe("hours_base", SHARE, "their base hours a month, added up"),
        ),
        ("work", "squad"),
    ),
)
