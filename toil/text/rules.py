"""Rules as data: RE2 patterns with a cheap gate, read from TOML, applied to Arrow arrays of texts."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.letters import spell_out


@dataclass(frozen=True)
class Rule:
    """One replacement. Texts without a match of ``gate`` are not looked at, nor of these those without ``only``.

    A rule with ``keep_head`` is undone in texts where it would leave less than two words. One that is ``aside`` takes
    out what never is the request, so beside a summary that says something it may leave nothing.
    """

    name: str
    pattern: str
    replacement: str | None = None
    gate: str = ""
    keep_head: bool = False
    passes: int = 1
    aside: bool = False
    only: str = ""

    def apply(self, texts: pa.Array, *, beside_summary: bool = False) -> pa.Array:
        """Return *texts* with the rule applied; *beside_summary* if what stands beside them says something."""
        hit = pc.match_substring_regex(texts, self.gate or self.pattern, ignore_case=bool(self.gate))
        if self.only:
            hit = pc.replace_with_mask(hit, hit, pc.match_substring_regex(texts.filter(hit), self.only))
        if not pc.any(hit).as_py():
            return texts
        before = texts.filter(hit)
        after = self._replaced(before)
        for _ in range(1, self.passes):
            changed = pc.not_equal(after, before)  # what the first pass leaves as it is, another would too
            after = pc.replace_with_mask(after, changed, self._replaced(after.filter(changed)))
        if self.keep_head and not (self.aside and beside_summary):
            after = pc.if_else(says_something(after), after, before)
        return pc.replace_with_mask(texts, hit, after)

    def _replaced(self, texts: pa.Array) -> pa.Array:
        return pc.replace_substring_regex(texts, pattern=self.pattern, replacement=self.replacement or "")


TOGETHER = 6
"""Rules whose gates are one pattern: a look at each text for each of them is most of what rules cost."""


def apply_rules(rules: Sequence[Rule], texts: pa.Array, *, beside_summary: bool = False) -> pa.Array:
    """Return *texts* with all *rules* applied in order; a text that no gate of some opens is spared them all.

    *beside_summary* as in `Rule.apply`.
    """
    for start in range(0, len(rules), TOGETHER):
        some = rules[start : start + TOGETHER]
        gates = "|".join(f"(?:{rule.gate or rule.pattern})" for rule in some)
        hit = pc.match_substring_regex(texts, gates, ignore_case=True)
        opened = texts.filter(hit)
        for rule in some if len(opened) else ():
            opened = rule.apply(opened, beside_summary=beside_summary)
        texts = pc.replace_with_mask(texts, hit, opened)
    return texts


_TWO_WORDS = spell_out(r"(?s)[\p{L}\p{M}]{2}[^\p{L}\p{M}]+.*[\p{L}\p{M}]{2}")


def says_something(texts: pa.Array) -> pa.Array:
    """Return for each of *texts* whether it holds two words."""
    return pc.match_substring_regex(texts, _TWO_WORDS)


def read_rules(file: str, section: str) -> tuple[Rule, ...]:
    """Return the rules of *section* of a TOML file beside this module, in order.

    ``(?&name)`` in a pattern stands for the alternatives of that name in the file's ``[parts]``; so PCRE writes it.
    """
    content = _content(file)
    parts = {f"(?&{name})": f"(?:{'|'.join(some)})" for name, some in content.get("parts", {}).items()}

    def whole(pattern: str) -> str:
        for name, part in parts.items():
            pattern = pattern.replace(name, part)
        return spell_out(pattern)

    return tuple(
        Rule(
            name=row["name"],
            pattern=whole(row["pattern"]),
            replacement=row.get("with"),
            gate=whole(row.get("gate", "")),
            keep_head=row.get("keep_head", False),
            passes=row.get("passes", 1),
            aside=row.get("aside", False),
            only=whole(row.get("only", "")),
        )
        for row in content[section]
    )


@lru_cache
def _content(file: str) -> dict:
    return tomllib.loads((resources.files("toil") / "text" / file).read_text(encoding="utf-8"))


def first_fit(words: pa.Array, rules: tuple[Rule, ...]) -> pa.Array:
    """Return *words*, each replaced by the first rule that fits it; a rule without replacement keeps the word."""
    result = words
    open_rows = np.arange(len(words))
    for rule in rules:
        rest = words.take(pa.array(open_rows))
        fits = pc.match_substring_regex(rest, rule.pattern).to_numpy(zero_copy_only=False)
        if rule.replacement is not None and fits.any():
            chosen = np.zeros(len(words), dtype=bool)
            chosen[open_rows[fits]] = True
            whole = rule.pattern if rule.pattern.rstrip().endswith("$") else f"^.*(?:{rule.pattern}).*$"
            new = pc.replace_substring_regex(rest.filter(pa.array(fits)), pattern=whole, replacement=rule.replacement)
            result = pc.replace_with_mask(result, pa.array(chosen), new)
        open_rows = open_rows[~fits]
    return result
