"""The contracts of the intake: tickets, and what became of the export files they came from."""

from __future__ import annotations

from toil.schema.columns import COUNT, FLAG, SHARE, TEXT, TIME, WHOLE, Column, Table, maybe
from toil.schema.values import KINDS

TICKETS = Table(
    "tickets",
    "one ticket in its latest state, personal data redacted",
    (
        Column("ticket_id", TEXT, "the export's own id"),
        Column("source", TEXT, "system that the export came from: servicenow, glpi, ..."),
        maybe(
            "squad",
            TEXT,
            "squad of the study whose groups hold the ticket; null is unassigned or outside the study",
        ),
        maybe("group", TEXT, "assignment group as exported"),
        Column(
            "month",
            TEXT,
            "month of opened_at in the study's zone, YYYY-MM; stated by the study for undated tickets",
        ),
        maybe("kind", TEXT, "what sort of ticket", KINDS),
        maybe("summary", TEXT, "short text"),
        maybe("description", TEXT, "long text"),
        maybe("resolution", TEXT, "what was done, in words"),
        maybe("opened_at", TIME, "null only where the study states a month for undated tickets"),
        maybe("acknowledged_at", TIME, "first answer"),
        maybe("approved_at", TIME, "approval of a request or change"),
        maybe("started_at", TIME, "start of work"),
        maybe("resolved_at", TIME, "null is not resolved, or unknown"),
        maybe("closed_at", TIME, "null is not closed, or unknown"),
        maybe("updated_at", TIME, "last change of the row"),
        maybe("sla_due_at", TIME, "service level target"),
        maybe("priority", WHOLE, "1 (highest) to 5"),
        maybe("state", TEXT, "new, open, pending, resolved, closed or cancelled"),
        maybe("category", TEXT, "as exported"),
        maybe("subcategory", TEXT, "as exported"),
        maybe("symptom", TEXT, "as exported"),
        maybe("service", TEXT, "business or technical service"),
        maybe("item", TEXT, "configuration item"),
        maybe("channel", TEXT, "phone, email, portal, chat, monitoring, person or other"),
        maybe("tier", WHOLE, "support tier, 1 to 3"),
        maybe("requester", TEXT, "keyed hash of the person who asked"),
        maybe("resolver", TEXT, "keyed hash of the person who resolved"),
        maybe("automated", FLAG, "true where the resolver is an account of automation; null where none is named"),
        maybe("reassignments", WHOLE, "times handed to another group"),
        maybe("reopens", WHOLE, "times opened again"),
        maybe("notes", WHOLE, "work notes written"),
        maybe("worked_minutes", SHARE, "hands-on minutes from a worklog"),
        maybe("sla_met", FLAG, "service level met, as exported"),
        maybe("resolution_code", TEXT, "as exported"),
        maybe("change_id", TEXT, "change that the ticket names"),
        maybe("caused_by_change", TEXT, "change named as the cause"),
        maybe("problem_id", TEXT, "problem record"),
        maybe("parent_id", TEXT, "parent ticket"),
        maybe("language", TEXT, "the export's own language column"),
    ),
    ("ticket_id",),
)

INTAKE_TABLES = (
    TICKETS,
    Table(
        "ticket_events",
        "one change of one field of a ticket, from audit exports",
        (
            Column("ticket_id", TEXT, "ticket"),
            maybe("at", TIME, "when"),
            Column("field", TEXT, "group, state or resolver"),
            maybe("from", TEXT, "value before; null at the first row"),
            maybe("to", TEXT, "value after"),
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
            maybe("first_opened_at", TIME, "earliest ticket"),
            maybe("last_opened_at", TIME, "latest ticket"),
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
            maybe("field", TEXT, "column of tickets; null is not used"),
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
)
