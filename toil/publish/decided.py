"""What people decided, line by line, and what became of each line: in force, overtaken by a later one, no effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from toil.decisions import overtaken_by
from toil.i18n import Wording
from toil.publish.names import action_names, attribute_names, decision_problems, progress_names, verdict_names
from toil.publish.report import Report
from toil.publish.untrusted import one_line

IN_FORCE, OVERTAKEN, NO_EFFECT = "in force", "overtaken", "no effect"
_LETTERS = 200


@dataclass(frozen=True)
class Decided:
    """One line of a squad's decisions, as the report tells it; empty texts where the line says nothing."""

    pattern_id: str
    label: str
    action: str
    value: str
    owner: str
    reason: str
    who: str
    when: str
    effect: str
    in_force: bool


def decisions_table(report: Report) -> pd.DataFrame:
    """Return the squad's decisions in the order of the file, with what became of each.

    Columns: those of contract ``decisions``, and ``effect`` (in force, overtaken, no effect), ``problem`` (why it has
    none), ``overtaken_by`` and ``overtaken_when`` (of the line that overtook it).
    """
    decisions = report.decisions.reset_index(drop=True)
    over = pd.Series(overtaken_by(decisions), index=decisions.index, dtype="Int64")
    current = over.isna()
    by, when = (over.map(decisions[name]).astype("str") for name in ("who", "when"))
    problem = {(row.pattern_id, row.action): row.problem for row in report.misfits.itertuples()}
    pairs = zip(decisions["pattern_id"], decisions["action"], strict=True)
    found = pd.Series([problem.get(pair) for pair in pairs], index=decisions.index, dtype="str")
    effect = pd.Series(IN_FORCE, index=decisions.index).mask(found.notna(), NO_EFFECT).mask(~current, OVERTAKEN)
    return decisions.assign(
        effect=effect.astype("str"),
        problem=found.where(current),
        overtaken_by=by,
        overtaken_when=when,
    )


def decided_of(report: Report, words: Wording) -> list[Decided]:
    """Return the squad's decisions as the report shows them, in the order of the file."""
    labels = report.candidates.set_index("pattern_id")["label"]
    return [
        Decided(
            pattern_id=row["pattern_id"],
            label=labels.get(row["pattern_id"], words.text("(no longer found)")),
            action=action_names(words)[row["action"]],
            value=_value(row["action"], row["value"], words),
            owner=_said(row["owner"]),
            reason=_said(row["reason"]),
            who=one_line(row["who"], 80),
            when=words.date(date.fromisoformat(row["when"])),
            effect=_effect(row, words),
            in_force=row["effect"] == IN_FORCE,
        )
        for _index, row in decisions_table(report).iterrows()
    ]


def progress_text(candidate: pd.Series, words: Wording) -> str:
    """Return how far people are with a candidate and who does it; an empty string where they said neither."""
    status, owner = candidate["status"], candidate["owner"]
    named = progress_names(words)[status] if pd.notna(status) else ""
    return " · ".join(part for part in (named, _said(owner)) if part)


def _value(action: str, value: str, words: Wording) -> str:
    if action == "verdict":
        return verdict_names(words)[value]
    if action == "status":
        return progress_names(words)[value]
    if action == "attribute":
        name, _, share = (part.strip() for part in value.partition("="))
        said = words.text("unknown") if share == "unknown" else words.percent(float(share))
        return f"{attribute_names(words)[name]} {said}"
    return one_line(value, _LETTERS)


def _effect(row: pd.Series, words: Wording) -> str:
    _ = words.text
    if row["effect"] == OVERTAKEN:
        who_when = f"{one_line(row['overtaken_by'], 80)}, {words.date(date.fromisoformat(row['overtaken_when']))}"
        return _("a later line counts: {who_when}", who_when=who_when)
    return decision_problems(words)[row["problem"]] if row["effect"] == NO_EFFECT else _("in force")


def _said(text: object) -> str:
    return one_line(str(text), _LETTERS) if pd.notna(text) else ""
