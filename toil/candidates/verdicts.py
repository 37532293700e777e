"""The verdict on each pattern: a decision table in ``verdicts.toml``, first match wins."""

from __future__ import annotations

import math
import operator
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources

import pandas as pd

from toil.errors import ContractError
from toil.schema.values import VERDICTS

OPERATORS: dict[str, Callable] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "is": operator.eq,
}


@dataclass(frozen=True)
class Condition:
    """A figure of a candidate against a threshold; one that only *qualifies* the case is waived where unknown."""

    column: str
    operator: str
    threshold: float | str
    qualifies: bool = False

    def holds(self, figures: Mapping) -> bool | None:
        """Return whether it holds; None where the figure is unknown."""
        value = figures[self.column]
        return None if pd.isna(value) else bool(OPERATORS[self.operator](value, self.threshold))

    def distance(self, figures: Mapping) -> float:
        """Return how far the figure is from the threshold, as a share of the threshold (of 1 where that is 0).

        Infinite where the figure is unknown or a word: no step leads there.
        """
        value = figures[self.column]
        if isinstance(self.threshold, str) or pd.isna(value):
            return math.inf
        return abs(float(value) - self.threshold) / (abs(self.threshold) or 1.0)


@dataclass(frozen=True)
class Rule:
    """A row of the decision table."""

    id: str
    verdict: str
    reason: str
    conditions: tuple[Condition, ...]
    reason_unknown: str | None = None

    def waived(self, figures: Mapping) -> tuple[Condition, ...]:
        """Return the conditions that only qualify the case and whose figure is unknown."""
        return tuple(c for c in self.conditions if c.qualifies and c.holds(figures) is None)

    def matches(self, figures: Mapping) -> bool | None:
        """Return whether all conditions hold but the waived; None where none fails but one is unknown."""
        waived = self.waived(figures)
        held = [condition.holds(figures) for condition in self.conditions if condition not in waived]
        if False in held:
            return False
        return None if None in held else True


class Check(Enum):
    """Whether a rule matches; ``UNKNOWN`` where none of its conditions fails but one is not known."""

    HOLDS = True
    FAILS = False
    UNKNOWN = None


@dataclass(frozen=True)
class Judgement:
    """The rule that matched, the rules passed over for an unknown figure, and the nearest rule of another verdict."""

    rule: Rule
    not_judged: tuple[str, ...]
    next_rule: Rule | None
    next_condition: Condition | None


@lru_cache
def read_rules() -> tuple[Rule, ...]:
    """Return the decision table, checked.

    Raises
    ------
    ContractError
        If a rule names an unknown verdict or operator, an id repeats, the last rule has conditions, or a rule with a
        condition that may be waived has no reason for that case.
    """
    content = tomllib.loads(resources.files("toil.candidates").joinpath("verdicts.toml").read_text(encoding="utf-8"))
    rules = tuple(
        Rule(
            row["id"],
            row["verdict"],
            row["reason"],
            tuple(Condition(**c) for c in row["conditions"]),
            row.get("reason_unknown"),
        )
        for row in content["rule"]
    )
    operators = {condition.operator for rule in rules for condition in rule.conditions}
    if (
        not {rule.verdict for rule in rules} <= set(VERDICTS)
        or not operators <= set(OPERATORS)
        or len({rule.id for rule in rules}) < len(rules)
        or rules[-1].conditions
        or any(not rule.reason_unknown for rule in rules if any(c.qualifies for c in rule.conditions))
    ):
        raise ContractError(
            "the decision table is wrong",
            where="verdicts.toml",
            wanted=f"verdicts {VERDICTS}, operators {list(OPERATORS)}, ids once, a last rule without conditions",
        )
    return rules


def rule_of(rule_id: str) -> Rule:
    """Return the rule with that id."""
    return next(rule for rule in read_rules() if rule.id == rule_id)


def judge(figures: Mapping) -> Judgement:
    """Return the first rule that matches *figures* (a row of candidates), and what stood before it."""
    before: list[Rule] = []
    not_judged: list[str] = []
    for rule in read_rules():
        matched = rule.matches(figures)
        if matched:
            return Judgement(rule, tuple(not_judged), *_nearest(before, rule, figures))
        not_judged += [rule.id] if matched is None else []
        before += [rule] if matched is False else []
    raise ContractError("no rule matched", where="verdicts.toml", wanted="a last rule without conditions")


def check_rules(figures: Mapping) -> list[tuple[Rule, Check, tuple[Condition, ...]]]:
    """Return each rule up to the one that matched, whether it matched, and the conditions that decided that.

    These are the conditions that fail; else those that are unknown; else all of them, the waived included.
    """
    checked = []
    for rule in read_rules():
        check = Check(rule.matches(figures))
        waived = rule.waived(figures) if check is Check.HOLDS else ()
        deciding = tuple(c for c in rule.conditions if Check(c.holds(figures)) == check or c in waived)
        checked.append((rule, check, deciding))
        if check is Check.HOLDS:
            break
    return checked


def _nearest(before: list[Rule], matched: Rule, figures: Mapping) -> tuple[Rule | None, Condition | None]:
    """Return the rule of another verdict that one figure keeps from matching, the nearest first."""
    misses = []
    for rule in before:
        failed = [c for c in rule.conditions if c.holds(figures) is not True]
        if rule.verdict != matched.verdict and len(failed) == 1 and failed[0].distance(figures) < math.inf:
            misses.append((failed[0].distance(figures), rule, failed[0]))
    nearest = min(misses, key=lambda miss: miss[0], default=(math.inf, None, None))
    return nearest[1], nearest[2]
