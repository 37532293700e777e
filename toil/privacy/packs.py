"""Redaction rules, read from ``rules/*.toml``: those of all countries, of names, of each country, the study's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from toil.errors import SettingsError
from toil.letters import with_spellings
from toil.privacy.checks import CHECKS
from toil.privacy.names import NAME_CHECKS
from toil.privacy.words import read_pack
from toil.settings import Privacy

STUDY_ORDER = 1000
NUMBERS = range(44, 91)
"""Orders of the rules for numbers, dates, plates and addresses, which hold a digit."""
AFTER_NAMES = range(200, 300)
"""Orders of the rules that apply after names were looked for: what stands beside one."""


@dataclass(frozen=True)
class Rule:
    """What one rule masks.

    ``pattern`` is RE2 and ``replace`` what to put in its place; ``gate`` is a cheaper pattern that matches wherever
    ``pattern`` does, and says which texts to look at; ``check`` names the test that decides on each match,
    in which the group ``value`` is what to mask. Where ``context`` is given, only texts that it matches are looked
    at: for a shape that says too little by itself, like a vehicle's plate. Where ``columns`` is given, the pattern is
    of a column's header, and the check decides on each cell below it.
    """

    placeholder: str
    pattern: str
    order: int
    replace: str
    check: str | None = None
    gate: str = ""
    context: str = ""
    columns: bool = False

    @property
    def numbered(self) -> bool:
        """Whether only a text with a digit, or with "s/n" in its place, can hold what the rule masks."""
        return self.order in NUMBERS

    @property
    def late(self) -> bool:
        """Whether the rule applies after names were looked for."""
        return self.order in AFTER_NAMES

    @property
    def mask(self) -> str:
        """What stands in the text afterwards."""
        return f"<{self.placeholder}>"


def read_rules(privacy: Privacy) -> tuple[Rule, ...]:
    """Return the rules that *privacy* asks for, in the order they apply.

    Raises
    ------
    SettingsError
        If one of the study's own rules has a name that is no placeholder, or a pattern that RE2 can't read.
    """
    packs = ("generic", "registers", "names", *privacy.countries)
    rules = [rule for pack in packs for rule in _rules_of(pack)]
    own = [_study_rule(name, pattern) for name, pattern in privacy.rules.items()]
    return tuple(sorted(rules + own, key=lambda rule: rule.order))


@lru_cache
def _rules_of(pack: str) -> tuple[Rule, ...]:
    content = read_pack(pack)
    classes: dict[str, str] = {}
    for name, text in (read_pack("generic")["classes"] | content.get("classes", {})).items():
        classes[name] = _fill(text, classes)
    return tuple(_in_both_spellings(_rule(entry, classes)) for entry in content["rule"])


def _rule(entry: dict[str, Any], classes: dict[str, str]) -> Rule:
    check = entry.get("check")
    if check is not None and check not in NAME_CHECKS and check not in CHECKS:
        raise SettingsError(f"unknown check '{check}' in a redaction rule for {entry['placeholder']}")
    mask = f"<{entry['placeholder']}>"
    labels = f"(?i:{'|'.join(entry['labels'])})" if "labels" in entry else ""
    context = _fill(entry.get("context", ""), classes)
    # A label ends where its word does, or where a key of a program goes on: accountNumber, passportId.
    gate = context or _fill(
        entry.get("gate", f"{classes['START']}{labels}(?:[^A-Za-z]|[NI][a-z])" if labels else ""), classes
    )
    common = {
        "placeholder": entry["placeholder"],
        "order": entry["order"],
        "check": check,
        "gate": gate,
        "context": context,
    }
    if "columns" in entry:
        return Rule(pattern="|".join(entry["columns"]), replace=mask, columns=True, **common)
    if "pattern" in entry:
        return Rule(pattern=_fill(entry["pattern"], classes), replace=entry.get("replace", mask), **common)
    before, value, after = (_fill(entry.get(part, ""), classes) for part in ("before", "value", "after"))
    if labels:
        before = f"{classes['START']}{labels}{classes['LINK']}{before}"
    pattern = f"({before}){value}({after})" if check is None else f"{before}(?P<value>{value}){after}"
    return Rule(pattern=pattern, replace=rf"\1{mask}\2", **common)


def _in_both_spellings(rule: Rule) -> Rule:
    pattern, gate, context = map(with_spellings, (rule.pattern, rule.gate, rule.context))
    return replace(rule, pattern=pattern, gate=gate, context=context)


def _fill(text: str, classes: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z]{2,})\}", lambda match: classes[match[1]], text)


def _study_rule(name: str, pattern: str) -> Rule:
    where = f"privacy.rules.{name}"
    if not re.fullmatch(r"[A-Z][A-Z_]{1,30}", name):
        raise SettingsError(
            "not a placeholder's name", where=where, found=repr(name), wanted="capital letters, like BADGE"
        )
    try:
        empty = pc.match_substring_regex(pa.array([""]), pattern)[0].as_py()
    except pa.ArrowInvalid as error:
        raise SettingsError(
            "not a pattern that RE2 can read", where=where, found=repr(pattern)[:80], wanted=str(error)[:120]
        ) from None
    if empty:
        raise SettingsError("the pattern matches an empty text", where=where, do="Ask for at least one character.")
    return Rule(name, pattern, STUDY_ORDER, f"<{name}>")
