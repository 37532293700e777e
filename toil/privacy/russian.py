"""Forms of Russian names: what surnames and fathers' names end in, and their cases."""

from __future__ import annotations

import re
from functools import lru_cache

from toil.privacy.words import read_people

MIN_STEM = 3  # letters
_RUSSIAN_SURNAME = re.compile(
    "[а-я]{2,}(?:[ое]в|[клтхь]ин|енко|[нп]ько|[чшя]ук|юк|ых|[а-я][бвгджзклмнпрстчш]ян)(?:а|у|ым|ом|ои)?|[а-я]{2,}ск(?:ии|ая|ого|ому|им|ои|ую)"
)
FATHERS_NAME = re.compile("[а-я]{2,}(?:[ое]вич|[ое]вн|ичн)[а-я]{0,2}|(?:иль|кузьм|лук|фом|никит|савв)ич[а-я]{0,2}")
# A father's name where small letters are read too: ending as no adjective does, and not уровне.
NAMED_AFTER = re.compile("(?!уровн)[а-я]{3,}(?:[ое]вич(?:а|у|ем|е)?|(?:[ое]вн|инич|итич)(?:н?[аыеу]))")


def is_russian_surname(word: str) -> bool:
    """Say whether folded *word* has the form of a Russian surname, in any case."""
    return _RUSSIAN_SURNAME.fullmatch(word) is not None


def ends_in(word: str) -> bool:
    """Say whether folded *word* ends as Воронин does: a surname beside a given name, where other words do too."""
    return re.fullmatch("[а-я]{2,}[ыи]н(?:а|у|ым|ои)?", word) is not None


def is_russian_case(word: str, given: frozenset[str]) -> bool:
    """Say whether folded *word* is one of the names *given* in a Russian case."""
    return "а" <= word[:1] <= "я" and not _russian_stems(given).isdisjoint((word, word[:-1], word[:-2]))


def stem(name: str) -> str:
    """Return a folded Russian *name* without the ending that changes by case; other names as they are."""
    return re.sub("[аеиоуыьюя]+$", "", name) if "а" <= name[0] <= "я" else name


@lru_cache(maxsize=8)
def _russian_stems(given: frozenset[str]) -> frozenset[str]:
    """Return what the cases leave of Russian names: of a short one too little, so its cases are listed (Зоя, за)."""
    cut = given - read_people().declined
    return frozenset(s for name in cut if "а" <= name[0] <= "я" and len(s := stem(name)) >= MIN_STEM)
