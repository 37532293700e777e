from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from ticket_tables import make_tickets, place

from toil.candidates import count_unusable_minutes, estimate_effort
from toil.candidates.effort import estimate_touch_share
from toil.settings import Effort
from toil.workload import BusinessHours

CALENDAR = BusinessHours(zone=ZoneInfo("UTC"))
MONDAY = {"opened_at": "2026-03-02T10:00Z", "resolved_at": "2026-03-02T11:40Z"}  # 100 business minutes
DEFAULTS = Effort()  # a note 3, 5, 8; touch .05, .10, .20; cap 240; incident 15, 30, 60; unknown 8, 20, 60


def estimate(rows, **options):
    return estimate_effort(make_tickets([MONDAY | row for row in rows]), DEFAULTS, calendar=CALENDAR, **options)


@pytest.mark.parametrize(
    ("row", "rung", "minutes"),
    [
        ({"worked_minutes": 12.5, "notes": 4}, "worklog", (12.5, 12.5, 12.5)),
        ({"notes": 4}, "notes", (12, 20, 32)),
        ({}, "elapsed", (5, 10, 20)),
        ({"resolved_at": "2026-03-04T10:00Z"}, "elapsed", (12, 24, 48)),  # 1,080 minutes, capped at 240
        ({"resolved_at": None, "kind": "incident"}, "default", (15, 30, 60)),
        ({"resolved_at": None, "kind": None}, "default", (8, 20, 60)),
        # What a rung can't use is unknown to it
        ({"worked_minutes": 0.0, "notes": 1}, "notes", (3, 5, 8)),
        ({"worked_minutes": -30.0, "notes": 1}, "notes", (3, 5, 8)),
        ({"worked_minutes": 7201.0, "notes": 1}, "notes", (3, 5, 8)),  # over 120 productive hours
        ({"worked_minutes": 7200.0}, "worklog", (7200, 7200, 7200)),
        ({"notes": -1}, "elapsed", (5, 10, 20)),
        ({"notes": 0}, "elapsed", (5, 10, 20)),
        ({"notes": 1441}, "elapsed", (5, 10, 20)),
        ({"resolved_at": "2026-03-02T09:00Z", "kind": "alert"}, "default", (3, 8, 20)),  # resolved before opened
        # Opened and resolved out of hours: the work was done there, and the clock on the wall counts
        ({"opened_at": "2026-03-01T10:00Z", "resolved_at": "2026-03-01T12:00Z"}, "elapsed", (6, 12, 24)),
        ({"opened_at": "2026-02-28T10:00Z", "resolved_at": "2026-03-01T12:00Z"}, "elapsed", (12, 24, 48)),
        # Ended without action: a glance, whatever notes and times say; recorded minutes stand
        ({"state": "closed", "resolution_code": "No action required", "notes": 4}, "glance", (0, 2, 5)),
        ({"state": "cancelled"}, "glance", (0, 2, 5)),
        # Resolved by automation: nobody's minutes, whatever notes it wrote; recorded minutes stand
        ({"automated": True, "notes": 4}, "automated", (0, 0, 0)),
        ({"automated": True, "state": "cancelled"}, "automated", (0, 0, 0)),
        ({"automated": True, "worked_minutes": 9.0}, "worklog", (9, 9, 9)),
        ({"automated": False, "notes": 4}, "notes", (12, 20, 32)),
        ({"state": "closed", "resolution": "Falso positivo", "worked_minutes": 9.0}, "worklog", (9, 9, 9)),
        ({"opened_at": None, "month": "2026-03", "kind": "request"}, "default", (8, 15, 30)),
    ],
)
def test_the_first_rung_with_evidence_counts(row, rung, minutes):
    found = estimate([row | {"month": "2026-03"}]).iloc[0]
    assert found["rung"] == rung
    assert found[["minutes_low", "minutes_base", "minutes_high"]].tolist() == pytest.approx(minutes)


@pytest.mark.parametrize(
    ("row", "minutes", "bounded"),
    [
        ({"notes": 4, "resolved_at": "2026-03-02T10:15Z"}, (12, 15, 15), True),
        ({"notes": 4, "resolved_at": "2026-03-02T10:25Z"}, (12, 20, 25), False),
        ({"kind": "incident", "resolved_at": None, "closed_at": "2026-03-02T10:06Z"}, (6, 6, 6), True),
        ({"state": "cancelled", "resolved_at": "2026-03-02T10:01Z"}, (0, 1, 1), True),
        ({"notes": 4, "resolved_at": "2026-03-02T10:00Z"}, (12, 20, 32), False),  # no minute passed: written up after
        (
            {"worked_minutes": 30.0, "resolved_at": "2026-03-02T10:15Z"},
            (30, 30, 30),
            False,
        ),  # recorded: by two people
    ],
)
def test_minutes_that_nobody_recorded_are_at_most_the_minutes_open(row, minutes, bounded):
    found = estimate([row]).iloc[0]
    assert found[["minutes_low", "minutes_base", "minutes_high"]].tolist() == pytest.approx(minutes)
    assert found["bounded"] == bounded


NAMED = [{"kind": "incident", "state": "closed", "resolver": "ana"}] * 6


@pytest.mark.parametrize(
    ("row", "idle"),
    [
        ({"kind": "alert"}, True),
        ({"kind": "incident", "channel": "monitoring", "requester": "zabbix"}, True),
        ({"kind": "alert", "requester": "zabbix", "resolver": "zabbix"}, True),
        ({"kind": "alert", "requester": "zabbix", "resolver": "ana"}, False),
        ({"kind": "alert", "state": "in_progress"}, False),
        ({"kind": "request", "requester": "eva", "resolver": "eva"}, False),
        ({"kind": "request"}, False),
    ],
)
def test_an_alert_that_nobody_touched_closed_by_itself(row, idle):
    found = estimate([{"state": "closed"} | row, *NAMED]).iloc[0]
    assert (found["no_action"], found["rung"] == "glance") == (idle, idle)


@pytest.mark.parametrize(
    ("row", "channel", "idle"),
    [
        ({"summary": "ALERTA fila acima do limite"}, None, True),
        ({"summary": "Alerta: fila acima do limite"}, None, True),
        ({"summary": "Kein Kurs", "description": "Automatische Warnung: Kurs fehlt"}, None, True),
        ({"summary": "Нет связи", "description": "Zabbix: узел недоступен"}, None, True),
        ({"summary": "Cliente recebeu alerta: o que fazer"}, None, False),
        ({"summary": "Problem: no login"}, None, False),
        ({"summary": "ALERTA fila acima do limite"}, "phone", False),
    ],
)
def test_without_any_channel_the_head_of_a_text_tells_an_alert(row, channel, idle):
    found = estimate([{"kind": "incident", "state": "closed", "channel": channel} | row, *NAMED]).iloc[0]
    assert found["no_action"] == idle


@pytest.mark.parametrize(("others", "idle"), [("monitoring", True), ("portal", False)])
def test_a_channel_that_an_account_told_leaves_the_heads_to_be_read(others, idle):
    rows = [{"kind": "incident", "state": "closed", "summary": "ALERTA fila acima do limite"}]
    found = estimate([*rows, {"kind": "incident", "state": "closed", "channel": others}, *NAMED]).iloc[0]
    assert found["no_action"] == idle


def test_nobodys_name_says_nothing_where_the_export_names_hardly_anybody():
    found = estimate([{"kind": "alert", "state": "closed"}] * 7 + NAMED)
    assert not found["no_action"].any()


def test_a_calendar_without_hours_leaves_the_default():
    never = BusinessHours(zone=ZoneInfo("UTC"), weekdays=())
    found = estimate_effort(make_tickets([MONDAY | {"kind": "incident"}]), DEFAULTS, calendar=never)
    assert found["rung"].tolist() == ["default"]


def test_minutes_are_cut_at_the_99th_percentile_of_rung_kind_and_tier():
    rows = [{"kind": "incident", "tier": 1, "worked_minutes": float(n)} for n in range(1, 201)]
    rows += [{"kind": "incident", "tier": 2, "worked_minutes": 5000.0}]
    found = estimate(rows)
    # Rank ceil(.99 x 199) = 198, counted from 0: the 199th of 200. One ticket is cut; the group of one is not.
    assert found["cut"].sum() == 1
    assert found["minutes_base"].iloc[[198, 199, 200]].tolist() == [199, 199, 5000]


def test_a_measured_time_is_not_cut_to_an_assumed_one():
    rows = [{"kind": "incident", "resolved_at": None}] * 200 + [{"kind": "incident", "worked_minutes": 300.0}]
    assert not estimate(rows)["cut"].any()


def test_low_and_high_are_cut_in_proportion():
    rows = [{"notes": 1}] * 200 + [{"notes": 100, "resolved_at": "2026-03-09T10:00Z"}]
    found = estimate(rows).iloc[-1]
    assert found[["minutes_low", "minutes_base", "minutes_high"]].tolist() == pytest.approx([3, 5, 8])


def test_the_touch_share_is_estimated_where_worklog_and_elapsed_both_exist():
    # 30 tickets of 100 business minutes, 20 of them worked: touch share .2, without spread
    found = estimate([{"worked_minutes": 20.0}] * 30 + [{}])
    assert found.iloc[-1][["minutes_low", "minutes_base", "minutes_high"]].tolist() == pytest.approx([20, 20, 20])


def test_touch_share_is_a_ratio_of_sums_with_its_error():
    worked, elapsed = np.tile([10.0, 30.0], 20), np.full(40, 100.0)
    found = estimate_touch_share(worked, elapsed)
    # Residuals are 10 throughout: error = sqrt(40 x 100 / 39 / 40) / 100
    error = np.sqrt(100 / 39) / 100
    assert (found.low, found.base, found.high) == pytest.approx((0.2 - 1.645 * error, 0.2, 0.2 + 1.645 * error))
    assert estimate_touch_share(worked[:29], elapsed[:29]) is None


def in_one_pattern(rows, n_placed=None):
    """Return the effort of *rows*, the first *n_placed* (all by default) in one pattern."""
    tickets = make_tickets([MONDAY | row for row in rows])
    n = len(rows) if n_placed is None else n_placed
    links = place(tickets, ["P-1"] * n + [None] * (len(rows) - n))
    return estimate_effort(tickets, DEFAULTS, ticket_patterns=links, calendar=CALENDAR)


LOGGED = [{"worked_minutes": 10.0}, {"worked_minutes": 30.0}] * 5


def test_a_ticket_without_a_worklog_takes_the_mean_of_its_peers():
    found = in_one_pattern([*LOGGED, {"notes": 4}, {}, {"notes": 4}], n_placed=12)
    assert found["rung"].tolist() == ["worklog"] * 10 + ["peers", "peers", "notes"]  # the last is in no pattern
    # Ten of mean 20, each 10 apart: standard error sqrt(1000 / 9 / 10), 1.645 of them to each side
    error = np.sqrt(1000 / 9 / 10)
    for row in (10, 11):
        minutes = found.iloc[row][["minutes_low", "minutes_base", "minutes_high"]].tolist()
        assert minutes == pytest.approx([20 - 1.645 * error, 20, 20 + 1.645 * error])


def test_nine_worklogs_make_no_peers():
    assert in_one_pattern([*LOGGED[:9], {"notes": 4}])["rung"].iloc[-1] == "notes"


def test_peers_are_bounded_by_the_time_open_and_a_glance_goes_first():
    rows = [{"resolved_at": "2026-03-02T10:05Z"}, {"state": "cancelled"}]
    found = in_one_pattern([*LOGGED, *rows])
    assert found["rung"].tolist()[-2:] == ["peers", "glance"]
    assert (found["minutes_base"].iloc[-2], found["bounded"].iloc[-2]) == (5, True)


def test_peers_are_not_cut_for_standing_over_the_peers_of_other_patterns():
    rows = [{"worked_minutes": 5.0}] * 10 + [{"worked_minutes": 90.0}] * 10 + [{}] * 200 + [{}]
    tickets = make_tickets([MONDAY | {"resolved_at": "2026-03-02T16:00Z"} | row for row in rows])
    links = place(tickets, ["P-1"] * 10 + ["P-2"] * 10 + ["P-1"] * 200 + ["P-2"])
    found = estimate_effort(tickets, DEFAULTS, ticket_patterns=links, calendar=CALENDAR)
    assert (found["minutes_base"].iloc[-1], found["cut"].any()) == (90, False)


@pytest.mark.parametrize(
    "said",
    [
        "Duplicado.", "Duplicado, tratado pela fila de canais.", "Duplicado do chamado principal.",
        "Cancelado, fila incorreta.",
        "Encerrado: duplicado do pedido no sistema de crédito.", "Aberto em duplicidade",
        "Cancelado pelo solicitante.",
        "Normalizou sozinho", "Restabeleceu-se por si só",
        "Resolved by itself, no action.", "No further action needed", "Duplicate - see INC1",
        "Cancelled by requester.",
        "Von selbst erholt, keine Maßnahme.", "Meldung hat sich selbst erledigt",
        "Doppelt gemeldet.", "Storniert durch Anwender.",
        "Восстановилось само", "Без вмешательства.", "Дубль.", "Отменена пользователем.",
        "अपने आप ठीक हो गया", "कोई कार्रवाई आवश्यक नहीं।",
    ],
)  # fmt: skip
def test_a_short_text_that_says_nothing_was_done_is_a_glance(said):
    assert estimate([{"state": "closed", "resolution": said}])["no_action"].tolist() == [True]


@pytest.mark.parametrize(
    "said",
    [
        "Cancelado o cartão do cliente", "Cobrança em duplicidade estornada",
        "Duplicidade na integração, cancelado o lote",
        "Duplicada a cota do servidor", "Cancelled the sale and refunded it", "Duplicated the volume to the new host",
        "Anwender hat es selbst behoben",
        "Storniert und neu gebucht die Zahlung", "Отменена проводка филиала", "Serviço restabelecido pela operadora",
    ],
)  # fmt: skip
def test_words_of_the_work_itself_are_no_glance(said):
    assert estimate([{"state": "closed", "resolution": said}])["no_action"].tolist() == [False]


def test_unusable_values_are_counted():
    rows = [
        {"worked_minutes": -1.0}, {"worked_minutes": 0.0}, {"worked_minutes": 9999.0}, {"notes": -2},
        {"resolved_at": "2026-03-01T10:00Z"}, {"worked_minutes": 5.0},
    ]  # fmt: skip
    found = count_unusable_minutes(make_tickets([MONDAY | row for row in rows]), DEFAULTS)
    assert found.to_numpy().tolist() == [
        ["worked_minutes", "negative", 1], ["worked_minutes", "zero", 1],
        ["worked_minutes", "over a productive month", 1],
        ["notes", "negative", 1], ["resolved_at", "before opened_at", 1],
    ]  # fmt: skip


def test_rows_keep_their_order_and_their_minutes_in_any_order():
    tickets = make_tickets([MONDAY | {"kind": "incident", "worked_minutes": float(n % 7 + 1)} for n in range(50)])
    mixed = tickets.sample(frac=1, random_state=3).reset_index(drop=True)
    one = estimate_effort(tickets, DEFAULTS).set_index("ticket_id")
    other = estimate_effort(mixed, DEFAULTS)
    assert other["ticket_id"].tolist() == mixed["ticket_id"].tolist()
    pd.testing.assert_frame_equal(one, other.set_index("ticket_id").loc[one.index])
