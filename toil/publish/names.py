"""What the fixed words of the tables are called in the reader's language."""

from __future__ import annotations

from toil.i18n import Wording


def verdict_names(words: Wording) -> dict[str, str]:
    """Return what each verdict is called."""
    _ = words.text
    return {
        "reject": _("Reject"),
        "eliminate": _("Eliminate at source"),
        "self-service": _("Self-service"),
        "automate": _("Automate"),
        "document": _("Document"),
        "keep": _("Keep as is"),
    }


def verdict_meanings(words: Wording) -> dict[str, str]:
    """Return what acting on each verdict means."""
    _ = words.text
    return {
        "reject": _("Stop taking this work, where it comes in."),
        "eliminate": _("Remove the cause, so that the tickets no longer arise."),
        "self-service": _("Let those who ask get it themselves, through a form or a catalogue item."),
        "automate": _("Let a machine do the steps that people repeat."),
        "document": _("Write it down, so that more than one person can do it."),
        "keep": _("Leave it: too little, too varied or too uncertain to pay back, or over."),
    }


def kind_names(words: Wording) -> dict[str, str]:
    """Return what each kind of ticket is called."""
    _ = words.text
    return {
        "incident": _("incident"),
        "request": _("request"),
        "change": _("change"),
        "problem": _("problem"),
        "alert": _("alert"),
    }


def toil_kind_names(words: Wording) -> dict[str, str]:
    """Return what each kind of toil is called (SRE Workbook, ch. 6)."""
    _ = words.text
    return {
        "business process": _("business process"),
        "production interrupt": _("production interrupt"),
        "release shepherding": _("release shepherding"),
        "migration": _("migration"),
        "capacity and cost": _("capacity and cost"),
        "troubleshooting": _("troubleshooting"),
    }


def rung_names(words: Wording) -> dict[str, str]:
    """Return how the hands-on minutes of a ticket can be known, best first."""
    _ = words.text
    return {
        "worklog": _("recorded in the worklog"),
        "automated": _("none: resolved by an account of automation"),
        "glance": _("a glance: ended without action"),
        "peers": _("as recorded on others of its pattern"),
        "notes": _("estimated from the number of work notes"),
        "elapsed": _("estimated from elapsed time"),
        "default": _("assumed by kind of ticket"),
    }


def attribute_names(words: Wording) -> dict[str, str]:
    """Return what the six attributes of toil are called."""
    _ = words.text
    return {
        "manual": _("manual"),
        "repetitive": _("repetitive"),
        "automatable": _("automatable"),
        "tactical": _("tactical"),
        "no_enduring_value": _("no enduring value"),
        "grows": _("grows with the service"),
    }


def column_names(words: Wording) -> dict[str, str]:
    """Return what the columns that verdicts are judged by are called."""
    _ = words.text
    return {
        "kind": _("kind of ticket"),
        "resolution_code": _("closure code or resolution text"),
        "resolution": _("closure code or resolution text"),
        "requester": _("who asked"),
        "resolver": _("who resolved"),
        "reassignments": _("number of hand-offs"),
        "item": _("configuration item"),
        "problem_id": _("problem record"),
    }


def event_names(words: Wording) -> dict[str, str]:
    """Return what became of a pattern, as a heading; what readers look for first stands first."""
    _ = words.text
    return {
        "new": _("New"),
        "back": _("Back again"),
        "grown": _("Grown"),
        "shrunk": _("Shrunk"),
        "gone": _("Gone"),
        "merged": _("Merged into another"),
        "split": _("Split from another"),
        "dissolved": _("No pattern any more; most of the tickets are still there, in others or in none"),
    }


def fact_names(words: Wording) -> dict[str, str]:
    """Return what the facts of table ``runs`` are called; packages keep their names."""
    _ = words.text
    return {"fingerprint": _("fingerprint"), "code": _("code"), "settings": _("settings")}


def format_text(found: str, words: Wording) -> str:
    """Return how a file was read (``format`` of table ``sources``) for a reader."""
    kind, _comma, sign = found.partition(", delimiter ")
    return f"{kind}, {words.text('delimiter {sign}', sign=sign)}" if sign else found


def status_names(words: Wording) -> dict[str, str]:
    """Return what the status of a squad's report is called."""
    _ = words.text
    return {
        "ok": _("ready"),
        "modest": _("modest report"),
        "refused": _("refused: too few tickets"),
        "failed": _("failed"),
        "unchanged": _("unchanged"),
    }


def fitness_names(words: Wording) -> dict[str, str]:
    """Return what the fitness of a squad's data is called."""
    _ = words.text
    return {"fit": _("enough"), "modest": _("modest, read with care"), "refused": _("too few")}


def minute_problems(words: Wording) -> dict[tuple[str, str], str]:
    """Return why minutes could not be used, by column and reason of ``count_unusable_minutes``."""
    _ = words.text
    return {
        ("worked_minutes", "negative"): _("worklog below zero"),
        ("worked_minutes", "zero"): _("worklog of zero: nobody logged"),
        ("worked_minutes", "over a productive month"): _("worklog over one person's productive month"),
        ("notes", "negative"): _("number of notes below zero"),
        ("notes", "over a productive month"): _("notes worth over one person's productive month"),
        ("resolved_at", "before opened_at"): _("resolved before it was opened"),
    }


def survey_problems(words: Wording) -> dict[str, str]:
    """Return why an answer to the survey could not be used, as table ``survey_problems`` says it."""
    _ = words.text
    return {
        "unknown squad": _("squad that the study does not have"),
        "no month": _("month is not YYYY-MM"),
        "no respondent": _("no code of the respondent"),
        "toil_percent is not 0 to 100": _("share of toil is not 0 to 100"),
        "answered twice": _("answered twice; the later row counts"),
        "satisfaction is not 1 to 5": _("contentment is not 1 to 5"),
        "minutes are not above 0": _("minutes are not above 0"),
    }


def survey_differences(words: Wording) -> dict[str, str]:
    """Return what each difference between felt and measured is called."""
    _ = words.text
    return {
        "both": _("felt and measured"),
        "felt more": _("felt more than measured"),
        "felt less": _("measured more than felt"),
    }


def action_names(words: Wording) -> dict[str, str]:
    """Return what each kind of decision is called."""
    _ = words.text
    return {
        "rename": _("name"),
        "merge": _("joined as"),
        "split": _("told apart as"),
        "verdict": _("verdict"),
        "attribute": _("attribute"),
        "status": _("status"),
    }


def progress_names(words: Wording) -> dict[str, str]:
    """Return how far people may be with a candidate."""
    _ = words.text
    return {
        "proposed": _("proposed"),
        "accepted": _("accepted"),
        "building": _("being built"),
        "live": _("live"),
        "declined": _("declined"),
        "retired": _("retired"),
    }


def decision_problems(words: Wording) -> dict[str, str]:
    """Return why a decision has no effect, as table ``misfits`` says it."""
    _ = words.text
    return {
        "none of its templates occurs in this window": _("none of its texts occurs in this window"),
        "no such pattern in this window": _("there is no such pattern in this window"),
    }


def verdict_words(words: Wording) -> dict[str, str]:
    """Return each verdict inside a sentence."""
    _ = words.text
    return {
        "reject": _("reject"),
        "eliminate": _("eliminate"),
        "self-service": _("self-service"),
        "automate": _("automate"),
        "document": _("document"),
        "keep": _("keep"),
    }
