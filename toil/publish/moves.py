"""What moves within the window: work that grows, began, ended, comes at the turn of the month, or came in bursts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from toil.candidates import find_began, find_ended
from toil.candidates.growth import MIN_MONTHS
from toil.i18n import Wording
from toil.publish.alike import named_patterns, resolved_alike
from toil.publish.report import Report
from toil.workload import benjamini_hochberg, business_hours, count_month_turns

GROWING, BEGAN, ENDED, TURN, BURST = "growing", "began", "ended", "month turn", "burst"
SHOWN = 4
_GROWTH_Q, _TURN_Q, _TURN_RATIO, _TURN_MONTHS = 0.1, 0.05, 2.0, 2 / 3
_COLUMNS = {
    "move": "str", "pattern_id": "str", "label": "str", "tickets": "int64", "months": "int64", "first": "str",
    "last": "str", "value": "float64", "low": "float64", "high": "float64", "expected": "float64",
    "hours_base": "float64", "alike": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Moves:
    """One kind of movement as a reader sees it: heading, lines of (label, pattern id, figures), and what follows."""

    heading: str
    lines: list[tuple[str, str, str]]
    note: str


def moves_table(report: Report) -> pd.DataFrame:
    """Return what moves, a row a pattern (a row a burst), largest first within each kind.

    ``tickets`` outside bursts (of the burst, for one) in ``months``, from ``first`` to ``last`` (months; days of a
    burst). ``value`` with ``low`` and ``high``: change of the share of the work a month, for growing; share of the
    episodes at the turn of the month beside ``expected``. ``hours_base``: hands-on hours a month in the report.
    ``alike``: ids of patterns resolved in the same words, of one that ended those that go on, of one that began those
    that came before: perhaps the work is asked for in other words now. Null where there is none.

    Growing is a 95% interval above no change at a false discovery rate of 10%, of what did not begin in the window (a
    step is no slope); at the turn of the month, twice what
    chance would bring at a rate of 5%, in two thirds of at least two whole months.
    """
    if not report.dated or report.candidates.empty:
        return pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
    began = _began(report)
    parts = [_growing(report, began["pattern_id"]), began, _ended(report), _turns(report), _bursts(report)]
    joined = pd.concat(
        [part.reindex(columns=list(_COLUMNS)) for part in parts if len(part)] or [pd.DataFrame()]
    ).reindex(columns=list(_COLUMNS))
    facts = report.candidates.set_index("pattern_id")[["label", "hours_base"]]
    successors = _alike(report)
    alike = [
        " ".join(successors.get(key, [])) or None for key in zip(joined["move"], joined["pattern_id"], strict=True)
    ]
    return (
        joined.assign(alike=pd.array(alike, dtype="str"))
        .assign(label=lambda t: t["pattern_id"].map(facts["label"]).fillna(""))
        .assign(hours_base=lambda t: t["pattern_id"].map(facts["hours_base"]))
        .astype(_COLUMNS)
        .reset_index(drop=True)
    )


def ended_hours(report: Report) -> float:
    """Return the hours a month of the report that went into patterns that have ended.

    Without those that perhaps go on in other words: what is resolved alike still comes.
    """
    ended = find_ended(report.pattern_months, report.coverage)["pattern_id"] if report.dated else []
    goes_on = {pattern for move, pattern in _alike(report) if move == ENDED}
    ended = [pattern for pattern in ended if pattern not in goes_on]
    return float(report.candidates.loc[report.candidates["pattern_id"].isin(ended), "hours_base"].sum())


def _alike(report: Report) -> dict[tuple[str, str], list[str]]:
    """Return by move and pattern id the patterns resolved alike that go on, or came before; most alike first.

    A work whose name, tool or form changed ends in its old words and begins in new ones; what is done stays the same.
    """
    months = report.pattern_months.assign(
        steady=report.pattern_months["tickets"] - report.pattern_months["burst_tickets"]
    )
    came = months[months["steady"] > 0].groupby("pattern_id")["month"].agg(["min", "max"])
    last, first = (came[name].to_dict() for name in ("max", "min"))
    found: dict[tuple[str, str], list[str]] = {}
    for pattern, others in resolved_alike(report).items():
        goes_on, was_there = (others.index[~others["course"].isin([own, "wave"])] for own in ("ended", "began"))
        later = [other for other in goes_on if last.get(other, "") > last.get(pattern, "")]
        earlier = [other for other in was_there if other in first and first[other] < first.get(pattern, "")]
        found |= {(move, pattern): named for move, named in ((ENDED, later), (BEGAN, earlier)) if named}
    return found


def whole_months(report: Report) -> list[str]:
    """Return the months of the window that the exports cover whole."""
    return list(report.coverage.index[report.coverage >= 1])


def _growing(report: Report, began: pd.Series) -> pd.DataFrame:
    known = report.candidates["share_change_base"].notna() & report.candidates["grows"].notna()
    tested = report.candidates[known & ~report.candidates["pattern_id"].isin(began)]
    clear = tested[
        (benjamini_hochberg(1 - tested["grows"].to_numpy(dtype=float)) <= _GROWTH_Q)
        & (tested["share_change_low"] > 0)
    ]
    months = report.pattern_months[report.pattern_months["month"].isin(whole_months(report))]
    came = (
        months[months["tickets"] > months["burst_tickets"]].groupby("pattern_id")["month"].agg(["min", "max", "size"])
    )
    return pd.DataFrame(
        {
            "move": GROWING,
            "pattern_id": clear["pattern_id"],
            "tickets": clear["grows_n"],
            "months": clear["pattern_id"].map(came["size"]),
            "first": clear["pattern_id"].map(came["min"]),
            "last": clear["pattern_id"].map(came["max"]),
            **{to: clear[f"share_change_{of}"] for to, of in (("value", "base"), ("low", "low"), ("high", "high"))},
        }
    ).sort_values(["tickets", "pattern_id"], ascending=[False, True])


def _began(report: Report) -> pd.DataFrame:
    found = find_began(report.pattern_months, report.coverage)
    came = report.pattern_months[report.pattern_months["tickets"] > 0].groupby("pattern_id")["month"].max()
    return found.assign(
        move=BEGAN, first=found["first_month"], last=found["pattern_id"].map(came)
    ).sort_values(["tickets", "pattern_id"], ascending=[False, True])  # fmt: skip


def _ended(report: Report) -> pd.DataFrame:
    found = find_ended(report.pattern_months, report.coverage)
    came = report.pattern_months[report.pattern_months["tickets"] > 0].groupby("pattern_id")["month"].min()
    return found.assign(
        move=ENDED, first=found["pattern_id"].map(came), last=found["last_month"]
    ).sort_values(["tickets", "pattern_id"], ascending=[False, True])  # fmt: skip


def _turns(report: Report) -> pd.DataFrame:
    months, zone = whole_months(report), report.study.study.zone
    calendar = business_hours(report.study.calendar_of(report.squad), zone)
    found = count_month_turns(report.episodes, months=months, zone=zone, calendar=calendar)
    kept = found[
        (found["q"] <= _TURN_Q)
        & (found["share"] >= _TURN_RATIO * found["expected"])
        & (found["months_at_turn"] >= np.maximum(_TURN_MONTHS * found["months"], 2))
    ]
    return kept.rename(columns={"episodes": "tickets", "share": "value"}).assign(
        move=TURN, months=kept["months_at_turn"], first=min(months, default=""), last=max(months, default="")
    ).sort_values(["tickets", "pattern_id"], ascending=[False, True])  # fmt: skip


def _bursts(report: Report) -> pd.DataFrame:
    bursts = report.episodes[report.episodes["burst"] & report.episodes["started_at"].notna()]
    first, last = (
        bursts[name].dt.tz_convert(report.study.study.zone).dt.strftime("%Y-%m-%d").astype("str")
        for name in ("started_at", "ended_at")
    )
    rows = bursts.assign(move=BURST, months=1, first=first, last=last)
    return rows.sort_values(["tickets", "episode_id"], ascending=[False, True])


def moves_of(report: Report, moves: pd.DataFrame, words: Wording) -> list[Moves]:
    """Return *moves* (see `moves_table`) kind by kind in words; a kind without any says how far one could see."""
    _ = words.text
    whole = len(whole_months(report))
    headings = {
        GROWING: _("Grows faster than the rest of the work"),
        BEGAN: _("Has begun"),
        ENDED: _("Has ended"),
        TURN: _("Comes at the turn of the month"),
        BURST: _("Came in a burst"),
    }
    return [
        Moves(heading, _lines(moves[moves["move"] == kind], report, words), _note(kind, moves, report, whole, words))
        for kind, heading in headings.items()
    ]


def _lines(rows: pd.DataFrame, report: Report, words: Wording) -> list[tuple[str, str, str]]:
    return [
        (row["label"], row["pattern_id"], " ".join([_figures(row, report, words), *_doubt(row, report, words)]))
        for row in rows.head(SHOWN).to_dict("records")
    ]


def _doubt(row: dict, report: Report, words: Wording) -> list[str]:
    """Return that the work perhaps goes on, or came before, in other words; nothing where no pattern says so."""
    if not isinstance(row["alike"], str):
        return []
    others = report.candidates.set_index("pattern_id", drop=False).loc[row["alike"].split()]
    patterns = named_patterns(others, words)
    if row["move"] == ENDED:
        return [
            words.text(
                "(perhaps only in these words; resolved alike and still coming: {patterns})", patterns=patterns
            )
        ]
    return [
        words.text("(perhaps only in these words; resolved alike and there before: {patterns})", patterns=patterns)
    ]


def _figures(row: dict, report: Report, words: Wording) -> str:
    _, n, months = words.text, words.number(row["tickets"]), words.number(row["months"])
    if row["move"] == GROWING:
        return _(
            "its share of the work grows by {change} a month ({low} to {high}); {n} tickets in {months} months:"
            " {counts}",
            change=words.percent(row["value"]),
            low=words.percent(row["low"]),
            high=words.percent(row["high"]),
            n=n,
            months=months,
            counts=_counts(row["pattern_id"], report, words),
        )
    if row["move"] == BEGAN:
        return words.count_text(
            "{tickets} tickets in {n} month, none before {first}: {counts}. Hours a month are those of the whole"
            " window",
            "{tickets} tickets in {n} months, none before {first}: {counts}. Hours a month are those of the whole"
            " window",
            row["months"],
            tickets=n,
            first=words.month(row["first"]),
            counts=_counts(row["pattern_id"], report, words),
        )
    if row["move"] == ENDED:
        return words.count_text(
            "{tickets} tickets in {n} month, none after {last}; {hours} h a month of the hours of this report",
            "{tickets} tickets in {n} months, none after {last}; {hours} h a month of the hours of this report",
            row["months"],
            tickets=n,
            last=words.month(row["last"]),
            hours=words.number(row["hours_base"], 1),
        )
    if row["move"] == TURN:
        return _(
            "{share} of {n} pieces of work on the last three or first two working days, {expected} by chance;"
            " so in {months} months",
            share=words.percent(row["value"]),
            n=n,
            expected=words.percent(row["expected"]),
            months=months,
        )
    first, last = (words.date(pd.Timestamp(row[name]).date()) for name in ("first", "last"))
    if first == last:
        return _("{n} tickets on {day}", n=n, day=first)
    return _("{n} tickets from {first} to {last}", n=n, first=first, last=last)


def _counts(pattern_id: str, report: Report, words: Wording) -> str:
    rows = report.pattern_months[report.pattern_months["pattern_id"] == pattern_id].sort_values("month")
    return ", ".join(words.number(tickets) for tickets in rows["tickets"] - rows["burst_tickets"])


def _note(kind: str, moves: pd.DataFrame, report: Report, whole: int, words: Wording) -> str:
    """Return how many more there are; where there are none, why, or that there is none."""
    _, n = words.text, int((moves["move"] == kind).sum())
    if n > SHOWN:
        return words.count_text("and {n} more in moves.csv", "and {n} more in moves.csv", n - SHOWN)
    if n:
        return ""
    needed = {GROWING: MIN_MONTHS, BEGAN: 2, ENDED: 2, TURN: 2}.get(kind, 0)
    if not report.dated:
        return _("Unknown: the tickets carry no dates.")
    if whole < needed:
        return _(
            "Unknown: it takes {needed} whole months, and the exports cover {whole}.",
            needed=words.number(needed),
            whole=words.number(whole),
        )
    if kind == GROWING and (moves["move"] == BEGAN).any():
        return _("None found beyond chance, besides what began in the window.")
    return _("None found beyond chance.")
