"""A report as one HTML page: one template, one file, no request to anywhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from toil.candidates import compare_survey, count_unusable_minutes, explain_assumption, explain_verdict
from toil.charts import treemap_table
from toil.exports import intake_reasons
from toil.i18n import Wording
from toil.publish import names
from toil.publish.alike import named_patterns, resolved_alike
from toil.publish.answer import Answer, answer_of
from toil.publish.cards import cards_of, unplaced_sample
from toil.publish.changes import changes_of
from toil.publish.decided import decided_of, progress_text
from toil.publish.figures import pareto_svg, spending_svg, tornado_svg, treemap_svg, trend_svg, volume_svg
from toil.publish.implausible import implausible
from toil.publish.intake import in_zone, ledger_of, used_columns
from toil.publish.joined import SHOWN, joined_candidates
from toil.publish.kinds import kinds_text
from toil.publish.moves import moves_of, moves_table
from toil.publish.objectives import (
    definitions_of,
    judged_levels,
    missing_text,
    objectives_of,
    on_paper_text,
    policy_text,
    summary_of,
)
from toil.publish.phrases import (
    ahead_text,
    backlog_text,
    between,
    headline,
    lately_of,
    left_out_text,
    payback_text,
    pays_text,
    period_text,
    stability_text,
    tiles_of,
    volume_text,
    wave_text,
)
from toil.publish.progress import held_against, progress_of
from toil.publish.report import Report
from toil.publish.shared import shared_of
from toil.publish.spending import budget_line, capacity_of, flips_of, purchases, sensitivity_text
from toil.publish.unknowns import unknowns
from toil.publish.untrusted import clean_text
from toil.settings import Study

if TYPE_CHECKING:
    from toil.exports import Fitness, Intake

FIRST_ROWS, TABLE_ROWS, ASKED, BARS = 12, 60, 10, 8


@lru_cache
def _environment() -> Environment:
    """Return the templates, every value escaped and stripped of characters that no reader sees."""
    return Environment(
        loader=PackageLoader("toil.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: clean_text(value) if type(value) is str else value,
    )


def render(template: str, words: Wording, **values: Any) -> str:
    """Return *template* filled with *values*, its strings and numbers as *words* writes them."""
    names_of = {
        "verdict_names": names.verdict_names(words),
        "verdict_meanings": names.verdict_meanings(words),
        "kind_names": names.kind_names(words),
        "toil_kind_names": names.toil_kind_names(words),
        "rung_names": names.rung_names(words),
        "status_names": names.status_names(words),
        "fact_names": names.fact_names(words),
        "read_as": lambda found: names.format_text(found, words),
        "fitness_names": names.fitness_names(words),
        "intake_reasons": intake_reasons(words),
        "minute_problems": names.minute_problems(words),
        "survey_problems": names.survey_problems(words),
        "differences": names.survey_differences(words),
    }
    written = {
        "_": words.text,
        "count_text": words.count_text,
        "number": words.number,
        "percent": words.percent,
        "words": words,
        "known": pd.notna,
    }
    return _environment().get_template(template).render(**written, **names_of, **values)


def render_html(report: Report, wording: Wording) -> str:
    """Return the report as one self-contained page in the language of *wording*.

    Ticket text in it is escaped; it loads nothing, runs no script and says so in its content security policy.
    """
    ranked = report.candidates.sort_values("rank", ignore_index=True)
    answer, alike, joined = answer_of(report), resolved_alike(report), joined_candidates(report)
    cards = cards_of(report, alike, wording)
    return render(
        "report.html.j2",
        wording,
        report=report,
        answer=answer,
        fitness_reasons=report.fitness.explain(wording),
        headline=headline(report, answer, wording),
        tiles=tiles_of(report, answer, wording),
        implausible=implausible(report, wording),
        ahead=lambda volume: ahead_text(volume, wording),
        unknowns=unknowns(report, wording),
        shown=list(ranked.head(FIRST_ROWS).itertuples()),
        more=list(ranked.iloc[FIRST_ROWS:TABLE_ROWS].itertuples()),
        hidden=max(len(ranked) - TABLE_ROWS, 0),
        stability={row["pattern_id"]: stability_text(row, report.patterns, wording) for _, row in ranked.iterrows()},
        rank_of=report.rank_of,
        reasons={row["pattern_id"]: explain_verdict(row, wording) for _, row in ranked.iterrows()},
        alike={pattern: named_patterns(others, wording) for pattern, others in alike.items()},
        reach=float(ranked["hours_high"].max()) if len(ranked) else 0.0,
        pareto=[pareto_svg(ranked, wording, narrow=narrow) for narrow in (False, True)],
        **_themes(ranked, "hours", wording),
        moves=moves_of(report, moves_table(report), wording),
        period=period_text(report.months, wording),
        changes=changes_of(report, wording),
        decided=decided_of(report, wording),
        came_since=progress_of(report, wording),
        held_against=held_against(wording),
        lately=lately_of(report, wording),
        left_out=left_out_text(report, answer, wording),
        joined=[(each.text(wording), each.decision()) for each in joined[:SHOWN]],
        joined_hidden=max(len(joined) - SHOWN, 0),
        progress={row["pattern_id"]: progress_text(row, wording) for _, row in ranked.iterrows()},
        shared=shared_of(report),
        backlog=backlog_text(report, wording),
        kinds=kinds_text(report, wording),
        volume=volume_svg(report.within(report.squad_months), wording),
        cards=cards,
        **_spending(report, answer, wording),
        levels=_levels(report, wording),
        felt=compare_survey(report.survey, report.candidates, report.ticket_patterns, report.calendar_months),
        trends=[trend_svg(card.months, card.candidate, wording) for card in cards],
        unplaced=unplaced_sample(report),
        sources=in_zone(report.sources, report.study.study.zone),
        unusable=list(count_unusable_minutes(report.tickets, report.study.effort).itertuples()),
        ledger=ledger_of(report.intake_counts, report.squad),
        columns=used_columns(report.columns, report.sources),
        volume_text=lambda candidate: volume_text(candidate, wording),
        wave_text=lambda candidate: wave_text(candidate, report.economics.migrations_end, wording),
        pays=lambda share: pays_text(share, wording),
        payback=lambda months, verdict: payback_text(months, verdict, report.economics.rate, wording),
    )


def _spending(report: Report, answer: Answer, wording: Wording) -> dict[str, Any]:
    line, moved = budget_line(report), report.sensitivity
    return {
        "line": list(line.itertuples()),
        "tickets_of": dict(zip(report.candidates["pattern_id"], report.candidates["tickets"], strict=True)),
        "bought": list(purchases(report).itertuples()),
        "spending": spending_svg(line, wording),
        "moved": list(moved.itertuples()),
        "moved_how": sensitivity_text(wording),
        "flips": flips_of(report, moved.head(BARS), wording),
        "tornado": [tornado_svg(moved, wording, narrow=narrow) for narrow in (False, True)],
        "capacity": capacity_of(report, answer),
        "between": between,
        "assumption": lambda name: explain_assumption(name, wording),
    }


def _levels(report: Report, wording: Wording) -> dict[str, Any]:
    objectives, (names, months) = objectives_of(report, wording), judged_levels(report, wording)
    return {
        "objectives": objectives,
        "summary": summary_of(objectives, wording),
        "missing": missing_text(objectives, wording),
        "on_paper": on_paper_text(report, wording),
        "names": names,
        "months": months,
        "definitions": definitions_of(report, wording),
        "policy": policy_text(wording),
    }


def render_questionnaire(report: Report, wording: Wording) -> str:
    """Return the toil survey as a page to print: three questions, and the largest candidates to choose from."""
    ranked = report.candidates.sort_values("rank").head(ASKED)
    return render("questionnaire.html.j2", wording, report=report, asked=list(ranked.itertuples()))


def render_themes(candidates: pd.DataFrame, wording: Wording, *, area: str = "hours") -> str:
    """Return patterns within their themes as a page of its own: the picture, and its numbers.

    Parameters
    ----------
    candidates : pandas.DataFrame
        Table ``candidates``; or ``patterns``, whose hours are unknown.
    area : str
        "hours" a month or "tickets" of the window.
    """
    return render("themes_page.html.j2", wording, **_themes(candidates, area, wording))


def _themes(candidates: pd.DataFrame, area: str, wording: Wording) -> dict[str, Any]:
    return {
        "area": area,
        "themed": list(treemap_table(candidates, area=area).itertuples()),
        "treemap": [treemap_svg(candidates, wording, area=area, narrow=narrow) for narrow in (False, True)],
    }


def render_refusal(
    study: Study,
    squad: str,
    month: str,
    fitness: Fitness,
    intake: Intake,
    runs: pd.DataFrame,
    wording: Wording,
) -> str:
    """Return the one page that says why there is no report, with the numbers that decided it."""
    return render(
        "refusal.html.j2",
        wording,
        study=study,
        title=study.squad_title(squad),
        month=month,
        fitness_reasons=fitness.explain(wording),
        sources=in_zone(intake.sources, study.study.zone),
        ledger=ledger_of(intake.intake_counts, squad),
        columns=used_columns(intake.columns, intake.sources),
        runs=runs,
    )
