"""One squad's month by hand: small enough to work its figures out on paper, with every shape a report must bear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from desk_tickets import EFFORT, EVENTS, PLACED, TICKETS
from desk_tickets import MONTHS as DESK_MONTHS

from toil.candidates.ranges import DRAWS
from toil.exports import Fitness
from toil.i18n import wording
from toil.publish import Report
from toil.schema import TABLES, conform
from toil.schema.values import ATTRIBUTES
from toil.settings import Slo, parse_study
from toil.workload import BusinessHours, survey_desk

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
UTC = ZoneInfo("UTC")
HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script><img src=x onerror=alert(1)>'


def make_fitness(status: str = "fit", tickets: int = 214) -> Fitness:
    shares = ("text_share", "dated_share", "resolved_share", "resolution_share", "worklog_share")
    return Fitness(
        status=status, month="2026-09", tickets=tickets, window_tickets=978, window_months=6, refuse_under=30,
        useful_from=150, **dict.fromkeys(shares, 1.0),
    )  # fmt: skip


# id, label, kind, kind of toil, tickets of each month, in bursts, hours, rung, verdict, saved, payback, stability
PATTERNS = [
    ("P-0a11ce01", "Reset de senha do usuário <NAME> no AD", "request", "business process",
     (40, 42, 39, 44, 41, 46), 0, (14.0, 21.0, 32.0), "worklog", "self-service", (7.0, 11.3, 19.0), 4.2, 0.97),
    ("P-0b22df02", "Terminal <ID> sem comunicação - loja <NUM>", "incident", "production interrupt",
     (20, 25, 24, 30, 33, 74), 40, (9.5, 17.5, 30.0), "elapsed", "automate", (4.0, 9.0, 17.0), 7.5, 0.81),
    ("P-0c33ea03", "Tablespace <ID> acima de <NUM>% em <HOST>", "alert", "capacity and cost",
     (31, 30, 33, 29, 30, 32), 0, (3.0, 6.2, 11.0), "default", "eliminate", (1.5, 4.1, 8.0), 11.0, None),
    ("P-0d44fb04", "Reprocessar lote de liquidação <ID> rejeitado", "incident", "business process",
     (9, 12, 8, 11, 10, 12), 0, (2.5, 5.5, 9.8), "notes", "document", (0.2, 0.8, 2.1), float("inf"), 0.55),
    ("P-0e55ac05", "वीपीएन कनेक्ट नहीं हो रहा है", "incident", "troubleshooting", (0, 0, 0, 0, 5, 7), 0,
     (0.6, 1.5, 3.4), "default", "keep", (0.0, 0.0, 0.0), None, 0.42),
    ("P-0f66bd06", "Сертификат сервера <HOST> истекает", "alert", "production interrupt", (3, 4, 2, 5, 4, 3), 0,
     (0.3, 0.9, 2.0), "default", "reject", (0.2, 0.7, 1.7), 3.0, 0.88),
]  # fmt: skip
RULES = {
    "reject": "reject-no-action", "eliminate": "eliminate-alerts", "self-service": "self-service-requests",
    "automate": "automate-homogeneous", "document": "document-one-resolver", "keep": "keep",
}  # fmt: skip
FIGURES = {
    "automated_share": 0.0, "automated_lately": 0.0,
    "closed": 120, "no_action_share": 0.62, "alert_share": 0.9, "alerts_closed": 150, "alert_no_action_share": 0.71,
    "request_share": 0.94, "reassigned_share": 0.08, "item_recurrence": 0.44, "problem_share": 0.02,
    "resolved_by_person": 60, "automate_net_hours": 93.0, "default_share": 0.25,
    "next_rule": "automate-homogeneous", "next_column": "automatable", "next_value": 0.52, "next_threshold": 0.6,
    "budget_hours": 140.0,
}  # fmt: skip
KNOWN = {"manual": 0.91, "repetitive": 0.98, "automatable": 0.74, "tactical": 0.66, "no_enduring_value": 0.48}


def make_study(**sections: object):
    base = {
        "study": {"name": "Operações do banco", "language": "pt-BR"},
        "squads": {"acessos": {"groups": ["N2 Acessos"], "title": "Acessos e terminais", "people": 4}},
        "economics": {"rate": 110.0, "run_month": 50.0},
        "report": {"cards": 4},
    }
    return parse_study({**base, **sections}, Path("toil.toml"))


def make_candidates() -> pd.DataFrame:
    rows = []
    for rank, (
        pid,
        label,
        kind,
        toil_kind,
        months,
        burst,
        hours,
        rung,
        verdict,
        saved,
        payback,
        stability,
    ) in enumerate(PATTERNS, 1):
        row = {
            "pattern_id": pid, "rank": rank, "label": label, "terms": "senha · bloqueado · ad",
            "theme": "senha · acesso" if rank < 3 else label, "kind": kind,
            "toil_kind": toil_kind, "tickets": sum(months), "tickets_month": months[-1],
            "months_active": sum(m > 0 for m in months), "course": "lasting",
            "months_silent": int(not months[-1]), "longest_pause": 0,
            "episodes": sum(months) - burst,
            "switches": sum(months) - burst, "burst_tickets": burst,
            "requesters": 60 if rank < 4 else None, "resolvers": 6, "stability": stability,
            "cohesion": 0.4 + rank / 20, "purity": 0.6 + rank / 40,
            "rung": rung, "rung_tickets": int(sum(months) * 0.9), "minutes_mean": 14.0,
            "minutes_median": 12.0, "minutes_p90": 31.0,
            "trend_months": 6, "squad_change": 0.0, "own_change": 0.0, "projected_volume": 1.0,
            "projected_volume_low": 0.9, "projected_volume_high": 1.1,
            "burst_hours": 3.2 if burst else 0.0, "known_attributes": 5, "overall": 0.754, "overall_low": 0.628,
            "overall_high": 0.795, "verdict": verdict, "rule": RULES[verdict], "reason": "Because of a figure.",
            "not_judged": "eliminate-change,document-one-resolver" if rank in (2, 4) else "", "waived": "",
            "texts_read": 50,
            "decided_by": "person" if rank == 3 else "rule", **FIGURES,
            "uncertain": rank == 4,
            "pays_share": None if verdict == "keep" else 1 - rank / 10,
            "automatable_share": 0.6, "build_hours": 60.0, "payback_months": payback,
        }  # fmt: skip
        for point, hour, gain in zip(("low", "base", "high"), hours, saved, strict=True):
            row |= {f"hours_{point}": hour, f"saved_{point}": gain, f"net_12_{point}": gain * 1000 - 3000}
            row |= {f"net_hours_12_{point}": gain * 12 - 66}
        for name in ATTRIBUTES:
            share = KNOWN.get(name)
            row |= {name: share, f"{name}_n": 120 if share else 0}
            row |= {f"{name}_low": share and share - 0.08, f"{name}_high": share and min(share + 0.06, 1)}
        rows.append(row)
    return conform("candidates", pd.DataFrame(rows))


def make_tickets() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return tickets and their patterns: those of PATTERNS, then 40 a month in none."""
    tickets, placed = [], []
    for (
        pid,
        label,
        kind,
        *_,
    ) in PATTERNS:
        months = next(row[4] for row in PATTERNS if row[0] == pid)
        for month, count in zip(MONTHS, months, strict=True):
            tickets += [_ticket(f"{pid[2:6]}-{month}-{at}", month, label, kind, at) for at in range(count)]
            placed += [(f"{pid[2:6]}-{month}-{at}", pid) for at in range(count)]
    for month in MONTHS:
        tickets += [
            _ticket(f"INC{month[-2:]}{at:04d}", month, f"Chamado avulso {at}", "incident", at) for at in range(40)
        ]
        placed += [(f"INC{month[-2:]}{at:04d}", None) for at in range(40)]
    links = pd.DataFrame(placed, columns=["ticket_id", "pattern_id"]).assign(
        template_id="t1", similarity=lambda t: t["pattern_id"].notna() * 0.8, margin=0.4, language="pt"
    )
    return conform("tickets", pd.DataFrame(tickets)), conform("ticket_patterns", links)


def _ticket(ticket_id: str, month: str, summary: str, kind: str, at: int) -> dict[str, object]:
    opened = pd.Timestamp(f"{month}-01 12:00", tz="UTC") + pd.Timedelta(hours=13 * at)
    return {
        "ticket_id": ticket_id, "source": "servicenow", "squad": "acessos", "group": "N2 Acessos", "month": month,
        "kind": kind, "summary": summary, "description": "Bom dia, favor verificar. Usuário sem acesso desde ontem.",
        "resolution": "Senha redefinida e usuário orientado." if at % 2 else None, "opened_at": opened,
    }  # fmt: skip


def make_report(**changed: object) -> Report:
    tickets, ticket_patterns = make_tickets()
    candidates = make_candidates()
    report = Report(
        study=make_study(), squad="acessos", month="2026-09", months=MONTHS, fitness=make_fitness(),
        subject_source="text", tickets=tickets, ticket_patterns=ticket_patterns, patterns=_patterns(candidates),
        pattern_samples=_samples(ticket_patterns), pattern_events=_events(), pattern_months=_pattern_months(),
        squad_months=_squad_months(), candidates=candidates, sources=_sources(), intake_counts=_intake_counts(),
        columns=_columns(),
        templates=_rows("templates", ("t1", "senha <NAME>", 9, "pt")),
        episodes=_rows("episodes", ("e1", "P-0b22df02", "2026-09", None, None, None, 40, True)),
        redactions=_rows("redactions", ("CPF", 31), ("EMAIL", 112), ("NAME", 540)),
        misfits=_rows("misfits", ("P-77777777", "verdict", "no such pattern in this window")),
        drawn_hours=drawn_hours(candidates),
        **_work(tickets, ticket_patterns),
        runs=_rows("runs", ("toil", "0.1.0"), ("schema", "1")),
    )  # fmt: skip
    return replace(report, **changed)


def drawn_hours(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return draws of the squad's hours whose percentiles are the sums of the candidates' own, easy to work out."""
    low, base, high = (candidates[f"hours_{point}"].sum() for point in ("low", "base", "high"))
    draws = np.interp(np.arange(DRAWS), [99, 999, 1899], [low, base, high])
    return conform("drawn_hours", pd.DataFrame({"draw": np.arange(DRAWS), "hours": draws}))


def _work(tickets: pd.DataFrame, ticket_patterns: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return effort and episodes: a worklog of 10 minutes or a default of 15 to 60, an episode a ticket."""
    logged = tickets["kind"] == "request"
    minutes = {"low": (15, 10), "base": (30, 10), "high": (60, 10)}
    effort = pd.DataFrame(
        {
            "ticket_id": tickets["ticket_id"],
            **{f"minutes_{p}": logged.map({False: float(a), True: float(b)}) for p, (a, b) in minutes.items()},
            "rung": logged.map({False: "default", True: "worklog"}),
            "cut": False,
            "bounded": False,
            "no_action": False,
        }
    )
    work = tickets[["ticket_id", "kind"]].merge(effort).merge(ticket_patterns[["ticket_id", "pattern_id"]])
    placed = work.dropna(subset="pattern_id")
    names = placed["rung"].where(placed["rung"] == "worklog", "default " + placed["kind"])
    grouped = placed.assign(assumption=names).groupby(["pattern_id", "assumption"], as_index=False)
    sums = grouped.agg(tickets=("ticket_id", "size"), **{f"minutes_{p}": (f"minutes_{p}", "sum") for p in minutes})
    own = pd.DataFrame({"ticket_id": placed["ticket_id"], "episode_id": "E-" + placed["ticket_id"]})
    return {
        "ticket_effort": conform("ticket_effort", effort),
        "ticket_episodes": conform("ticket_episodes", own),
        "pattern_effort": conform("pattern_effort", sums),
    }


def _rows(name: str, *rows: tuple) -> pd.DataFrame:
    """Return table *name* of *rows*, values in the order of its contract."""
    return conform(name, pd.DataFrame(rows, columns=[column.name for column in TABLES[name].columns]))


def _patterns(candidates: pd.DataFrame) -> pd.DataFrame:
    facts = candidates[["pattern_id", "label", "terms", "theme", "tickets", "stability", "cohesion", "purity"]]
    templates = facts["stability"].isna().map({True: 1, False: 3})
    return conform("patterns", facts.assign(templates=templates, language="pt", first_month="2026-04"))


def _samples(ticket_patterns: pd.DataFrame) -> pd.DataFrame:
    placed = ticket_patterns.dropna(subset="pattern_id")
    head = placed.groupby("pattern_id").head(5).assign(rank=lambda s: s.groupby("pattern_id").cumcount() + 1)
    return conform(
        "pattern_samples",
        pd.DataFrame(
            {
                "pattern_id": head["pattern_id"],
                "ticket_id": head["ticket_id"],
                "role": ["central" if rank <= 3 else "borderline" for rank in head["rank"]],
                "rank": [rank if rank <= 3 else rank - 3 for rank in head["rank"]],
                "similarity": [0.9 - rank / 10 for rank in head["rank"]],
            }
        ),
    )


def _events() -> pd.DataFrame:
    lengths = (6.0, "2026-08", 6.0)
    rows = [
        ("2026-09", "P-0a11ce01", "continued", None, 252, 240, 206),
        ("2026-09", "P-0b22df02", "grown", None, 206, 140, 132),
        ("2026-09", "P-0e55ac05", "new", None, 12, 0, 0),
        ("2026-09", "P-99999999", "gone", None, 0, 31, 0),
        ("2026-09", "P-88888888", "merged", "P-0a11ce01", 0, 22, 18),
    ]
    names = ["month", "pattern_id", "event", "related_id", "tickets", "previous_tickets", "shared_tickets"]
    names += ["months_covered", "previous_month", "previous_months_covered"]
    return conform("pattern_events", pd.DataFrame([(*row, *lengths) for row in rows], columns=names))


def _pattern_months() -> pd.DataFrame:
    rows = []
    for pid, _, _, _, months, burst, hours, *_ in PATTERNS:
        for month, tickets in zip(MONTHS, months, strict=True):
            bursts = burst if month == "2026-09" else 0
            rows.append((pid, month, tickets, bursts, 0, tickets - bursts, *hours))
    names = [
        "pattern_id",
        "month",
        "tickets",
        "burst_tickets",
        "automated_tickets",
        "episodes",
        "hours_low",
        "hours_base",
        "hours_high",
    ]
    return conform("pattern_months", pd.DataFrame(rows, columns=names))


def _squad_months() -> pd.DataFrame:
    rows = []
    for at, month in enumerate(MONTHS):
        by_kind: dict[str, int] = {}
        for row in PATTERNS:
            by_kind[row[2]] = by_kind.get(row[2], 0) + row[4][at]
        placed = sum(by_kind.values())
        rows.append(
            {
                "month": month, "tickets": placed + 40, "incidents": by_kind["incident"] + 40,
                "requests": by_kind["request"], "changes": 0, "problems": 0, "alerts": by_kind["alert"],
                "unknown_kind": 0, "placed": placed, "resolved": placed + 30, "resolve_hours_median": 5.5 + at,
                "resolve_hours_p90": 41.0 + at, "resolve_hours_known": placed + 30,
                "sla_met": 0.97, "sla_judged": placed + 20, "reopened": 0.08,
                "reopens_known": placed + 40, "reassigned": 0.31, "reassignments_known": placed + 40,
                "open_at_end": 10 + at,
            }
        )  # fmt: skip
    return conform("squad_months", pd.DataFrame(rows))


def _sources() -> pd.DataFrame:
    first, last = pd.Timestamp("2026-04-01", tz="UTC"), pd.Timestamp("2026-09-30", tz="UTC")
    facts = (
        "exports/incidents_2026.csv",
        "9f" * 32,
        812_331,
        "servicenow",
        "csv, utf-8, ','",
        "one reading only",
        1400,
        1102,
    )
    return _rows("sources", (*facts, first, last))


def _intake_counts() -> pd.DataFrame:
    file = "exports/incidents_2026.csv"
    return _rows(
        "intake_counts",
        (file, "*", "rows in", 1400, False),
        (file, "*", "superseded state", 290, True),
        (file, "*", "no id", 8, True),
        (file, "*", "tickets", 1102, False),
        (file, "acessos", "tickets", 1000, False),
        (file, "canais", "tickets", 102, False),
    )


def _columns() -> pd.DataFrame:
    file = "exports/incidents_2026.csv"
    return _rows(
        "columns",
        (file, "number", "ticket_id", 1.0, False),
        (file, "short_description", "summary", 0.99, True),
        (file, "u_internal", None, 0.12, False),
    )


@pytest.fixture(scope="session")
def report() -> Report:
    return make_report()


@pytest.fixture(scope="session")
def hostile() -> Report:
    """The same report after strangers wrote its tickets, labels and headers."""
    made = make_report()
    first = made.candidates["rank"] == 1
    return replace(
        made,
        tickets=made.tickets.assign(summary=HOSTILE, description=HOSTILE + "\u202e\x1b[31m", resolution=HOSTILE),
        candidates=made.candidates.assign(label=made.candidates["label"].mask(first, HOSTILE), terms=HOSTILE),
        columns=made.columns.assign(header=HOSTILE + made.columns["header"]),
    )


@pytest.fixture(scope="session", params=["pt-BR", "en"])
def words(request: pytest.FixtureRequest):
    return wording(request.param)


@pytest.fixture(scope="session")
def english():
    return wording("en")


@pytest.fixture(name="make_study", scope="session")
def make_study_fixture():
    return make_study


@pytest.fixture(name="make_fitness", scope="session")
def make_fitness_fixture():
    return make_fitness


@pytest.fixture
def with_levels(report):
    """Return the report with the desk of ``desk_tickets`` as its August and September, under targets."""

    def of(slo: Slo) -> Report:
        desk = survey_desk(
            TICKETS, PLACED, EVENTS, EFFORT,
            months=DESK_MONTHS, zone=UTC, calendar=BusinessHours(zone=UTC), slo=slo, capacity_hours=None,
        )  # fmt: skip
        months = dict(zip(DESK_MONTHS, MONTHS[-2:], strict=True))
        levels = desk["service_levels"]
        return replace(
            report,
            slis=desk["slis"].assign(period=lambda t: t["period"].replace(months)),
            service_levels=levels.assign(month=levels["month"].replace(months)),
        )

    return of
