"""Every string a reader sees, in the reader's language, with the locale's numbers and dates.

Source strings are English; catalogues stand in ``locales/<locale>/LC_MESSAGES`` and are read as text, so nothing has
to be compiled: ``toil.po``, and ``notebooks.po`` for the prose of notebooks. A string that a catalogue lacks is a
failing test, not a silent English word.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import pandas as pd
from babel import Locale, dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from toil.errors import SettingsError, nearest

LANGUAGES = {"pt-BR": "pt_BR", "en": "en", "de": "de", "ru": "ru", "hi": "hi"}
UNKNOWN = "—"


@dataclass(frozen=True)
class Wording:
    """Strings, numbers and dates of one language. ``_ = wording.text`` marks a string for translation."""

    language: str
    locale: Locale
    catalogue: gettext.NullTranslations

    def text(self, message: str, **values: object) -> str:
        """Return *message* in the reader's language, ``{name}`` fields filled from *values*."""
        translated = self.catalogue.gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def count_text(self, one: str, many: str, n: int, **values: object) -> str:
        """Return *one* or *many* for *n*; ``{n}`` is the number in the locale's digits."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n), **values)

    def sentence(self, text: str) -> str:
        """Return *text* with the full stop of the reader's language; one that a shortened word ends in is enough."""
        return self.text("{sentence}.", sentence=text.removesuffix("."))

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return *value* rounded to *digits* decimals, or a dash where it is unknown."""
        if value is None or pd.isna(value):
            return UNKNOWN
        return str(
            numbers.format_decimal(round(float(value), digits) + 0.0, format=self._digits(digits), locale=self.locale)
        )

    def percent(self, share: float | None, digits: int = 0) -> str:
        """Return *share* (0 to 1) as a percentage, or a dash where it is unknown."""
        if share is None or pd.isna(share):
            return UNKNOWN
        pattern = self._digits(digits) + (
            "\N{NO-BREAK SPACE}%" if self._follows(self.locale.percent_formats[None]) else "%"
        )
        value = float(share) if round(float(share), digits + 2) else 0.0  # never a negative zero
        return str(numbers.format_percent(value, format=pattern, locale=self.locale))

    def part(self, share: float) -> str:
        """Return *share* as a percentage that says 0% only of nothing, and 100% only of all."""
        if 0 < share < 0.005:
            return f"<{self.percent(0.01)}"
        return self.percent(min(share, 0.99) if share < 1 else share)

    def money(self, value: float | None, currency: str) -> str:
        """Return *value* in *currency* without cents, or a dash where it is unknown."""
        if value is None or pd.isna(value):
            return UNKNOWN
        behind = self._follows(self.locale.currency_formats["standard"])
        pattern = f"{self._digits()}\N{NO-BREAK SPACE}¤" if behind else f"¤ {self._digits()}"
        return str(
            numbers.format_currency(
                round(float(value)), currency, locale=self.locale, currency_digits=False, format=pattern
            )
        )

    def _digits(self, digits: int = 0) -> str:
        """Return the locale's pattern of a number with *digits* decimals: ``#,##,##0.0`` in Hindi."""
        whole = self.locale.decimal_formats[None].pattern.split(".")[0]
        return str(whole + ("." + "0" * digits if digits else ""))

    @staticmethod
    def _follows(written: numbers.NumberPattern) -> bool:
        """Say whether the locale sets a sign behind the number, apart: ``12 %``, ``1.234 R$``."""
        return str(written.pattern).split(";")[0].rstrip("%¤").endswith("\N{NO-BREAK SPACE}")

    def month(self, month: str) -> str:
        """Return ``2026-09`` as the locale writes a month: ``set. de 2026``."""
        return str(dates.format_skeleton("yMMM", dt.date.fromisoformat(f"{month}-01"), locale=self.locale))

    def month_long(self, month: str) -> str:
        """Return ``2026-09`` with the month's whole name: ``setembro de 2026``."""
        return str(dates.format_skeleton("yMMMM", dt.date.fromisoformat(f"{month}-01"), locale=self.locale))

    def month_short(self, month: str) -> str:
        """Return ``2026-09`` in two short lines, for the foot of a chart: ``set`` over ``2026``."""
        name = str(dates.format_date(dt.date.fromisoformat(f"{month}-01"), "LLL", locale=self.locale)).rstrip(".")
        return f"{name}\n{month[:4]}"

    def weekday_short(self, weekday: int) -> str:
        """Return the short name of a weekday, 1 is Monday: ``seg``."""
        return str(dates.get_day_names("abbreviated", locale=self.locale)[weekday - 1]).rstrip(".")

    def listing(self, words: Sequence[str]) -> str:
        """Return *words* as one phrase: ``a, b e c``."""
        return str(lists.format_list(list(words), locale=self.locale)) if words else UNKNOWN

    def date(self, moment: dt.date | None) -> str:
        """Return a date as the locale writes it, or a dash where it is unknown."""
        if moment is None or pd.isna(moment):
            return UNKNOWN
        return str(dates.format_date(moment, format="medium", locale=self.locale))


@lru_cache
def wording(language: str) -> Wording:
    """Return the wording of *language*.

    Raises
    ------
    SettingsError
        If there is no catalogue for *language*.
    """
    catalogue = read_catalogue(language, "toil")
    return Wording(language, Locale.parse(LANGUAGES[language]), catalogue)


@lru_cache
def read_catalogue(language: str, domain: str) -> gettext.NullTranslations:
    """Return the strings of *language*: of *domain* ``toil`` what the package says, of ``notebooks`` their prose.

    Raises
    ------
    SettingsError
        If there is no catalogue for *language*.
    """
    if language not in LANGUAGES:
        raise SettingsError(
            "unknown language",
            found=repr(language),
            wanted=f"one of {', '.join(LANGUAGES)}",
            do=nearest(language, LANGUAGES),
        )
    name = LANGUAGES[language]
    source = resources.files("toil") / "locales" / name / "LC_MESSAGES" / f"{domain}.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale=name))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
