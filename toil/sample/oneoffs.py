"""One-off tickets: each a different piece of work, worded from the frames and words that patterns use too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toil.sample.dice import Dice
from toil.sample.phrases import Phrase, compose, parse, render
from toil.sample.stories import read_toml
from toil.sample.values import Values

FRAMES = ("asks", "contexts", "details", "summaries", "fixes", "alerts", "alert_bodies")


@dataclass(frozen=True)
class Grammar:
    """Words and frames of one language, with those of one squad."""

    actions: tuple[str, ...]
    nouns: tuple[str, ...]
    of: tuple[Phrase, ...]
    of_drawn: tuple[Phrase, ...]
    asks: tuple[Phrase, ...]
    contexts: tuple[Phrase, ...]
    details: tuple[Phrase, ...]
    summaries: tuple[Phrase, ...]
    fixes: tuple[Phrase, ...]
    metrics: tuple[str, ...] = ()
    parts: tuple[Phrase, ...] = ()
    alerts: tuple[Phrase, ...] = ()
    alert_bodies: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class OneOff:
    """The text of one ticket, and whether a monitor wrote it."""

    summary: str
    body: str
    fix: str
    monitor: bool


@lru_cache
def grammar(language: str, squad: str) -> Grammar:
    """Return the grammar of *language* with the nouns of *squad*."""
    rows = read_toml("oneoffs.toml")[language]
    own = rows.get("squads", {}).get(squad, {})
    return Grammar(
        actions=tuple(rows["actions"]),
        nouns=(*rows["nouns"], *own.get("nouns", ())),
        of=tuple(parse(text) for text in (*rows["of"], *own.get("of", ()))),
        of_drawn=tuple(parse(text) for text in rows["of_drawn"]),
        metrics=tuple(rows.get("metrics", ())),
        parts=tuple(parse(text) for text in rows.get("parts", ())),
        **{frame: tuple(parse(text) for text in rows.get(frame, ())) for frame in FRAMES},
    )


class OneOffWriter:
    """Writes one-off texts of a squad; an action and a noun come together once.

    Where a large table has used up the pairs, the pair comes again of another thing.
    """

    def __init__(self, squad: str) -> None:
        self._squad = squad
        self._used: set[tuple[str, str]] = set()

    def write(self, dice: Dice, values: Values) -> OneOff:
        """Return the next one-off text in the language of *values*."""
        words = grammar(values.language, self._squad)
        if words.alerts and dice.chance(0.08):
            return self._alert(words, dice, values)
        self._draw_work(words, dice, values)
        body = _sentences(words, dice, values)
        return OneOff(
            summary=_capital(compose(dice.pick(words.summaries), dice, values)),
            body=body,
            fix=_capital(render(dice.pick(words.fixes), dice, values)),
            monitor=False,
        )

    def _draw_work(self, words: Grammar, dice: Dice, values: Values) -> None:
        for _ in range(4):
            action, noun = dice.pick(words.actions), dice.pick(words.nouns)
            if (action, noun) not in self._used:
                break
        self._used.add((action, noun))
        of = _of(words, dice, values)
        values.update(do=action, thing=noun, bare=_bare(noun), of=of)
        values.update(do2=dice.pick(words.actions), thing2=_bare(dice.pick(words.nouns)))
        values["of3"] = _of(words, dice, values)

    def _alert(self, words: Grammar, dice: Dice, values: Values) -> OneOff:
        for _ in range(4):
            metric, part = dice.pick(words.metrics), render(dice.pick(words.parts), dice, values)
            if (metric, part) not in self._used:
                break
        self._used.add((metric, part))
        values.update(metric=metric, part=part)
        return OneOff(
            summary=_capital(render(dice.pick(words.alerts), dice, values)),
            body=_capital(render(dice.pick(words.alert_bodies), dice, values)),
            fix="Verificado em campo, sem recorrência.",
            monitor=True,
        )


def _of(words: Grammar, dice: Dice, values: Values) -> str:
    """Return what a thing belongs to: mostly something named once, sometimes one of the bank's own affairs."""
    return render(dice.pick(words.of_drawn if dice.chance(0.7) else words.of), dice, values)


def _bare(noun: str) -> str:
    """Return *noun* without its article."""
    return noun.split(" ", 1)[-1]


def _sentences(words: Grammar, dice: Dice, values: Values) -> str:
    """Return an ask with some context before and some detail after it."""
    context = _closed(render(dice.pick(words.contexts), dice, values))
    ask = _closed(_capital(render(dice.pick(words.asks), dice, values)))
    details = [_closed(render(dice.pick(words.details), dice, values)) for _ in range(dice.whole(1, 2))]
    return " ".join(sentence for sentence in (context, ask, *details) if sentence)


def _closed(sentence: str) -> str:
    return sentence if not sentence or sentence[-1] in ".?!।" else sentence + "."


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
