import numpy as np
import pandas as pd
import pytest
from ticket_tables import make_tickets, place, run_stages

from toil.candidates.placed import sort_rows

MONTHS = ["2026-02", "2026-03"]


def facts(rows, **options):
    """Return the only candidate; closed incidents at noon, day after day from 10 February."""
    start = pd.Timestamp("2026-02-10T12:00Z")
    base = [
        {"kind": "incident", "state": "closed", "opened_at": start + pd.Timedelta(days=n)} for n in range(len(rows))
    ]
    tickets = make_tickets([b | row for b, row in zip(base, rows, strict=True)])
    return run_stages(tickets, place(tickets, "A"), MONTHS, **options).candidates.iloc[0]


def test_volumes():
    found = facts([{}] * 25)  # 10 February to 6 March
    assert found[["tickets", "tickets_month", "months_active", "episodes", "burst_tickets"]].tolist() == [
        25,
        6,
        2,
        25,
        0,
    ]


def test_silences_are_counted_in_covered_months():
    # tickets in January and April; of the months between and after, none of May is in the exports
    months = ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"]
    days = [f"2026-{month:02}-{day:02}T12:00Z" for month in (1, 4) for day in range(1, 11)]
    other = [f"2026-{month:02}-{day:02}T12:00Z" for month in (2, 3, 6) for day in range(1, 29)]
    tickets = make_tickets(
        [{"kind": "incident", "state": "closed", "opened_at": pd.Timestamp(t)} for t in days + other]
    )
    found = run_stages(tickets, place(tickets, ["A"] * len(days) + ["B"] * len(other)), months).candidates
    assert found.set_index("pattern_id").loc[["A", "B"], ["longest_pause", "months_silent"]].to_numpy().tolist() == [
        [2, 1],
        [1, 0],
    ]


def test_people_are_counted_and_unknown_where_nobody_is_named():
    found = facts([{"requester": f"p{n % 3}", "resolver": "r1" if n < 8 else "r2"} for n in range(10)])
    assert (found["requesters"], found["resolvers"]) == (3, 2)
    assert (found["resolved_by_person"], found["top_resolver_share"]) == (10, 0.8)
    nobody = facts([{}] * 10)
    assert nobody[["requesters", "resolvers", "top_resolver_share"]].isna().all()


def test_what_automation_resolved_is_nobodys_work():
    by_robot = {"resolver": "rpa", "automated": True, "resolution": "Feito pelo fluxo", "notes": 3}
    by_hand = {"resolver": "r1", "automated": False, "resolution": "Cadastro refeito", "notes": 3}
    found = facts([by_robot] * 15 + [by_hand] * 10)
    assert found["automated_share"] == 0.6
    assert (found["resolvers"], found["resolved_by_person"], found["top_resolver_share"]) == (1, 10, 1.0)
    assert found["switches"] == 10
    assert found["minutes_mean"] == 10 * 15 / 25  # three notes of five minutes each, on the people's tickets
    assert (found["manual"], found["manual_n"]) == (0.4, 25)
    assert found["automatable_n"] == 10
    assert facts([by_robot] * 24 + [by_hand])["rule"] == "keep-automated"
    assert facts([{}] * 10)["automated_share"] == 0


def test_kind_of_most_tickets():
    found = facts([{"kind": "request"}] * 6 + [{"kind": "incident"}] * 2 + [{"kind": None}] * 4)
    assert (found["kind"], found["request_share"], found["unplanned_share"]) == ("request", 0.75, 0.25)
    unknown = facts([{"kind": None}] * 5)
    assert unknown[["kind", "request_share", "unplanned_share"]].isna().all()


IDLE = {
    "state": {"state": "cancelled"},
    "code": {"resolution_code": "Duplicate"},
    "code in Portuguese": {"resolution_code": "Cancelado pelo usuário"},
    "text in Portuguese": {"resolution": "Sem ação, alarme normalizado."},
    "text in German": {"resolution": "Kein Handlungsbedarf"},
    "code in German": {"resolution_code": "Ohne Maßnahme"},
    "code in Russian": {"resolution_code": "Без действий"},
}
BUSY = {
    "the work, not its absence": {"resolution": "Cancelamento da venda realizado"},
    "a long story": {"resolution": "No action was needed on the first server, " + "then a story follows " * 5},
    "a deed": {"resolution": "Restarted"},
    "nothing said": {},
}


def test_closed_without_action():
    rows = [
        {"kind": "incident", "state": "closed", "opened_at": f"2026-03-{day:02d}T12:00Z"} | row
        for row in (IDLE | BUSY).values() for day in range(1, 11)
    ]  # fmt: skip
    tickets = make_tickets(rows)
    found = run_stages(tickets, place(tickets, list(np.repeat(list(IDLE | BUSY), 10))), MONTHS).candidates
    share = found.set_index("pattern_id")["no_action_share"]
    assert share[list(IDLE)].eq(1).all()
    assert share[list(BUSY)].eq(0).all()


def test_alerts_are_judged_apart():
    quiet = {"kind": "alert", "resolution_code": "No action required"}
    found = facts([quiet] * 9 + [{"kind": "alert"}] + [{}] * 10)
    assert found[["closed", "no_action_share", "alerts_closed", "alert_no_action_share"]].tolist() == [10, 0, 10, 0.9]
    assert facts([{"channel": "monitoring"}] * 10)["alert_share"] == 1  # an incident that monitoring opened


def test_shares_are_unknown_under_ten():
    found = facts([{"reassignments": 1}] * 9)
    assert found[["no_action_share", "alert_no_action_share", "reassigned_share", "top_resolver_share"]].isna().all()


def test_a_column_that_the_export_lacks_makes_its_figure_unknown_and_not_zero():
    said = {"resolution_code": "Fixed", "problem_id": "PRB1", "channel": "phone"}
    for column, figure in (
        ("resolution_code", "no_action_share"),
        ("problem_id", "problem_share"),
        ("channel", "alert_share"),
    ):
        known = facts([{"kind": None} | said] + [{"kind": None}] * 10)
        unknown = facts([{"kind": None} | said | {column: None}] + [{"kind": None}] * 10)
        assert pd.notna(known[figure]), figure
        assert pd.isna(unknown[figure]), figure


def test_cancelled_tickets_are_a_floor_where_nobody_says_how_others_ended():
    assert facts([{"state": "cancelled"}] * 6 + [{}] * 4)["no_action_share"] == 0.6
    assert pd.isna(facts([{"state": "cancelled"}] * 4 + [{}] * 6)["no_action_share"])


def test_tickets_of_a_burst_do_not_count_as_closed_without_action():
    outage = [{"opened_at": f"2026-03-05T15:{m:02d}Z", "state": "closed", "kind": "incident",
               "resolution_code": "Duplicate", "item": "x"} for m in range(40)]  # fmt: skip
    usual = [{"opened_at": f"2026-02-{day:02d}T10:00Z", "state": "closed", "kind": "incident",
              "resolution_code": "Fixed", "item": "x"} for day in range(1, 13)]  # fmt: skip
    tickets = make_tickets(outage + usual)
    found = run_stages(tickets, place(tickets, "A"), MONTHS).candidates.iloc[0]
    assert (found["burst_tickets"], found["closed"], found["no_action_share"]) == (40, 12, 0)


@pytest.mark.parametrize(
    ("texts", "feature", "question"),
    [
        ({"summary": "Nova funcionalidade: filtro por data"}, 1, 0),
        ({"summary": "Relatório", "description": "Incluir um novo campo com o CPF"}, 1, 0),
        ({"summary": "Feature request: dark mode"}, 1, 0),
        ({"summary": "Ajuste", "resolution": "Encaminhado ao backlog do produto."}, 1, 0),
        ({"summary": "Dúvida sobre limite de alçada"}, 0, 1),
        ({"summary": "How do I export a report?"}, 0, 1),
        ({"summary": "Como cadastrar um fornecedor?"}, 0, 1),
        ({"summary": "Logs", "description": "Where do I look them up?"}, 0, 1),
        ({"summary": "How to book a room"}, 0, 1),
        ({"summary": "Wie kann ich den Bericht sehen"}, 0, 1),
        ({"summary": "Wie trage ich einen Nachlass ein?"}, 0, 1),
        ({"summary": "Nachlass", "description": "Gibt es dazu eine Anleitung?"}, 0, 1),
        ({"summary": "Как оформить возврат?"}, 0, 1),
        ({"summary": "leave kaise apply kare"}, 0, 1),
        ({"summary": "Как настроить почту"}, 0, 1),
        ({"summary": "रिपोर्ट कैसे देखें"}, 0, 1),
        # Work of support: a closing courtesy, a queue that grew, a folder to be made
        ({"summary": "Senha bloqueada", "description": "Não consigo entrar. Em caso de dúvidas, ligue."}, 0, 0),
        ({"summary": "Queue backlog on srv", "resolution": "Consumer restarted"}, 0, 0),
        ({"summary": "Criar pasta na rede"}, 0, 0),
        (
            {
                "summary": "Como sempre o sistema caiu",
                "description": "Criar usuário bem como liberar o acesso. Podem ver?",
            },
            0,
            0,
        ),
        ({"summary": "Wie ich sehe, steht der Server"}, 0, 0),
        ({"summary": "Как обычно, касса зависла"}, 0, 0),
    ],
)
def test_what_tickets_ask_for(texts, feature, question):
    found = facts([texts] * 6)
    assert found[["texts_read", "feature_share", "question_share"]].tolist() == [6, feature, question]


@pytest.mark.parametrize(
    ("summary", "requests"),
    [
        ("Solicito acesso ao sistema", 1),
        ("Retirar acesso de operador", 1),
        ("Please unlock my account", 1),
        ("Bitte die Rolle zuweisen", 1),
        ("Прошу предоставить доступ", 1),
        ("कृपया नया खाता बनाएं", 1),
        ("Favor corrigir o erro no sistema", 0),
        ("Please help, the printer is broken", 0),
        ("Bitte prüfen, Drucker druckt nicht", 0),
        ("Прошу помочь, принтер не печатает", 0),
        ("कृपया देखें, प्रिंटर खराब है", 0),
        ("Fila cheia em srv", 0),
    ],
)
def test_where_all_is_an_incident_texts_tell_requests(summary, requests):
    found = facts([{"summary": summary}] * 6)
    assert found[["request_share", "unplanned_share"]].tolist() == [requests, 1 - requests]
    assert found["kind"] == "incident"


def test_kinds_that_tell_something_are_believed():
    found = facts([{"summary": "Solicito acesso"}] * 9 + [{"kind": "request"}])
    assert found[["request_share", "unplanned_share"]].tolist() == [0.1, 0.9]


def test_up_to_thirty_tickets_are_read_spread_over_the_pattern():
    asked = {"opened_at": "2026-03-03T10:00Z", "summary": "Dúvida sobre tarifas", "worked_minutes": 1.0}
    found = facts([asked] * 60 + [asked | {"summary": "VPN", "worked_minutes": 2.0}] * 60)
    assert found["texts_read"] == 30
    assert found["question_share"] == pytest.approx(0.5, abs=0.02)
    assert pd.isna(facts([{"summary": "x"}] * 4)["question_share"])


def test_minutes():
    found = facts([{"worked_minutes": float(n)} for n in range(1, 11)])
    assert found[["minutes_median", "minutes_p90"]].tolist() == pytest.approx([5.5, 9.1])
    assert (found["rung"], found["rung_tickets"], found["default_share"]) == ("worklog", 10, 0)


def test_minutes_a_ticket_leave_bursts_out_all_three():
    """What the hours add up: a burst of forty tickets of one minute each says nothing of the usual ticket."""
    calm = [{"worked_minutes": float(n), "item": f"H{n}"} for n in range(1, 12)]
    burst = [{"worked_minutes": 1.0, "item": "SRV", "opened_at": f"2026-03-12T14:{m:02d}Z"} for m in range(40)]
    found = facts(calm + burst)
    assert found["burst_tickets"] == 40
    assert found[["minutes_mean", "minutes_median", "minutes_p90"]].tolist() == pytest.approx([6, 6, 10])


def test_half_assumed_is_uncertain():
    found = facts([{"worked_minutes": 30.0}] * 5 + [{}] * 5)
    assert found["default_share"] == 0.5
    assert found["uncertain"]


def test_a_pattern_with_five_tickets():
    found = facts([{"worked_minutes": 10.0}] * 5)
    assert found["tickets"] == 5
    assert found["hours_low"] < found["hours_base"] < found["hours_high"]
    assert pd.isna(found["overall"])


def test_rows_are_sorted_as_numpy_sorts_them():
    rng = np.random.default_rng(3)
    pattern, minutes, tie = rng.integers(0, 70_000, 500), rng.integers(0, 9, 500) / 2, rng.permutation(500)
    pattern[:250] = 69_999
    assert sort_rows(pattern, minutes, tie).tolist() == np.lexsort((tie, minutes, pattern)).tolist()
    assert sort_rows(np.zeros(0, dtype=np.int64), np.zeros(0)).tolist() == []


@pytest.mark.parametrize(("elsewhere", "rule"), [(8, True), (60, False)])
def test_a_few_tickets_after_changes_do_not_decide_for_the_whole_pattern(elsewhere, rule):
    """Twelve tickets, each the day after one of six changes: most of twenty, but few of seventy-two."""
    made = pd.to_datetime([f"2026-{day}T10:00Z" for day in ("02-03", "02-11", "02-19", "02-27", "03-09", "03-20")])
    changes = [{"kind": "change", "state": "closed", "item": "X", "opened_at": at, "started_at": at} for at in made]
    after = [
        {"kind": "incident", "item": "X", "opened_at": at + pd.Timedelta(days=1, hours=3 * n)}
        for at in made
        for n in range(2)
    ]
    first = pd.Timestamp("2026-02-01T12:00Z")
    rest = [
        {"kind": "incident", "item": f"Y{n}", "opened_at": first + pd.Timedelta(hours=20 * n)}
        for n in range(elsewhere)
    ]
    tickets = make_tickets([*changes, *after, *rest])
    placed = place(tickets, [None] * len(changes) + ["A"] * (len(after) + len(rest)))
    found = run_stages(tickets, placed, MONTHS).candidates.iloc[0]
    assert found["change_q"] < 0.05
    by_hand = 12 * (1 - found["after_change_expected"]) / (12 + elsewhere)
    assert found["after_change_excess"] == pytest.approx(by_hand)
    assert (found["rule"] == "eliminate-change") == rule
