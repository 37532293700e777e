"""The contracts themselves: every table that passes between stages. Printed into ``docs/data-dictionary.md``."""

from __future__ import annotations

from toil.schema.columns import COUNT, FLAG, SHARE, TEXT, TIME, WHOLE, Column, Table
from toil.schema.columns import maybe as _maybe
from toil.schema.workload_tables import WORKLOAD_TABLES

SCHEMA_VERSION = 1

KINDS = ("incident", "request", "change", "problem", "alert")
EVENTS = ("new", "continued", "grown", "shrunk", "merged", "split", "gone", "back")
VERDICTS = ("reject", "eliminate", "self-service", "automate", "document", "keep")
RUNGS = ("worklog", "glance", "peers", "notes", "elapsed", "default")
ATTRIBUTES = ("manual", "repetitive", "automatable", "tactical", "no_enduring_value", "grows")
ACTIONS = ("rename", "merge", "split", "verdict", "attribute", "status")
STATUSES = ("proposed", "accepted", "building", "live", "declined", "retired")
TOIL_KINDS = (
    "business process",
    "production interrupt",
    "release shepherding",
    "migration",
    "capacity and cost",
    "troubleshooting",
)


def _range(stem: str, meaning: str) -> tuple[Column, ...]:
    """Return the three columns of a range: 5th, 50th and 95th percentile."""
    points = {"low": "5th", "base": "50th", "high": "95th"}
    return tuple(_maybe(f"{stem}_{p}", SHARE, f"{meaning}, {nth} percentile") for p, nth in points.items())


def _attribute(name: str) -> tuple[Column, ...]:
    return (
        _maybe(name, SHARE, f"attribute '{name}': share of eligible tickets that pass its test; null is unknown"),
        Column(f"{name}_n", COUNT, f"eligible tickets behind '{name}'"),
        _maybe(f"{name}_low", SHARE, f"'{name}', lower end of its 95% interval"),
        _maybe(f"{name}_high", SHARE, f"'{name}', upper end of its 95% interval"),
    )


TICKETS = Table(
    "tickets",
    "one ticket in its latest state, personal data redacted",
    (
        Column("ticket_id", TEXT, "the export's own id"),
        Column("source", TEXT, "system that the export came from: servicenow, glpi, ..."),
        _maybe(
            "squad",
            TEXT,
            "squad of the study whose groups hold the ticket; null is unassigned or outside the study",
        ),
        _maybe("group", TEXT, "assignment group as exported"),
        Column(
            "month",
            TEXT,
            "month of opened_at in the study's zone, YYYY-MM; stated by the study for undated tickets",
        ),
        _maybe("kind", TEXT, "what sort of ticket", KINDS),
        _maybe("summary", TEXT, "short text"),
        _maybe("description", TEXT, "long text"),
        _maybe("resolution", TEXT, "what was done, in words"),
        _maybe("opened_at", TIME, "null only where the study states a month for undated tickets"),
        _maybe("acknowledged_at", TIME, "first answer"),
        _maybe("approved_at", TIME, "approval of a request or change"),
        _maybe("started_at", TIME, "start of work"),
        _maybe("resolved_at", TIME, "null is not resolved, or unknown"),
        _maybe("closed_at", TIME, "null is not closed, or unknown"),
        _maybe("updated_at", TIME, "last change of the row"),
        _maybe("sla_due_at", TIME, "service level target"),
        _maybe("priority", WHOLE, "1 (highest) to 5"),
        _maybe("state", TEXT, "new, open, pending, resolved, closed or cancelled"),
        _maybe("category", TEXT, "as exported"),
        _maybe("subcategory", TEXT, "as exported"),
        _maybe("symptom", TEXT, "as exported"),
        _maybe("service", TEXT, "business or technical service"),
        _maybe("item", TEXT, "configuration item"),
        _maybe("channel", TEXT, "phone, email, portal, chat, monitoring, person or other"),
        _maybe("tier", WHOLE, "support tier, 1 to 3"),
        _maybe("requester", TEXT, "keyed hash of the person who asked"),
        _maybe("resolver", TEXT, "keyed hash of the person who resolved"),
        _maybe("reassignments", WHOLE, "times handed to another group"),
        _maybe("reopens", WHOLE, "times opened again"),
        _maybe("notes", WHOLE, "work notes written"),
        _maybe("worked_minutes", SHARE, "hands-on minutes from a worklog"),
        _maybe("sla_met", FLAG, "service level met, as exported"),
        _maybe("resolution_code", TEXT, "as exported"),
        _maybe("change_id", TEXT, "change that the ticket names"),
        _maybe("caused_by_change", TEXT, "change named as the cause"),
        _maybe("problem_id", TEXT, "problem record"),
        _maybe("parent_id", TEXT, "parent ticket"),
        _maybe("language", TEXT, "the export's own language column"),
    ),
    ("ticket_id",),
)

_TABLES = (
    TICKETS,
    Table(
        "ticket_events",
        "one change of one field of a ticket, from audit exports",
        (
            Column("ticket_id", TEXT, "ticket"),
            _maybe("at", TIME, "when"),
            Column("field", TEXT, "group, state or resolver"),
            _maybe("from", TEXT, "value before; null at the first row"),
            _maybe("to", TEXT, "value after"),
        ),
    ),
    Table(
        "sources",
        "one export file that was read",
        (
            Column("file", TEXT, "name relative to the study"),
            Column("sha256", TEXT, "hash of the bytes"),
            Column("bytes", COUNT, "size"),
            Column("system", TEXT, "profile that fitted"),
            Column("format", TEXT, "csv, xlsx, json, ..., with encoding and delimiter"),
            Column("dates", TEXT, "day first or month first for each date column, and by what that was decided"),
            Column("rows", COUNT, "data rows in"),
            Column("tickets", COUNT, "tickets whose latest state came from this file"),
            _maybe("first_opened_at", TIME, "earliest ticket"),
            _maybe("last_opened_at", TIME, "latest ticket"),
        ),
        ("file",),
    ),
    Table(
        "intake_counts",
        "rows or cells counted by what was done with them, or noticed in them",
        (
            Column("file", TEXT, "export file; '*' is all files together"),
            Column("squad", TEXT, "squad; '*' is all"),
            Column(
                "reason",
                TEXT,
                "rows in, tickets, superseded state, repeated row, no id, no date, outside squads, ...",
            ),
            Column("rows", COUNT, "how many"),
            Column("dropped", "bool", "true where the rows are in no ticket"),
        ),
    ),
    Table(
        "intake_days",
        "tickets opened on one day; days without a ticket are absent",
        (
            Column("file", TEXT, "export file that names the ticket; '*' is all files together, each ticket once"),
            Column("squad", TEXT, "squad; '*' is all tickets, those of no squad included"),
            Column("day", TEXT, "day of opened_at in the study's zone, YYYY-MM-DD"),
            Column("tickets", COUNT, "how many"),
        ),
        ("file", "squad", "day"),
    ),
    Table(
        "intake_overlaps",
        "two export files that name the same tickets",
        (
            Column("file", TEXT, "export file"),
            Column("other_file", TEXT, "another one"),
            Column("tickets", COUNT, "tickets that stand in both"),
        ),
        ("file", "other_file"),
    ),
    Table(
        "columns",
        "one column of one export and the field it became",
        (
            Column("file", TEXT, "export file"),
            Column("header", TEXT, "header as exported"),
            _maybe("field", TEXT, "column of tickets; null is not used"),
            Column("filled", SHARE, "share of rows with a value"),
            Column("guessed", "bool", "true where the field is a guess by the header's words and the cells"),
        ),
    ),
    Table(
        "redactions",
        "personal data masked, by kind",
        (
            Column("placeholder", TEXT, "EMAIL, CPF, NAME, ... without brackets"),
            Column("values", COUNT, "how many values were masked"),
        ),
        ("placeholder",),
    ),
    Table(
        "subjects",
        "what each ticket is about, masked; each month is read once",
        (
            Column("ticket_id", TEXT, "ticket"),
            Column("text", TEXT, "masked text, original case and accents kept, placeholders like <HOST>"),
        ),
        ("ticket_id",),
    ),
    Table(
        "templates",
        "one masked text that stands for all tickets that read the same",
        (
            Column("template_id", TEXT, "hash of the text"),
            Column("text", TEXT, "masked text, original case and accents kept, placeholders like <HOST>"),
            Column("tickets", COUNT, "tickets of the window"),
            Column("language", TEXT, "pt, en, de, ru, hi or und"),
        ),
        ("template_id",),
    ),
    Table(
        "ticket_templates",
        "the template of each ticket",
        (
            Column("ticket_id", TEXT, "ticket"),
            Column("template_id", TEXT, "template"),
        ),
        ("ticket_id",),
    ),
    Table(
        "ticket_patterns",
        "the pattern of each ticket of the window, or none",
        (
            Column("ticket_id", TEXT, "ticket"),
            Column("template_id", TEXT, "template"),
            _maybe("pattern_id", TEXT, "pattern; null is in no pattern"),
            _maybe("similarity", SHARE, "cosine to the pattern's centre"),
            _maybe("margin", SHARE, "similarity less that to the next pattern; below 0 where its neighbours decided"),
            Column("language", TEXT, "pt, en, de, ru, hi or und"),
        ),
        ("ticket_id",),
    ),
    Table(
        "patterns",
        "one piece of work that repeats; text facts only",
        (
            Column("pattern_id", TEXT, "carried from month to month"),
            Column("label", TEXT, "central phrase"),
            Column("terms", TEXT, "distinguishing words, joined by a middle dot"),
            Column(
                "theme", TEXT, "name of the group of patterns that read alike; its own label where it is like none"
            ),
            Column("tickets", COUNT, "tickets of the window"),
            Column("templates", COUNT, "distinct templates"),
            Column("language", TEXT, "language of most tickets"),
            _maybe(
                "stability",
                SHARE,
                "mean Jaccard over 20 draws of 80% of the templates; null for one exact template",
            ),
            Column("cohesion", SHARE, "mean cosine to the centre"),
            _maybe("purity", SHARE, "share of its tickets expected to be one kind of work; null without a stability"),
            Column("first_month", TEXT, "first month of this id"),
        ),
        ("pattern_id",),
    ),
    Table(
        "granularities",
        "what the patterns would be at one granularity",
        (
            Column("granularity", TEXT, "as in the study's [patterns]", allowed=("coarser", "normal", "finer")),
            Column("patterns", COUNT, "patterns"),
            Column("placed", COUNT, "tickets in a pattern"),
            _maybe("median_tickets", SHARE, "tickets of the pattern in the middle"),
            _maybe("largest_share", SHARE, "share of the placed tickets in the largest pattern"),
            _maybe(
                "first_from", TEXT, "labels of the patterns that merge first, or label of the one that is cut first"
            ),
            _maybe("first_to", TEXT, "label of what they merge into, or labels of the parts"),
        ),
        ("granularity",),
    ),
    Table(
        "pattern_samples",
        "tickets to look at: central ones and borderline ones",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("ticket_id", TEXT, "ticket"),
            Column("role", TEXT, "why it is shown", allowed=("central", "borderline")),
            Column("rank", COUNT, "1 is the most central, or the most borderline"),
            Column("similarity", SHARE, "cosine to the pattern's centre"),
        ),
        ("pattern_id", "ticket_id"),
    ),
    Table(
        "pattern_events",
        "what became of a pattern between two months",
        (
            Column("month", TEXT, "report month"),
            Column("pattern_id", TEXT, "pattern"),
            Column("event", TEXT, "what happened", allowed=EVENTS),
            _maybe("related_id", TEXT, "for merged: the pattern it went into; for split: the one it came from"),
            Column("tickets", COUNT, "tickets of this window"),
            Column("previous_tickets", COUNT, "tickets of the window before"),
            Column("shared_tickets", COUNT, "tickets in both"),
            Column("months_covered", SHARE, "months of this window that the exports cover"),
            _maybe("previous_month", TEXT, "last month of the window before; null where there is none"),
            Column("previous_months_covered", SHARE, "months of that window that the exports cover; 0 where none"),
        ),
    ),
    Table(
        "shared_remedies",
        "two patterns whose tickets are resolved in the same words: perhaps one work",
        (
            Column("pattern_id", TEXT, "one pattern"),
            Column("other_id", TEXT, "the other, later in the order of ids"),
            Column("likeness", SHARE, "mean cosine of their resolutions over what it is within each; at most 1"),
            Column("resolutions", COUNT, "resolutions that say something, of the pattern with fewer"),
        ),
        ("pattern_id", "other_id"),
    ),
    Table(
        "episodes",
        "tickets of one pattern that are one piece of work",
        (
            Column("episode_id", TEXT, "hash of its first ticket"),
            Column("pattern_id", TEXT, "pattern"),
            Column("month", TEXT, "month of its first ticket"),
            _maybe("started_at", TIME, "first ticket opened"),
            _maybe("ended_at", TIME, "last ticket opened"),
            _maybe("item", TEXT, "item, else service, that they share"),
            Column("tickets", COUNT, "tickets"),
            Column("burst", "bool", "an episode far beyond the pattern's usual rate"),
        ),
        ("episode_id",),
    ),
    Table(
        "ticket_episodes",
        "the episode of each placed ticket",
        (Column("ticket_id", TEXT, "ticket"), Column("episode_id", TEXT, "episode")),
        ("ticket_id",),
    ),
    Table(
        "squad_months",
        "one month of one squad",
        (
            Column("month", TEXT, "YYYY-MM"),
            Column("tickets", COUNT, "opened"),
            *(Column(f"{kind}s", COUNT, f"of these, kind {kind}") for kind in KINDS),
            Column("unknown_kind", COUNT, "of these, kind unknown"),
            Column("placed", COUNT, "of these, in a pattern"),
            Column("resolved", COUNT, "of these, resolved by the end of the data"),
            _maybe("resolve_hours_median", SHARE, "elapsed hours to resolve, median"),
            _maybe("resolve_hours_p90", SHARE, "elapsed hours to resolve, 90th percentile"),
            Column("resolve_hours_known", COUNT, "tickets behind both: resolved, or open and still waiting"),
            _maybe("sla_met", SHARE, "share of judged tickets that met their service level"),
            Column("sla_judged", COUNT, "tickets with a service level result"),
            _maybe("reopened", SHARE, "share of tickets opened again, of those that say"),
            Column("reopens_known", COUNT, "tickets that say how often they were opened again"),
            _maybe("reassigned", SHARE, "share of tickets handed on at least once, of those that say"),
            Column("reassignments_known", COUNT, "tickets that say how often they were handed on"),
            _maybe("open_at_end", WHOLE, "backlog: open tickets at the month's end"),
        ),
        ("month",),
    ),
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
            _maybe("kind", TEXT, "kind of most tickets", KINDS),
            Column("toil_kind", TEXT, "kind of toil, SRE Workbook ch. 6", allowed=TOIL_KINDS),
            Column("tickets", COUNT, "tickets of the window"),
            Column("tickets_month", COUNT, "tickets of the report month"),
            Column("months_active", COUNT, "months of the window with a ticket"),
            Column("episodes", COUNT, "episodes of the window without bursts"),
            Column("switches", COUNT, "of these, with a ticket that needed action: each costs a context switch"),
            Column("burst_tickets", COUNT, "tickets in bursts"),
            _maybe("requesters", WHOLE, "distinct people who asked; null is unknown"),
            _maybe("resolvers", WHOLE, "distinct people who resolved; null is unknown"),
            _maybe("stability", SHARE, "as in patterns"),
            Column("cohesion", SHARE, "as in patterns"),
            _maybe("purity", SHARE, "as in patterns"),
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
            _maybe("overall", SHARE, "mean of the known attributes; null under 3"),
            _maybe("overall_low", SHARE, "overall if every unknown were 0"),
            _maybe("overall_high", SHARE, "overall if every unknown were 1"),
            Column("verdict", TEXT, "what to do", allowed=VERDICTS),
            Column("rule", TEXT, "id of the rule that matched"),
            Column("reason", TEXT, "why, in English with figures; translated by rule id at output"),
            Column("not_judged", TEXT, "rules passed over because a figure is unknown, joined by commas"),
            Column("waived", TEXT, "figures of the rule that are unknown and only qualify it, joined by commas"),
            Column("decided_by", TEXT, "rule, or person", allowed=("rule", "person")),
            _maybe("status", TEXT, "how far people are with it, as they decided last", allowed=STATUSES),
            _maybe("owner", TEXT, "who will do it, as people decided last"),
            Column(
                "uncertain",
                "bool",
                "true where the low end of the benefit is negative, or half of it unknown",
            ),
            _maybe("next_rule", TEXT, "rule of another verdict that one figure keeps from matching"),
            _maybe("next_column", TEXT, "that figure"),
            _maybe("next_value", SHARE, "what it is"),
            _maybe("next_threshold", SHARE, "what it would have to reach"),
            _maybe("closed", WHOLE, "tickets closed or cancelled, alerts and bursts left out"),
            _maybe("no_action_share", SHARE, "of these: duplicate, cancelled or nothing done; null under 10"),
            Column("texts_read", COUNT, "tickets whose texts were read for what they ask, up to 30"),
            _maybe("feature_share", SHARE, "of these: ask for something new in the product; null under 5"),
            _maybe("question_share", SHARE, "of these: ask how something is done; null under 5"),
            _maybe("alert_share", SHARE, "alerts, or incidents that monitoring opened"),
            _maybe("unplanned_share", SHARE, "of tickets of known kind: incidents and alerts"),
            _maybe("alerts_closed", WHOLE, "alerts closed or cancelled, bursts left out"),
            _maybe("alert_no_action_share", SHARE, "of these: nothing done; null under 10"),
            _maybe("request_share", SHARE, "of tickets of known kind: requests"),
            _maybe("reassigned_share", SHARE, "of tickets that say: handed on at least once; null under 10"),
            _maybe(
                "item_recurrence", SHARE, "as no_enduring_value, same item; null under 10, and where one item has 80%"
            ),
            _maybe("problem_share", SHARE, "tickets that name a problem record"),
            _maybe("resolved_by_person", WHOLE, "tickets that name a resolver"),
            _maybe("top_resolver_share", SHARE, "of these, by the one who resolved most; null under 10"),
            _maybe(
                "change_tickets", WHOLE, "tickets at an item (else service) with changes; null where there is no data"
            ),
            _maybe("after_change_share", SHARE, "of these, within three days of a change there"),
            _maybe("after_change_expected", SHARE, "the same by chance: changes moved to other days"),
            _maybe("after_change_excess", SHARE, "tickets that follow a change beyond chance, of all its tickets"),
            _maybe("change_q", SHARE, "link to changes, Benjamini-Hochberg q; null where there is no data"),
            _maybe("default_share", SHARE, "share of the base minutes that rest on the study's default minutes"),
            _maybe("automate_net_hours", SHARE, "net hours over 12 months if it were automated, base"),
            _maybe("means", TEXT, "what the study's catalogue suggests to act with; null is nothing"),
            Column("trend_months", COUNT, "whole months that trends were read from; 0 where these are under six"),
            _maybe(
                "squad_change", SHARE, "monthly change of the squad's tickets without bursts, shrunk by its error"
            ),
            _maybe("own_change", SHARE, "monthly change of its share of these, shrunk by its error"),
            Column("projected_volume", SHARE, "tickets a month to come over those of the window; 1 is as many"),
            _maybe("projected_volume_low", SHARE, "the same, 5th percentile; null where no trend is known"),
            _maybe("projected_volume_high", SHARE, "the same, 95th percentile"),
            _maybe("wave_months", SHARE, "months of work left after the report month; null where it lasts"),
            Column("automatable_share", SHARE, "share of the hours that the verdict's means can take away"),
            Column("build_hours", SHARE, "hours to build, base"),
            *_range("saved", "hours saved a month, mean of the next 12"),
            *_range("net_12", "money over 12 months, after build and upkeep; null without a rate"),
            _maybe("payback_months", SHARE, "months to pay back, base; infinite is never, null without a rate"),
            _maybe("payback_months_low", SHARE, "months to pay back, 5th percentile"),
            _maybe("payback_months_high", SHARE, "months to pay back, 95th percentile"),
            *_range("net_hours_12", "net hours over 12 months, after build and upkeep; run cost in it only if known"),
            _maybe("budget_hours", SHARE, "build hours that pay back within the study's horizon, base"),
        ),
        ("pattern_id",),
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
            _maybe("manual", FLAG, "a person, notes or work time are named"),
            _maybe("repetitive", FLAG, "the same work came in two other weeks within 30 days"),
            _maybe("automatable", FLAG, "resolved the usual way, handed on at most once"),
            _maybe("tactical", FLAG, "interrupts"),
            _maybe("no_enduring_value", FLAG, "came back at the same place within 30 days, chance not taken off"),
        ),
        ("ticket_id",),
    ),
    Table(
        "overrules",
        "an attribute that a person set, and what its test said",
        (
            Column("pattern_id", TEXT, "pattern"),
            Column("attribute", TEXT, "attribute", allowed=ATTRIBUTES),
            _maybe("tested", SHARE, "what the test found; null is unknown"),
            _maybe("decided", SHARE, "what the person set; null is unknown"),
            Column("reason", TEXT, "why"),
            Column("who", TEXT, "who decided"),
            Column("when", TEXT, "day of the decision, YYYY-MM-DD"),
        ),
        ("pattern_id", "attribute"),
    ),
    Table(
        "survey",
        "one person's answer to the toil survey, as it was filled in",
        (
            Column("squad", TEXT, "squad of the study"),
            Column("month", TEXT, "month that the answer is about, YYYY-MM"),
            Column("respondent", TEXT, "any code that tells answers apart; never shown"),
            Column("toil_share", SHARE, "felt share of working time that is toil, 0 to 1"),
            _maybe("satisfaction", WHOLE, "how content with that share, 1 (not at all) to 5 (wholly)"),
            *(
                column
                for place, nth in ((1, "most"), (2, "second most"), (3, "third most"))
                for column in (
                    _maybe(f"source_{place}", TEXT, f"pattern that takes {nth} of that time"),
                    _maybe(f"minutes_{place}", SHARE, "felt hands-on minutes a ticket of it"),
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
            _maybe("value", TEXT, "new name; name of the merged or split group; verdict; attribute=share; or status"),
            _maybe(
                "templates",
                TEXT,
                "ids that a merge or split acts on, joined by spaces: tickets or templates; patterns for a merge",
            ),
            _maybe("example", TEXT, "redacted text of one of these templates"),
            _maybe("owner", TEXT, "who will do it"),
            _maybe("reason", TEXT, "why"),
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
            _maybe("hours_low", SHARE, "the other squad's hours a month, low"),
            _maybe("hours_base", SHARE, "the other squad's hours a month, base"),
            _maybe("hours_high", SHARE, "the other squad's hours a month, high"),
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

TABLES: dict[str, Table] = {table.name: table for table in (*_TABLES, *WORKLOAD_TABLES)}
