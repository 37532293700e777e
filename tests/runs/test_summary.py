"""The last line of a run: how many squads ended how, in the study's language."""

from pathlib import Path

import pytest

from toil.i18n import wording
from toil.runs import Outcome, summary_line


def outcomes(*statuses):
    return [Outcome(f"s{at}", "2026-09", status, Path(), 0.0) for at, status in enumerate(statuses)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "September 2026, 4 squads: 2 reported, 1 skipped as unchanged, 1 failed"),
        ("pt-BR", "setembro de 2026, 4 squads: 2 com relatório, 1 sem mudança (não refeita), 1 com falha"),
        ("de", "September 2026, 4 Squads: 2 berichtet, 1 unverändert übersprungen, 1 fehlgeschlagen"),
        ("ru", "сентябрь 2026 г., 4 команды: 2 с отчётом, 1 пропущена без изменений, 1 с ошибкой"),
        ("hi", "सितंबर 2026, 4 स्क्वाड: 2 की रिपोर्ट बनी, 1 बिना बदलाव छोड़ा गया, 1 विफल"),
    ],
)
def test_only_what_happened_is_counted(language, line):
    said = summary_line(outcomes("ok", "failed", "ok", "unchanged"), wording(language))
    assert said.replace("\u202f", " ") == line


def test_a_run_of_few_tickets_says_so():
    said = summary_line(outcomes("modest", "refused", "refused"), wording("en"))
    assert said == "September 2026, 3 squads: 1 reported on few tickets, 2 refused for too few tickets"


def test_a_portfolio_that_failed_is_no_squad():
    failed = Outcome("", "2026-09", "failed", Path(), 0.0)
    assert summary_line([*outcomes("ok"), failed], wording("en")) == "September 2026, 1 squad: 1 reported"
