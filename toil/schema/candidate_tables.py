"""The contracts of candidates: what a pattern costs, every factor of it, and what people overruled."""

from __future__ import annotations

from toil.schema.columns import COUNT, FLAG, SHARE, TEXT, WHOLE, Column, Table, maybe
from toil.schema.values import ACTED, ATTRIBUTES, COURSES, KINDS, PROGRESS, RUNGS, STATUSES, TOIL_KINDS, VERDICTS


def _range(stem: str, meaning: str) -> tuple[Column, ...]:
    """Return the three columns of a range: 5th, 50th and 95th percentile."""
    points = {"low": "5th", "base": "50th", "high": "95th"}
    return tuple(maybe(f"{stem}_{p}", SHARE, f"{meaning}, {nth} percentile") for p, nth in points.items())


def _attribute(name: str) -> tuple[Column, ...]:
    return (
        maybe(name, SHARE, f"attribute '{name}': share of eligible tickets that pass its test; null is unknown"),
        Column(f"{name}_n", COUNT, f"eligible tickets behind '{name}'"),
        maybe(f"{name}_low", SHARE, f"'{name}', lower end of its 95% interval"),
        maybe(f"{name}_high", SHARE, f"'{name}', upper end of its 95% interval"),
    )


CANDIDATE_TABLES = (
    Table(
        "ticket_effort",
        "hands-on minutes of each ticket",
        (
            Column("ticket_id", TEXT, "ticket"),
            Column("minutes_low", SHARE, "hands-on minutes, low"),
            Column("minutes_base", SHARE, "hands-on minutes, base; winsorised at p99 of kind and tier"),
            Column("minutes_high", SHARE, "hands-on minutes, high"),
            Column("rung", TEXT, "how they are known", allowed=RUNGS),
            Column("cut", "bool", "true where winsorised"),
            Column("bounded", "bool", "true where base minutes are held down to the time that the ticket was open"),
            Column(
                "no_action", "bool", "true where it ended without action: at most a glance, and no context switch"
            ),
        ),
        ("ticket_id",),
    ),
    Table(
        "pattern_months",
        "one month of one pattern; zero where nothing happened",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("month", TEXT, "YYYY-MM"),
            Column("tickets", COUNT, "opened"),
            Column("burst_tickets", COUNT, "of these, in bursts"),
            Column("automated_tickets", COUNT, "of the rest, resolved by an account of automation"),
            Column("episodes", COUNT, "episodes that began, bursts included"),
            Column("hours_low", SHARE, "hands-on hours without bursts, low"),
            Column("hours_base", SHARE, "hands-on hours without bursts, base"),
            Column("hours_high", SHARE, "hands-on hours without bursts, high"),
        ),
        ("pattern_id", "month"),
    ),
    Table(
        "candidates",
        "one pattern with every factor of its hours, attributes, money and verdict",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("rank", COUNT, "1 has most base hours"),
            Column("label", TEXT, "pattern's label, or the name people gave it"),
            Column("terms", TEXT, "distinguishing words"),
            Column("theme", TEXT, "as in patterns"),
            maybe("kind", TEXT, "kind of most tickets", KINDS),
            Column("toil_kind", TEXT, "kind of toil, SRE Workbook ch. 6", allowed=TOIL_KINDS),
            Column("tickets", COUNT, "tickets of the window"),
            Column("tickets_month", COUNT, "tickets of the report month"),
            Column("months_active", COUNT, "months of the window with a ticket"),
            Column("course", TEXT, "through the window: it lasts, began, ended, or did both", allowed=COURSES),
            Column("months_silent", COUNT, "covered months since the last with a ticket"),
            Column("longest_pause", COUNT, "covered months of its longest silence between two months with a ticket"),
            Column("episodes", COUNT, "episodes of the window without bursts"),
            Column("switches", COUNT, "of these, with a ticket that somebody acted on: each costs a context switch"),
            Column("burst_tickets", COUNT, "tickets in bursts"),
            maybe("requesters", WHOLE, "distinct people who asked; null is unknown"),
            maybe("resolvers", WHOLE, "distinct people who resolved; null is unknown"),
            maybe("stability", SHARE, "as in patterns"),
            Column("cohesion", SHARE, "as in patterns"),
            maybe("purity", SHARE, "as in patterns"),
            Column("rung", TEXT, "rung of most tickets", allowed=RUNGS),
            Column("rung_tickets", COUNT, "tickets on that rung"),
            Column(
                "minutes_mean", SHARE, "hands-on minutes a ticket outside bursts, mean, base; what the hours add up"
            ),
            Column("minutes_median", SHARE, "hands-on minutes a ticket outside bursts, median"),
            Column("minutes_p90", SHARE, "hands-on minutes a ticket outside bursts, 90th percentile"),
            *_range("hours", "hours a month without bursts, hands-on and context switches"),
            Column("burst_hours", SHARE, "hands-on hours a month in bursts, base"),
            *(column for name in ATTRIBUTES for column in _attribute(name)),
            *_range("share_change", "monthly change of tickets over the squad's others (low, high: 95%)"),
            Column("known_attributes", COUNT, "attributes that are known, of 6"),
            maybe("overall", SHARE, "mean of the known attributes; null under 3"),
            maybe("overall_low", SHARE, "overall if every unknown were 0"),
            maybe("overall_high", SHARE, "overall if every unknown were 1"),
            Column("verdict", TEXT, "what to do", allowed=VERDICTS),
            Column("rule", TEXT, "id of the rule that matched"),
            Column("reason", TEXT, "why, in English with figures; translated by rule id at output"),
            Column("not_judged", TEXT, "rules passed over because a figure is unknown, joined by commas"),
            Column("waived", TEXT, "figures of the rule that are unknown and only qualify it, joined by commas"),
            Column("decided_by", TEXT, "rule, or person", allowed=("rule", "person")),
            maybe("status", TEXT, "how far people are with it, as they decided last", allowed=STATUSES),
            maybe("owner", TEXT, "who will do it, as people decided last"),
            Column(
                "uncertain",
                "bool",
                "true where `pays_share` is under 0.8, half of the minutes are assumed, or a figure is `waived`",
            ),
            maybe("next_rule", TEXT, "rule of another verdict that one figure keeps from matching"),
            maybe("next_column", TEXT, "that figure"),
            maybe("next_value", SHARE, "what it is"),
            maybe("next_threshold", SHARE, "what it would have to reach"),
            Column(
                "automated_share", SHARE, "tickets that an account of automation resolved without recorded minutes"
            ),
            Column(
                "automated_lately",
                SHARE,
                "the same since `automated_since`, of tickets that ended; as `automated_share` without a change",
            ),
            maybe("automated_since", TEXT, "month from which on that share is another than before, beyond chance"),
            maybe("closed", WHOLE, "tickets closed or cancelled, alerts and bursts left out"),
            maybe("no_action_share", SHARE, "of these: duplicate, cancelled or nothing done; null under 10"),
            Column("texts_read", COUNT, "tickets whose texts were read for what they ask, up to 30"),
            maybe("feature_share", SHARE, "of these: ask for something new in the product; null under 5"),
            maybe("question_share", SHARE, "of these: ask how something is done; null under 5"),
            maybe("alert_share", SHARE, "alerts, or incidents that monitoring opened"),
            maybe("unplanned_share", SHARE, "of tickets of known kind: incidents and alerts"),
            maybe("alerts_closed", WHOLE, "alerts closed or cancelled, bursts left out"),
            maybe("alert_no_action_share", SHARE, "of these: nothing done; null under 10"),
            maybe("request_share", SHARE, "of tickets of known kind: requests"),
            maybe("reassigned_share", SHARE, "of tickets that say: handed on at least once; null under 10"),
            maybe(
                "item_recurrence", SHARE, "as no_enduring_value, same item; null under 10, and where one item has 80%"
            ),
            maybe("problem_share", SHARE, "tickets that name a problem record"),
            maybe("resolved_by_person", WHOLE, "tickets that name a person as resolver"),
            maybe("top_resolver_share", SHARE, "of these, by the one who resolved most; null under 10"),
            maybe(
                "change_tickets", WHOLE, "tickets at an item (else service) with changes; null where there is no data"
            ),
            maybe("after_change_share", SHARE, "of these, within three days of a change there"),
            maybe("after_change_expected", SHARE, "the same by chance: changes moved to other days"),
            maybe("after_change_excess", SHARE, "tickets that follow a change beyond chance, of all its tickets"),
            maybe("change_q", SHARE, "link to changes, Benjamini-Hochberg q; null where there is no data"),
            maybe("default_share", SHARE, "share of the base minutes that rest on the study's default minutes"),
            maybe("automate_net_hours", SHARE, "net hours over 12 months if it were automated, base"),
            maybe("means", TEXT, "what the study's catalogue suggests to act with; null is nothing"),
            Column("trend_months", COUNT, "whole months that trends were read from; 0 where these are under six"),
            maybe(
                "squad_change",
                SHARE,
                "monthly change of the squad's lasting work without bursts, shrunk by its error",
            ),
            maybe("own_change", SHARE, "monthly change of its share of these, shrunk by its error"),
            Column(
                "projected_volume", SHARE, "people's tickets a month to come over those of the window; 1 is as many"
            ),
            maybe("projected_volume_low", SHARE, "the same, 5th percentile; null where no trend is known"),
            maybe("projected_volume_high", SHARE, "the same, 95th percentile"),
            maybe("wave_months", SHARE, "months of work left after the report month; null where it lasts"),
            Column("automatable_share", SHARE, "share of the hours that the verdict's means can take away"),
            Column("build_hours", SHARE, "hours to build, base"),
            *_range("saved", "hours saved a month, mean of the next 12"),
            *_range("net_12", "money over 12 months, after build and upkeep; null without a rate"),
            maybe("payback_months", SHARE, "months to pay back, base; infinite is never, null without a rate"),
            maybe("payback_months_low", SHARE, "months to pay back, 5th percentile"),
            maybe("payback_months_high", SHARE, "months to pay back, 95th percentile"),
            *_range("net_hours_12", "net hours over 12 months, after build and upkeep; run cost in it only if known"),
            maybe("pays_share", SHARE, "of its draws: `net_hours_12` above 0; null for keep"),
            maybe("budget_hours", SHARE, "build hours that pay back within the study's horizon, base"),
        ),
        ("pattern_id",),
    ),
    Table(
        "resolved_alike",
        "two candidates whose tickets are resolved in the same words, perhaps one work: ``shared_remedies`` to read",
        (
            Column("pattern_id", TEXT, "one pattern"),
            maybe("label", TEXT, "what it is called"),
            maybe("tickets", WHOLE, "its tickets of the window"),
            maybe("hours_base", SHARE, "its hours a month, base"),
            Column("other_id", TEXT, "the other, later in the order of ids"),
            maybe("other_label", TEXT, "what that is called"),
            maybe("other_tickets", WHOLE, "its tickets of the window"),
            maybe("other_hours_base", SHARE, "its hours a month, base"),
            Column("likeness", SHARE, "mean cosine of their resolutions over what it is within each; at most 1"),
            Column("resolutions", COUNT, "resolutions that say something, of the pattern with fewer"),
        ),
        ("pattern_id", "other_id"),
    ),
    Table(
        "progress",
        "an action that people wrote down as live, and what came since against what to expect without it",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("since", TEXT, "day from which it is live, YYYY-MM-DD"),
            Column("state", TEXT, "what can be said of it", allowed=PROGRESS),
            Column("months_before", COUNT, "whole months before it that it is held against, without the last one"),
            Column("months_after", COUNT, "whole months of the window since"),
            Column("scope", SHARE, "what the pattern holds now over what it held then; 1 is as before"),
            Column("others", COUNT, "patterns of the squad that nobody acted on and that it is held against"),
            maybe("tickets_before", SHARE, "tickets a month outside bursts before it, as placed now"),
            maybe("tickets_after", SHARE, "the same since"),
            maybe("expected", SHARE, "tickets a month to expect without it: those before, with the others' change"),
            maybe("saved_tickets_low", SHARE, "expected less what came, lower end of its 95% interval"),
            maybe("saved_tickets_base", SHARE, "the same, estimate"),
            maybe("saved_tickets_high", SHARE, "the same, upper end"),
            maybe("saved_hours_low", SHARE, "hours a month of these, at the low hours of a ticket before it"),
            maybe("saved_hours_base", SHARE, "the same, base"),
            maybe("saved_hours_high", SHARE, "the same, high"),
        ),
        ("pattern_id",),
    ),
    Table(
        "progress_months",
        "one month of an action that is live, of the window before it or of the report's",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("month", TEXT, "YYYY-MM"),
            Column("tickets", SHARE, "tickets for people outside bursts; from before the action, as placed now"),
            Column("part", TEXT, "what the month is held to be", allowed=ACTED),
            maybe("expected", SHARE, "as in progress, in months since; null where nothing can be told"),
            maybe("expected_low", SHARE, "lower end of its 95% interval, at least 0"),
            maybe("expected_high", SHARE, "upper end of it"),
        ),
        ("pattern_id", "month"),
    ),
    Table(
        "drawn_hours",
        "one draw of the hours a month of all a squad's patterns together",
        (
            Column("draw", COUNT, "place of the draw by how high the study's assumptions are in it, 0 lowest"),
            Column("hours", SHARE, "hands-on hours a month without bursts"),
        ),
        ("draw",),
    ),
    Table(
        "pattern_effort",
        "hands-on minutes of one pattern's tickets outside bursts that rest on one assumption",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("assumption", TEXT, "worklog, notes, elapsed, or default with the kind of ticket"),
            Column("tickets", COUNT, "tickets of the window outside bursts"),
            Column("minutes_low", SHARE, "their hands-on minutes, low"),
            Column("minutes_base", SHARE, "their hands-on minutes, base"),
            Column("minutes_high", SHARE, "their hands-on minutes, high"),
        ),
        ("pattern_id", "assumption"),
    ),
    Table(
        "ticket_attributes",
        "whether a placed ticket passes the test of each attribute; null where it can't be judged",
        (
            Column("ticket_id", TEXT, "ticket"),
            maybe("manual", FLAG, "a person, notes or work time are named"),
            maybe("repetitive", FLAG, "the same work came in two other weeks within 30 days"),
            maybe("automatable", FLAG, "resolved the usual way, handed on at most once"),
            maybe("tactical", FLAG, "interrupts"),
            maybe("no_enduring_value", FLAG, "came back at the same place within 30 days, chance not taken off"),
        ),
        ("ticket_id",),
    ),
    Table(
        "overrules",
        "an attribute that a person set, and what its test said",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("attribute", TEXT, "attribute", allowed=ATTRIBUTES),
            maybe("tested", SHARE, "what the test found; null is unknown"),
            maybe("decided", SHARE, "what the person set; null is unknown"),
            Column("reason", TEXT, "why"),
            Column("who", TEXT, "who decided"),
            Column("when", TEXT, "day of the decision, YYYY-MM-DD"),
        ),
        ("pattern_id", "attribute"),
    ),
)
