"""What each reason of table ``intake_counts`` is called in the reader's language."""

from __future__ import annotations

from toil.i18n import Wording


def intake_reasons(words: Wording) -> dict[str, str]:
    """Return what each reason of table ``intake_counts`` is called."""
    _ = words.text
    unknown = {
        field: _("unknown value of “{field}”", field=field)
        for field in ("kind", "priority", "state", "channel", "tier", "sla_met")
    }
    return {
        "rows in": _("rows in"),
        "tickets": _("tickets"),
        "superseded state": _("earlier state of the same ticket"),
        "repeated row": _("repeated row"),
        "repeated file": _("repeated file"),
        "no id": _("no id"),
        "no date": _("no date"),
        "too many cells": _("too many cells"),
        "not a record": _("not a record"),
        "unassigned": _("no assignment group"),
        "outside squads": _("group of no squad in the study"),
        "outside the group's months": _("outside the months in which the group is the squad's"),
        "row with guessed columns": _("row of a layout with columns told by a guess: see `toil check`"),
        "row number as id": _("row number taken as id"),
        "id damaged by a spreadsheet": _("id damaged by a spreadsheet"),
        "id used by two systems": _("id used by two systems"),
        "same id, opened on another day": _("same id, opened on another day: two tickets taken for one?"),
        "later by its file's name alone": _(
            "two states of a ticket, and only the names of the files say which is later"
        ),
        "file ends in the middle of a row": _("file ends in the middle of a row"),
        "row with missing cells": _("row with missing cells"),
        "whole row in quotes": _("whole row in quotes: read as what stands in them"),
        "row of another sheet, not read": _("row of another sheet of the workbook, not read"),
        "file that is no export": _("file that is no export, not read"),
        "file that can't be read": _("file that can't be read, left out"),
        "encoding repaired": _("text encoding repaired"),
        "byte that is not UTF-8": _("byte that is not UTF-8"),
        "NUL characters removed": _("NUL characters removed"),
        "several groups in a cell": _("several groups in a cell: the first holds the ticket"),
        "several people in a cell": _("several people in a cell: the first stands for them"),
        "cell cut to the size limit": _("cell cut to the size limit"),
        "date unreadable": _("date unreadable"),
        "date turned into a number by a spreadsheet": _("date turned into a number by a spreadsheet"),
        "number unreadable": _("number unreadable, or below zero"),
        "yes or no in place of a number": _("yes or no in place of a number: a yes counts as one"),
        "row below the first of a block": _("row whose team, state or day stands in the first row of its block only"),
        "row a booking of time": _("row a booking of time: those of a ticket are added up"),
        "as many rows as exports often have at most": _(
            "rows of a file of exactly as many as exports often have at most: is the rest missing?"
        ),
        "opened by a monitoring account": _("opened by a monitoring account: its channel is monitoring"),
        "resolved by an account of automation": _("resolved by an account of automation: nobody's minutes"),
        "days without a ticket": _("days without a ticket"),
        "group of the study not in the exports": _("group of the study that the exports lack"),
        **{f"unknown value of {field}": text for field, text in unknown.items()},
    }
