"""Every string that a reader may see stands in the Portuguese catalogue, translated, with the same fields.

Reason: a string that is missing there would come out in English in the middle of a Portuguese report.
"""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from toil.candidates import source_strings
from toil.exports import REASONS, intake_reasons
from toil.i18n import LANGUAGES, UNKNOWN, wording
from toil.publish.names import event_names
from toil.schema.tables import EVENTS

PACKAGE = Path(__file__).parents[1] / "toil"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "text": None, "count_text": (1, 2)}
METHODS = {".py": "python", ".j2": "jinja2.ext:babel_extract"}

Msgid = str | tuple[str, ...]


def extracted() -> dict[Msgid, str]:
    """Return each marked string of the package, and a file that it stands in."""
    found: dict[Msgid, str] = dict.fromkeys(source_strings(), "toil/candidates")
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in METHODS:
            with path.open("rb") as source:
                for line, message, _, _ in extract(METHODS[path.suffix], source, keywords=KEYWORDS):
                    found[message] = f"{path.relative_to(PACKAGE.parent)}:{line}"
    return found


def catalogue(language: str) -> dict[Msgid, Message]:
    path = PACKAGE / "locales" / LANGUAGES[language] / "LC_MESSAGES" / "toil.po"
    with path.open("rb") as source:
        messages = read_po(source, locale=LANGUAGES[language])
    return {tuple(m.id) if isinstance(m.id, list | tuple) else m.id: m for m in messages if m.id}


FOUND, PORTUGUESE = extracted(), catalogue("pt-BR")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_strings_are_found_in_code_and_templates():
    assert "Reject" in FOUND
    assert "What changed since last month" in FOUND
    assert ("{n} action", "{n} actions") in FOUND
    assert len(FOUND) > 200


def test_every_string_is_in_the_catalogue():
    missing = [f"{where}: {message!r}" for message, where in FOUND.items() if message not in PORTUGUESE]
    assert not missing, "\n".join(["add to toil/locales/pt_BR/LC_MESSAGES/toil.po:", *missing])


def test_the_catalogue_holds_nothing_that_is_no_longer_said():
    unused = [message for message in PORTUGUESE if message not in FOUND]
    assert not unused, f"remove from toil/locales/pt_BR/LC_MESSAGES/toil.po: {unused}"


@pytest.mark.parametrize("message", PORTUGUESE.values(), ids=lambda message: str(message.id)[:40])
def test_a_translation_is_whole_and_keeps_its_fields(message: Message):
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    targets = [message.string] if isinstance(message.string, str) else list(message.string)
    assert not message.fuzzy
    assert len(sources) == len(targets)
    for source, target in zip(sources, targets, strict=True):
        assert target.strip()
        assert fields(source) == fields(target)
        assert source[-1:] in ".:" or target[-1:] not in ".:"


def test_no_string_is_put_together_before_it_is_looked_up():
    for path in sorted(PACKAGE.rglob("*.py")):
        assert '_(f"' not in path.read_text(encoding="utf-8"), f'{path.name}: _(f"...") can\'t be translated'


def test_reasons_of_the_intake_all_have_a_name():
    assert set(intake_reasons(wording("en"))) == set(REASONS)


def test_events_all_have_a_name_but_the_one_that_is_no_news():
    assert set(event_names(wording("en"))) == set(EVENTS) - {"continued"}


@pytest.mark.parametrize(
    ("language", "number", "share", "money", "month", "short", "listing"),
    [
        ("pt-BR", "1.234,5", "12%", "R$ 1.234", "setembro de 2026", "set\n2026", "a, b e c"),
        ("en", "1,234.5", "12%", "R$ 1,234", "September 2026", "Sep\n2026", "a, b, and c"),
    ],
)
def test_numbers_and_months_follow_the_language(language, number, share, money, month, short, listing):
    words = wording(language)
    assert words.number(1234.5, 1) == number
    assert words.percent(0.123) == share
    assert words.money(1234.4, "BRL").replace("\xa0", " ") == money
    assert words.month_long("2026-09") == month
    assert words.month_short("2026-09") == short
    assert words.listing(["a", "b", "c"]) == listing


def test_what_is_unknown_is_a_dash_and_never_zero():
    words = wording("pt-BR")
    unknown = float("nan")
    assert [words.number(unknown), words.percent(None), words.money(unknown, "BRL"), words.listing([])] == [
        UNKNOWN
    ] * 4


def test_nothing_is_negative_that_rounds_to_zero():
    words = wording("en")
    assert [words.number(-0.04, 1), words.percent(-0.0004), words.percent(-0.00004, 1)] == ["0.0", "0%", "0.0%"]
    assert words.percent(-0.006) == "-1%"
