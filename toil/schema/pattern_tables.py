"""The contracts of patterns: texts, what repeats among them, and in which months."""

from __future__ import annotations

from toil.schema.columns import COUNT, SHARE, TEXT, TIME, WHOLE, Column, Table, maybe
from toil.schema.values import EVENTS, KINDS

PATTERN_TABLES = (
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
            maybe("pattern_id", TEXT, "pattern; null is in no pattern"),
            maybe("similarity", SHARE, "cosine to the pattern's centre"),
            maybe("margin", SHARE, "similarity less that to the next pattern; below 0 where its neighbours decided"),
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
            maybe(
                "stability",
                SHARE,
                "mean Jaccard over 20 draws of 80% of the templates; null for one exact template",
            ),
            Column("cohesion", SHARE, "mean cosine to the centre"),
            maybe("purity", SHARE, "share of its tickets expected to be one kind of work; null without a stability"),
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
            maybe("median_tickets", SHARE, "tickets of the pattern in the middle"),
            maybe("largest_share", SHARE, "share of the placed tickets in the largest pattern"),
            maybe(
                "first_from", TEXT, "labels of the patterns that merge first, or label of the one that is cut first"
            ),
            maybe("first_to", TEXT, "label of what they merge into, or labels of the parts"),
        ),
        ("granularity",),
    ),
    Table(
        "frames",
        "words that many unlike texts share, left out where patterns are found; what is much alike is one",
        (
            Column("frame", COUNT, "1 stands in most tickets"),
            maybe(
                "phrase",
                TEXT,
                "as a ticket says it; a gap, or null, for words that fewer than five tickets by three people have",
            ),
            Column("language", TEXT, "language of most of its tickets; und where no ticket has it"),
            Column("words", COUNT, "stems that are left out of its texts, unless it is kept"),
            Column("texts", COUNT, "distinct texts that have it; 0 where the study's not_frames names what is none"),
            Column("tickets", COUNT, "tickets of the window that have it"),
            Column("patterns", COUNT, "patterns with such a ticket, as found"),
            maybe("ticket_id", TEXT, "a ticket that has it"),
            Column("kept", "bool", "true where the study's not_frames says that it is none: its words count"),
        ),
        ("frame",),
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
            maybe("related_id", TEXT, "for merged: the pattern it went into; for split: the one it came from"),
            Column("tickets", COUNT, "tickets of this window"),
            Column(
                "previous_tickets", COUNT, "tickets of the window before; those of both as placed now, if it goes on"
            ),
            Column("shared_tickets", COUNT, "tickets in both"),
            Column("months_covered", SHARE, "months of this window that the exports cover"),
            maybe("previous_month", TEXT, "last month of the window before; null where there is none"),
            Column("previous_months_covered", SHARE, "months of that window that the exports cover; 0 where none"),
            maybe("previous_label", TEXT, "label in the window before; null where it was not there"),
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
            maybe("started_at", TIME, "first ticket opened"),
            maybe("ended_at", TIME, "last ticket opened"),
            maybe("item", TEXT, "item, else service, that they share"),
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
            maybe("resolve_hours_median", SHARE, "elapsed hours to resolve, median"),
            maybe("resolve_hours_p90", SHARE, "elapsed hours to resolve, 90th percentile"),
            Column("resolve_hours_known", COUNT, "tickets behind both: resolved, or open and still waiting"),
            maybe("sla_met", SHARE, "share of judged tickets that met their service level"),
            Column("sla_judged", COUNT, "tickets with a service level result"),
            maybe("reopened", SHARE, "share of tickets opened again, of those that say"),
            Column("reopens_known", COUNT, "tickets that say how often they were opened again"),
            maybe("reassigned", SHARE, "share of tickets handed on at least once, of those that say"),
            Column("reassignments_known", COUNT, "tickets that say how often they were handed on"),
            maybe("open_at_end", WHOLE, "backlog: open tickets at the month's end"),
        ),
        ("month",),
    ),
)
