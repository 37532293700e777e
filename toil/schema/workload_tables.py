"""The contracts of the workload: what a squad's desk does in a month, whether or not a pattern was found."""

from __future__ import annotations

from toil.schema.columns import COUNT, SHARE, TEXT, WHOLE, Column, Table, maybe

DIMENSIONS = ("kind", "tier", "channel", "priority")
MEASURES = ("acknowledge", "resolve", "approve", "wait", "work")
CLOCKS = ("elapsed", "business")
INDICATORS = ("acknowledge", "resolve", "quality", "throughput")
ALL = "all"

_MONTH = Column("month", TEXT, "YYYY-MM, of opened_at in the study's zone")

WORKLOAD_TABLES = (
    Table(
        "volumes",
        "the tickets of one month that share a value; zero where none came",
        (
            _MONTH,
            Column("dimension", TEXT, "what they are told apart by", allowed=DIMENSIONS),
            maybe("value", TEXT, "kind, tier, channel or priority; null is unknown"),
            Column("tickets", COUNT, "opened"),
        ),
        ("month", "dimension", "value"),
    ),
    Table(
        "arrivals",
        "one hour of one weekday in one month, on the clock of the squad",
        (
            _MONTH,
            Column("weekday", COUNT, "1 is Monday, 7 is Sunday"),
            Column("hour", COUNT, "0 to 23"),
            Column("tickets", COUNT, "opened in it; undated tickets are in none"),
            Column("days", COUNT, "days of that weekday between the squad's first and last ticket of the window"),
            Column("business_minutes", COUNT, "minutes of it in the squad's business hours, holidays aside; 0 to 60"),
        ),
        ("month", "weekday", "hour"),
    ),
    Table(
        "durations",
        "how long one step of the tickets of one month took, on one clock",
        (
            _MONTH,
            Column("kind", TEXT, "kind of ticket; 'all' is every one, of unknown kind too"),
            Column(
                "measure",
                TEXT,
                "acknowledge: opened to first answer; resolve: opened to resolved, else closed; of changes approve:"
                " opened to approved, wait: approved to started, work: started to resolved, else closed",
                allowed=MEASURES,
            ),
            Column("clock", TEXT, "elapsed hours, or hours of the squad's calendar", allowed=CLOCKS),
            Column("tickets", COUNT, "tickets of that kind"),
            Column("ended", COUNT, "of these, with both ends, in order: n of the mean"),
            Column("open", COUNT, "of these, begun and not ended when the data end: censored, n of the median too"),
            Column("backward", COUNT, "of these, ended before they began: left out"),
            Column("unknown", COUNT, "of these, without a beginning, or ended at an unknown time: left out"),
            maybe("median_hours", SHARE, "by Kaplan-Meier; null where half have not ended, or nothing is known"),
            maybe("p90_hours", SHARE, "90th percentile by Kaplan-Meier; null where it is not reached"),
            maybe("mean_hours", SHARE, "mean of the ended alone: low where many are open"),
        ),
        ("month", "kind", "measure", "clock"),
    ),
    Table(
        "service_levels",
        "the tickets of one month and priority: promised, met, and opened again",
        (
            _MONTH,
            maybe("priority", TEXT, "1 to 5; 'all' is every ticket, null those without a priority"),
            Column("tickets", COUNT, "opened"),
            Column("judged", COUNT, "of these, with a service level result"),
            Column("met", COUNT, "of these, met: on paper"),
            maybe("attainment", SHARE, "met of judged"),
            Column("known", COUNT, "of the judged, those that say whether they were opened again"),
            Column("reopened", COUNT, "of the known, met and opened again"),
            Column("kept", COUNT, "of the known, met and never opened again: in fact"),
            maybe("attainment_in_fact", SHARE, "kept of known"),
        ),
        ("month", "priority"),
    ),
    Table(
        "backlogs",
        "one month: what came, what went, what stayed, and the hours to do it",
        (
            _MONTH,
            Column("opened", COUNT, "dated tickets opened in it"),
            maybe("ended", WHOLE, "tickets resolved, else closed, in it; those opened before the window too"),
            maybe("open", WHOLE, "tickets open at its end, or at the end of the data if that is before"),
            maybe("carried", WHOLE, "of these, opened before the window; those that no export shows are not known"),
            maybe("open_to_7_days", WHOLE, "of these, open for at most 7 days"),
            maybe("open_to_30_days", WHOLE, "of these, over 7 and at most 30 days"),
            maybe("open_over_30_days", WHOLE, "of these, over 30 days"),
            maybe("age_median_days", SHARE, "median age of the open"),
            maybe("age_p90_days", SHARE, "90th percentile of their age"),
            maybe("unknown", WHOLE, "dated tickets that ended at an unknown time, so that they are in no count"),
            maybe("work_hours", SHARE, "hands-on hours of the tickets of the month, base; bursts in it"),
            maybe("capacity_hours", SHARE, "people times productive hours; null where the study states no people"),
            maybe("load", SHARE, "work hours over capacity hours; null without capacity"),
        ),
        ("month",),
    ),
    Table(
        "handoffs",
        "tickets handed from one group to another, from the audit trail",
        (
            _MONTH,
            Column("from_group", TEXT, "group that gave the ticket away"),
            Column("to_group", TEXT, "group that got it"),
            maybe("from_tier", WHOLE, "tier that most tickets of that group state; null where none does"),
            maybe("to_tier", WHOLE, "the same of the group that got it"),
            Column("moves", COUNT, "times"),
            Column("tickets", COUNT, "distinct tickets"),
            maybe("held_hours_median", SHARE, "elapsed hours that the first group had held it, median of the moves"),
        ),
        ("month", "from_group", "to_group"),
    ),
    Table(
        "handoff_months",
        "how often the tickets of one month were handed on",
        (
            _MONTH,
            Column("tickets", COUNT, "opened"),
            Column("known", COUNT, "of these, with an audit trail, or with a count of reassignments"),
            Column("trailed", COUNT, "of these, with an audit trail that shows as many hand-offs as the count"),
            maybe("handed", WHOLE, "of the known, handed on at least once"),
            maybe("handed_twice", WHOLE, "of the known, twice or more"),
            maybe("moves", WHOLE, "hand-offs of the known, together"),
            maybe("returned", WHOLE, "of the trailed, back in a group that had given it away: ping-pong"),
            maybe("handed_share", SHARE, "handed of known"),
            maybe("handed_twice_share", SHARE, "handed_twice of known: the ceiling of ping-pong where no trail is"),
            maybe("returned_share", SHARE, "returned of trailed"),
        ),
        ("month",),
    ),
    Table(
        "knowledge",
        "one pattern: how many people share the knowledge of it",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("tickets", COUNT, "tickets of the window"),
            Column("known", COUNT, "of these, with a resolver"),
            maybe("resolvers", WHOLE, "distinct people who resolved; null under 10 known"),
            maybe(
                "concentration",
                SHARE,
                "chance that two of its tickets have the same resolver, unbiased; null under 10 known",
            ),
            maybe("people", TEXT, "tickets by person, as 'A 7, B 2'; letters drawn anew for each pattern, no rank"),
        ),
        ("pattern_id",),
    ),
    Table(
        "recurring",
        "incidents that came back on at least three days of the window",
        (
            Column("basis", TEXT, "what they share", allowed=("pattern", "item")),
            Column("name", TEXT, "pattern id, or item, else service"),
            Column("incidents", COUNT, "incidents of the window"),
            Column("days", COUNT, "days with one: an outage of an hour with fifty tickets is one"),
            Column("months", COUNT, "months with one"),
            Column("last_month", TEXT, "the latest of these"),
            maybe("with_problem", WHOLE, "of the incidents, naming a problem record; null where no ticket ever does"),
        ),
        ("basis", "name"),
    ),
    Table(
        "slis",
        "one indicator of the desk in one month, or in the window, against the study's target",
        (
            Column("period", TEXT, "YYYY-MM, or 'window'"),
            Column(
                "indicator",
                TEXT,
                "acknowledge, resolve: share within the study's hours; quality: share neither opened again nor late;"
                " throughput: ended over opened",
                allowed=INDICATORS,
            ),
            maybe("threshold_hours", SHARE, "the study's hours; null without"),
            maybe("clock", TEXT, "of these hours", allowed=CLOCKS),
            Column("valid", COUNT, "tickets that can be judged"),
            maybe("good", WHOLE, "of these, good; for throughput: ended"),
            maybe("value", SHARE, "good over valid; null where nothing can be judged"),
            maybe("target", SHARE, "the study's; null without"),
            maybe("budget", SHARE, "tickets that may be bad: (1 - target) x valid; null without a target"),
            maybe("budget_left", SHARE, "share of the budget not used; below 0 it is overspent"),
            maybe("judged_by", TEXT, "quality: what the export says, service level, reopens or both"),
        ),
        ("period", "indicator"),
    ),
)
