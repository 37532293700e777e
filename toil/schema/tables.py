"""The contracts themselves: every table that passes between stages. Printed into ``docs/data-dictionary.md``."""

from __future__ import annotations

from toil.schema.candidate_tables import CANDIDATE_TABLES
from toil.schema.columns import COUNT, SHARE, TEXT, WHOLE, Column, Table, maybe
from toil.schema.intake_tables import INTAKE_TABLES
from toil.schema.pattern_tables import PATTERN_TABLES
from toil.schema.portfolio_tables import PORTFOLIO_TABLES
from toil.schema.values import ACTIONS
from toil.schema.workload_tables import WORKLOAD_TABLES

SCHEMA_VERSION = 1

_TABLES = (
    *INTAKE_TABLES,
    *PATTERN_TABLES,
    *CANDIDATE_TABLES,
    Table(
        "survey",
        "one person's answer to the toil survey, as it was filled in",
        (
            Column("squad", TEXT, "squad of the study"),
            Column("month", TEXT, "month that the answer is about, YYYY-MM"),
            Column("respondent", TEXT, "any code that tells answers apart; never shown"),
            Column("toil_share", SHARE, "felt share of working time that is toil, 0 to 1"),
            maybe("satisfaction", WHOLE, "how content with that share, 1 (not at all) to 5 (wholly)"),
            *(
                column
                for place, nth in ((1, "most"), (2, "second most"), (3, "third most"))
                for column in (
                    maybe(f"source_{place}", TEXT, f"pattern that takes {nth} of that time"),
                    maybe(f"minutes_{place}", SHARE, "felt hands-on minutes a ticket of it"),
                )
            ),
        ),
        ("squad", "month", "respondent"),
    ),
    Table(
        "survey_problems",
        "rows or cells of the toil survey that could not be used, by reason",
        (
            Column("reason", TEXT, "why"),
            Column("rows", COUNT, "how many rows"),
            Column("dropped", "bool", "true where the whole row was left out, not one cell of it"),
        ),
        ("reason",),
    ),
    Table(
        "registry",
        "one template of a pattern whose id was published for a month",
        (
            Column("pattern_id", TEXT, "published id"),
            Column("month", TEXT, "report month"),
            Column("template_id", TEXT, "template"),
            Column("tickets", COUNT, "tickets of that window"),
            Column("terms", TEXT, "distinguishing words of the pattern"),
        ),
        ("month", "pattern_id", "template_id"),
    ),
    Table(
        "decisions",
        "what people decided of one pattern, as they wrote it",
        (
            Column("pattern_id", TEXT, "pattern that the decision is about"),
            Column("action", TEXT, "what was decided", allowed=ACTIONS),
            maybe("value", TEXT, "new name; name of the merged or split group; verdict; attribute=share; or status"),
            maybe(
                "templates",
                TEXT,
                "ids that a merge or split acts on, joined by spaces: tickets or templates; patterns for a merge",
            ),
            maybe("example", TEXT, "redacted text of one of these templates"),
            maybe("owner", TEXT, "who will do it"),
            maybe("reason", TEXT, "why"),
            Column("who", TEXT, "who decided"),
            Column("when", TEXT, "day of the decision, YYYY-MM-DD"),
        ),
    ),
    Table(
        "misfits",
        "a decision that no longer fits, and why",
        (
            Column("pattern_id", TEXT, "pattern that the decision is about"),
            Column("action", TEXT, "what was decided", allowed=ACTIONS),
            Column("problem", TEXT, "why it has no effect"),
        ),
    ),
    Table(
        "shared_patterns",
        "a pattern of the squad that another squad of the study has too",
        (
            Column("pattern_id", TEXT, "the squad's own pattern"),
            Column("squad", TEXT, "the other squad"),
            Column("tickets", COUNT, "the other squad's tickets of the window"),
            maybe("hours_low", SHARE, "the other squad's hours a month, low"),
            maybe("hours_base", SHARE, "the other squad's hours a month, base"),
            maybe("hours_high", SHARE, "the other squad's hours a month, high"),
            Column("same_texts", SHARE, "share of both squads' tickets with the same templates"),
            Column("same_words", SHARE, "Jaccard of their distinguishing words"),
        ),
        ("pattern_id", "squad"),
    ),
    Table(
        "compared_squads",
        "another squad of the study, and whether its patterns were compared",
        (
            Column("squad", TEXT, "the other squad"),
            Column("status", TEXT, "what became of it", allowed=("compared", "too few tickets", "failed")),
            Column("tickets", COUNT, "its tickets of the window; 0 where it failed"),
        ),
        ("squad",),
    ),
    Table(
        "runs",
        "the run behind a report",
        (Column("fact", TEXT, "name"), Column("value", TEXT, "value")),
        ("fact",),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in (*_TABLES, *WORKLOAD_TABLES, *PORTFOLIO_TABLES)}
