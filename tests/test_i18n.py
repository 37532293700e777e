"""Every string that a reader may see stands in each catalogue, translated, with the same fields.

Reason: a string that is missing there would come out in English in the middle of a report in another language.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
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
from toil.runs import prose
from toil.runs.notebooks import find_notebooks
from toil.schema.values import EVENTS

PACKAGE = Path(__file__).parents[1] / "toil"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "text": None, "count_text": (1, 2)}

Msgid = str | tuple[str, ...]
FORMS = {"pt-BR": 2, "de": 2, "ru": 3, "hi": 2}
ENDS = (".", "।", ":")
SHORTENED = "мес."  # a month, as Russian shortens it: a full stop that ends no sentence


def extracted() -> dict[Msgid, str]:
    """Return each marked string of the package, and a file that it stands in."""
    found: dict[Msgid, str] = dict.fromkeys(source_strings(), "toil/candidates")
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py":
            marked = said_in_code(path.read_text(encoding="utf-8"))
        elif path.suffix == ".j2":
            with path.open("rb") as source:
                lines = extract("jinja2.ext:babel_extract", source, keywords=KEYWORDS)
                marked = [(line, message) for line, message, _, _ in lines]
        else:
            continue
        found |= {message: f"{path.relative_to(PACKAGE.parent)}:{line}" for line, message in marked}
    return found


def said_in_code(code: str) -> list[tuple[int, Msgid]]:
    """Return (line, string) of each call that marks one; Babel 2.19 takes ``text["…"]`` for a call too."""
    found: list[tuple[int, Msgid]] = []
    for call in ast.walk(ast.parse(code)):
        if isinstance(call, ast.Call) and (name := ast.unparse(call.func).rsplit(".", 1)[-1]) in KEYWORDS:
            given = call.args[: len(KEYWORDS[name] or (1,))]
            said = tuple(a.value for a in given if isinstance(a, ast.Constant) and isinstance(a.value, str))
            if said and len(said) == len(given):
                found.append((call.lineno, said if len(said) > 1 else said[0]))
    return found


def catalogue(language: str, domain: str = "toil") -> dict[Msgid, Message]:
    path = PACKAGE / "locales" / LANGUAGES[language] / "LC_MESSAGES" / f"{domain}.po"
    with path.open("rb") as source:
        messages = read_po(source, locale=LANGUAGES[language])
    return {tuple(m.id) if isinstance(m.id, list | tuple) else m.id: m for m in messages if m.id}


FOUND = extracted()
TRANSLATED = [language for language in LANGUAGES if language != "en"]
CATALOGUES = {language: catalogue(language) for language in TRANSLATED}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_strings_are_found_in_code_and_templates():
    assert "Reject" in FOUND
    assert "What changed since last month" in FOUND
    assert ("{n} action", "{n} actions") in FOUND
    assert len(FOUND) > 200


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_string_is_in_the_catalogue(language):
    missing = [f"{where}: {message!r}" for message, where in FOUND.items() if message not in CATALOGUES[language]]
    assert not missing, "\n".join([f"add to toil/locales/{LANGUAGES[language]}/LC_MESSAGES/toil.po:", *missing])


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_nothing_that_is_no_longer_said(language):
    unused = [message for message in CATALOGUES[language] if message not in FOUND]
    assert not unused, f"remove from toil/locales/{LANGUAGES[language]}/LC_MESSAGES/toil.po: {unused}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_is_whole_and_keeps_its_fields(language):
    faults = [fault for message in CATALOGUES[language].values() for fault in faults_of(message, language)]
    assert not faults, "\n".join(faults)


def faults_of(message: Message, language: str) -> list[str]:
    """Return what is wrong with a translation: a form that is missing or empty, fields or an end of its own."""
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    targets = [message.string] if isinstance(message.string, str) else list(message.string)
    forms = 1 if isinstance(message.id, str) else FORMS[language]
    faults = [f"{message.id!r}: {len(targets)} form(s), {forms} wanted"] if len(targets) != forms else []
    for target in targets:
        source = sources[-1] if "{n}" in target or len(sources) == 1 else sources[0]
        if message.fuzzy or not target.strip():
            faults.append(f"{source!r}: not translated")
        elif fields(source) != fields(target):
            faults.append(f"{source!r}: fields {sorted(fields(target))}")
        elif source[-1:] not in ".:" and target.removesuffix(SHORTENED)[-1:] in ENDS:
            faults.append(f"{source!r}: ends as a sentence: {target!r}")
        elif source[-1:] == "." and target[-1:] not in ENDS:
            faults.append(f"{source!r}: ends as no sentence: {target!r}")
    return faults


@pytest.fixture(scope="module")
def prose_of_notebooks() -> list[str]:
    """Return each string of the notebooks that is looked up: paragraphs, and remarks beside parameters."""
    said: list[str] = []

    class Recorded:
        def gettext(self, message: str) -> str:
            said.append(message)
            return message

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(prose, "read_catalogue", lambda *_: Recorded())
        for path in find_notebooks(("all",)):
            prose.read_notebook(path, "pt-BR")
    return list(dict.fromkeys(said))


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_prose_of_notebooks_is_in_the_catalogue_and_keeps_its_names_and_marks(language, prose_of_notebooks):
    """What stands in backticks is a column, a value or a command: it is never translated, nor lost."""
    assert len(prose_of_notebooks) > 70
    found = catalogue(language, "notebooks")
    assert list(found) == prose_of_notebooks, f"toil/locales/{LANGUAGES[language]}/LC_MESSAGES/notebooks.po"
    for source, message in found.items():
        target = str(message.string)
        assert target.strip(), source
        for kept in (r"`[^`]+`", r"^#+ "):
            assert Counter(re.findall(kept, source)) == Counter(re.findall(kept, target)), target


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
        ("de", "1.234,5", "12 %", "1.234 R$", "September 2026", "Sep\n2026", "a, b und c"),
        ("ru", "1 234,5", "12 %", "1 234 R$", "сентябрь 2026\u202fг.", "сент\n2026", "a, b и c"),
        ("hi", "1,234.5", "12%", "R$ 1,234", "सितंबर 2026", "सित॰\n2026", "a, b और c"),
    ],
)
def test_numbers_and_months_follow_the_language(language, number, share, money, month, short, listing):
    words = wording(language)
    assert words.number(1234.5, 1).replace("\xa0", " ") == number
    assert words.percent(0.123).replace("\xa0", " ") == share
    assert words.money(1234.4, "BRL").replace("\xa0", " ") == money
    assert words.month_long("2026-09") == month
    assert words.month_short("2026-09") == short
    assert words.listing(["a", "b", "c"]).replace(", और", " और") == listing  # Babel 2.19 has no comma there


def test_large_numbers_are_grouped_as_the_language_groups_them():
    assert [wording(language).number(1234567) for language in ("pt-BR", "hi")] == ["1.234.567", "12,34,567"]


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


@pytest.mark.parametrize(
    ("language", "one", "few", "many"),
    [
        ("pt-BR", "1 ação", "2 ações", "21 ações"),
        ("de", "1 Maßnahme", "2 Maßnahmen", "21 Maßnahmen"),
        ("ru", "1 действие", "2 действия", "11 действий"),
    ],
)
def test_plurals_follow_the_language(language, one, few, many):
    words = wording(language)
    counts = [int(text.split()[0]) for text in (one, few, many)]
    assert [words.count_text("{n} action", "{n} actions", n) for n in counts] == [one, few, many]
