"""Identity over months: ids follow tickets first, then wording; every pattern's fate is said."""

from dataclasses import replace

import pandas as pd
import pytest

from toil.patterns import Fit, Span, first_months, identify, register, rename_ids
from toil.schema import conform, empty

SIX_MONTHS = Span("2026-02", "2026-01", 6, 6)


def make_fit(patterns, terms=None):
    """Return a Fit from pattern -> {template: ticket ids}."""
    rows = [
        (ticket, template, pattern)
        for pattern, templates in patterns.items()
        for template, tickets in templates.items()
        for ticket in tickets
    ]
    placed = pd.DataFrame(rows, columns=["ticket_id", "template_id", "pattern_id"])
    table = pd.DataFrame(
        {
            "pattern_id": list(patterns),
            "label": list(patterns),
            "theme": list(patterns),
            "terms": [(terms or {}).get(p, f"{p} · word") for p in patterns],
            "tickets": [sum(map(len, templates.values())) for templates in patterns.values()],
            "templates": [len(templates) for templates in patterns.values()],
            "language": "pt",
            "cohesion": 1.0,
            "first_month": "2026-01",
        }
    )
    ticket_patterns = placed.assign(similarity=1.0, margin=1.0, language="pt")
    return Fit(conform("patterns", table), conform("ticket_patterns", ticket_patterns), empty("pattern_samples"))


def tickets(first, last):
    return [f"T{n}" for n in range(first, last)]


def events_of(previous, current, *, span=SIX_MONTHS, **options):
    ids, events = identify(previous, current, squad="s", span=span, **options)
    return ids, events.set_index("pattern_id")


def test_the_first_month_gives_new_ids_that_hang_on_squad_month_and_heaviest_template():
    fit = make_fit({"t:aa": {"aa": tickets(0, 6)}})
    ids, events = identify(None, fit, squad="s", span=Span("2026-01", None, 6, 0))
    assert ids["t:aa"].startswith("P-")
    assert len(ids["t:aa"]) == 10
    assert events["event"].tolist() == ["new"]
    assert identify(None, fit, squad="s", span=Span("2026-01", None, 6, 0))[0] == ids
    assert identify(None, fit, squad="other", span=Span("2026-01", None, 6, 0))[0] != ids


def test_an_id_follows_the_tickets_though_every_template_changed():
    before = make_fit({"P-1": {"aa": tickets(0, 10)}})
    ids, events = events_of(before, make_fit({"t:zz": {"zz": tickets(2, 12)}}))
    assert ids == {"t:zz": "P-1"}
    assert events.loc["P-1", ["event", "shared_tickets"]].tolist() == ["continued", 8]


@pytest.mark.parametrize(("now", "event"), [(10, "continued"), (30, "grown"), (2, "shrunk"), (12, "continued")])
def test_growth_must_be_large_and_clear(now, event):
    before = make_fit({"P-1": {"aa": tickets(0, 10)}})
    _, events = events_of(before, make_fit({"t:aa": {"aa": tickets(0, now)}}))
    assert events.loc["P-1", "event"] == event


@pytest.mark.parametrize(
    ("months", "before", "now", "event"),
    [
        (3.0, 2.0, 241, "continued"),  # 96 + 76 + 69 after 96 + 76: not one ticket more a month
        (3.0, 2.0, 900, "continued"),  # whatever came, three months are not held against two
        (6.0, 6.0, 241, "grown"),
        (6.0, 5.0, 181, "continued"),  # 30.2 a month after 34.4
        (6.0, 5.0, 300, "grown"),  # 50 a month after 34.4
        (2.4, 2.0, 172, "continued"),
        (1.6, 2.0, 172, "grown"),  # as many tickets in fewer days
    ],
)
def test_only_windows_of_like_length_are_compared_and_by_tickets_a_month(months, before, now, event):
    span = Span("2026-02", "2026-01", months, before)
    last = make_fit({"P-1": {"aa": tickets(0, 172 if before == 6 or now > 172 else 150)}})
    _, events = events_of(last, make_fit({"t:aa": {"aa": tickets(0, now)}}), span=span)
    assert events.loc["P-1", "event"] == event
    assert events.loc["P-1", ["months_covered", "previous_months_covered"]].tolist() == [months, before]


def test_without_shared_tickets_the_id_follows_templates_then_terms():
    before = make_fit({"P-1": {"aa": tickets(0, 10)}, "P-2": {"bb": tickets(20, 30)}}, {"P-2": "vpn · rede · queda"})
    now = make_fit({"t:aa": {"aa": tickets(50, 60)}, "t:cc": {"cc": tickets(70, 80)}}, {"t:cc": "vpn · rede · queda"})
    assert events_of(before, now)[0] == {"t:aa": "P-1", "t:cc": "P-2"}


def test_a_split_keeps_the_id_on_the_larger_part_and_names_where_the_rest_came_from():
    before = make_fit({"P-1": {"aa": tickets(0, 10), "bb": tickets(10, 16)}})
    ids, events = events_of(before, make_fit({"t:aa": {"aa": tickets(0, 10)}, "t:bb": {"bb": tickets(10, 16)}}))
    assert ids["t:aa"] == "P-1"
    assert events.loc[ids["t:bb"], ["event", "related_id"]].tolist() == ["split", "P-1"]


def test_a_merged_pattern_names_the_one_it_went_into():
    before = make_fit({"P-1": {"aa": tickets(0, 10)}, "P-2": {"bb": tickets(10, 16)}})
    ids, events = events_of(before, make_fit({"t:aa": {"aa": tickets(0, 10), "bb": tickets(10, 16)}}))
    assert ids == {"t:aa": "P-1"}
    assert events.loc["P-2", ["event", "related_id", "tickets"]].tolist() == ["merged", "P-1", 0]


def test_what_a_pattern_takes_over_from_another_is_no_growth():
    """50 and 99 tickets of five months become one pattern of 182 in six: 30 a month, as before."""
    before = make_fit({"P-1": {"aa": tickets(0, 99)}, "P-2": {"bb": tickets(100, 150)}})
    now = make_fit({"t:aa": {"aa": tickets(0, 99) + tickets(200, 233), "bb": tickets(100, 150)}})
    _, events = events_of(before, now, span=Span("2026-02", "2026-01", 6, 5))
    assert events.loc["P-1", ["event", "tickets", "previous_tickets"]].tolist() == ["continued", 182, 149]
    assert events.loc["P-2", "event"] == "merged"


def test_what_a_pattern_loses_to_another_is_no_loss_and_its_earliest_tickets_are_shared_out():
    """Of 60 tickets 48 are in both windows: 24 of them are another pattern's now, so 6 of the 12 others are too."""
    before = make_fit({"P-1": {"aa": tickets(0, 36), "bb": tickets(36, 60)}})
    now = make_fit({"t:aa": {"aa": tickets(12, 36) + tickets(60, 66)}, "t:bb": {"bb": tickets(36, 60)}})
    ids, events = events_of(before, now)
    assert events.loc["P-1", ["event", "tickets", "previous_tickets"]].tolist() == ["continued", 30, 30]
    assert events.loc[ids["t:bb"], ["event", "previous_tickets"]].tolist() == ["split", 24]


@pytest.mark.parametrize(("taken", "loose", "event"), [(8, 12, "dissolved"), (8, 8, "merged"), (0, 9, "gone")])
def test_a_pattern_whose_tickets_are_mostly_still_there_is_dissolved_not_gone(taken, loose, event):
    """Of its 20 tickets some are another pattern's now, some in none, the rest older than the window."""
    before = make_fit({"P-1": {"aa": tickets(0, 30)}, "P-2": {"bb": tickets(40, 60)}})
    now = make_fit({"t:aa": {"aa": tickets(0, 30) + tickets(40, 40 + taken)}})
    rest = now.ticket_patterns.iloc[:loose].assign(ticket_id=tickets(50, 50 + loose), pattern_id=None)
    if taken + loose == 20:
        rest = rest.assign(ticket_id=tickets(48, 60))
    rows = conform("ticket_patterns", pd.concat([now.ticket_patterns, rest]))
    _, events = events_of(before, replace(now, ticket_patterns=rows))
    assert events.loc["P-2", ["event", "previous_label"]].tolist() == [event, "P-2"]


def test_a_pattern_without_tickets_is_gone_and_may_come_back():
    first = make_fit({"P-1": {"aa": tickets(0, 10)}, "P-2": {"bb": tickets(10, 20)}})
    registry = register(first, "2026-01")
    ids, events = events_of(first, make_fit({"t:aa": {"aa": tickets(0, 10)}}), registry=registry)
    assert events.loc["P-2", "event"] == "gone"
    second = make_fit({"P-1": {"aa": tickets(0, 10)}})
    third = make_fit({"t:aa": {"aa": tickets(0, 10)}, "t:bb": {"bb": tickets(40, 50)}})
    ids, events = identify(second, third, squad="s", span=Span("2026-03", "2026-02", 6, 6), registry=registry)
    assert ids["t:bb"] == "P-2"
    assert events.set_index("pattern_id").loc["P-2", "event"] == "back"


def test_what_was_published_for_the_month_wins_over_a_replay():
    before = make_fit({"P-1": {"aa": tickets(0, 10)}})
    published = make_fit({"P-9": {"aa": tickets(0, 10)}})
    ids, _ = events_of(before, make_fit({"t:aa": {"aa": tickets(0, 10)}}), registry=register(published, "2026-02"))
    assert ids == {"t:aa": "P-9"}


def test_ids_are_one_to_one():
    before = make_fit({"P-1": {"aa": tickets(0, 10)}})
    ids, _ = events_of(before, make_fit({"t:aa": {"aa": tickets(0, 5)}, "t:ab": {"ab": tickets(5, 10)}}))
    assert len(set(ids.values())) == 2


def test_no_patterns_before_or_now_is_no_error():
    nothing = make_fit({})
    some = make_fit({"P-1": {"aa": tickets(0, 10)}})
    assert identify(nothing, nothing, squad="s", span=Span("2026-02", "2026-01", 6, 6))[0] == {}
    assert identify(some, nothing, squad="s", span=Span("2026-02", "2026-01", 6, 6))[1]["event"].tolist() == ["gone"]
    assert identify(nothing, some, squad="s", span=Span("2026-02", "2026-01", 6, 6))[1]["event"].tolist() == ["new"]


def test_the_first_month_of_an_id_is_carried():
    before = make_fit({"P-1": {"aa": tickets(0, 10)}})
    ids, _ = events_of(before, make_fit({"t:aa": {"aa": tickets(0, 10)}, "t:bb": {"bb": tickets(30, 40)}}))
    first = first_months(ids, None, before, "2026-02")
    assert first == {"P-1": "2026-01", ids["t:bb"]: "2026-02"}
    named = rename_ids(make_fit({"t:aa": {"aa": tickets(0, 10)}}), {"t:aa": "P-1"}, first)
    assert named.patterns["first_month"].tolist() == ["2026-01"]


def test_a_replayed_month_is_held_against_the_published_one_by_its_work_not_by_its_new_ids():
    """After an upgrade the month before, never published, is replayed with other ids: nothing merged or split."""
    replayed = make_fit({"P-new1": {"aa": tickets(0, 10)}, "P-new2": {"bb": tickets(20, 30)}})
    reported = make_fit({"P-old1": {"aa": tickets(2, 12)}, "P-old2": {"bb": tickets(22, 32)}})
    now = make_fit({"t:aa": {"aa": tickets(2, 12)}, "t:bb": {"bb": tickets(22, 32)}})
    ids, events = events_of(replayed, now, registry=register(reported, "2026-02"))
    assert ids == {"t:aa": "P-old1", "t:bb": "P-old2"}
    assert events["event"].to_dict() == {"P-old1": "continued", "P-old2": "continued"}
    assert events["shared_tickets"].tolist() == [8, 8]


def test_a_published_id_of_the_month_before_is_not_taken_for_a_replayed_one():
    before = make_fit({"P-1": {"aa": tickets(0, 10), "bb": tickets(10, 16)}})
    published = make_fit({"P-1": {"aa": tickets(0, 10)}, "P-2": {"bb": tickets(10, 16)}})
    registry = pd.concat([register(before, "2026-01"), register(published, "2026-02")])
    now = make_fit({"t:aa": {"aa": tickets(0, 10)}, "t:bb": {"bb": tickets(10, 16)}})
    _, events = events_of(before, now, registry=registry)
    assert events.loc["P-2", ["event", "related_id"]].tolist() == ["split", "P-1"]


def test_an_id_does_not_stay_with_a_part_of_its_work_when_most_of_it_merged_elsewhere():
    """Telephones (P-2) went to the addresses; the wave that read a little like them stays, and is another work."""
    before = make_fit({"P-1": {"aa": tickets(0, 30)}, "P-2": {"bb": tickets(30, 42), "cc": tickets(42, 50)}})
    now = make_fit({"t:aa": {"aa": tickets(0, 30), "bb": tickets(30, 42)}, "t:cc": {"cc": tickets(42, 60)}})
    ids, events = events_of(before, now)
    assert ids["t:aa"] == "P-1"
    assert ids["t:cc"] not in {"P-1", "P-2"}
    assert events.loc["P-2", ["event", "related_id"]].tolist() == ["merged", "P-1"]
    assert events.loc[ids["t:cc"], "event"] == "new"


def test_what_came_all_along_is_not_back():
    """Published in January, told together with others in February, told apart again in March: it never went."""
    parts = {"bb": tickets(0, 10), "cc": tickets(100, 110), "ee": tickets(400, 410)}
    of_january = register(make_fit({"P-9": parts}), "2026-01")
    rest = {"P-1": {"aa": tickets(200, 230)}, "P-2": {"zz": tickets(300, 330)}, "P-3": {"yy": tickets(500, 530)}}
    joined = {name: texts | {key: parts[key]} for (name, texts), key in zip(rest.items(), parts, strict=True)}
    now = make_fit({f"t:{name}": texts for name, texts in rest.items()} | {"t:bb": parts})
    span = Span("2026-03", "2026-02", 6, 6)
    ids, events = events_of(make_fit(joined), now, span=span, registry=of_january)
    assert ids["t:bb"] == "P-9"
    assert events.loc["P-9", ["event", "tickets", "previous_tickets"]].tolist() == ["continued", 30, 30]
