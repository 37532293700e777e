"""A small text grammar: ``(a|b|)`` is one of these, ``{slot}`` a drawn value; parentheses without ``|`` are text."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from toil.sample.dice import Dice

Phrase: TypeAlias = tuple["Part", ...]


class Slot(str):
    """The name of a value."""

    __slots__ = ()


class Choice:
    """One of several phrases."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[Phrase, ...]) -> None:
        self.options = options


Part: TypeAlias = str | Slot | Choice


@cache
def parse(text: str) -> Phrase:
    """Return *text* parsed. Raises ValueError if a bracket is left open or closed twice."""
    phrase, end = _read(text, 0, closing=False)
    if end != len(text):
        raise ValueError(f"bracket closed but not opened in {text!r}")
    return phrase


def _read(text: str, at: int, *, closing: bool) -> tuple[Phrase, int]:
    """Read from *at* to the end, or to the bracket that closes this group; returns the parts and the place after."""
    options: list[list[Part]] = [[]]
    while at < len(text):
        sign = text[at]
        if sign == "(":
            inner, at = _read(text, at + 1, closing=True)
            options[-1].extend(inner)
        elif sign == ")" and closing:
            return _group(options), at + 1
        elif sign == "|" and closing:
            options.append([])
            at += 1
        elif sign == "{":
            end = text.index("}", at)
            options[-1].append(Slot(text[at + 1 : end]))
            at = end + 1
        elif sign == ")":
            break
        else:
            end = min((place for s in "(){|" if (place := text.find(s, at + 1)) > 0), default=len(text))
            options[-1].append(text[at:end])
            at = end
    if closing:
        raise ValueError(f"bracket left open in {text!r}")
    return tuple(options[0]), at


def _group(options: list[list[Part]]) -> Phrase:
    if len(options) == 1:
        return ("(", *options[0], ")")
    return (Choice(tuple(tuple(option) for option in options)),)


def compose(phrase: Phrase, dice: Dice, values: dict[str, str]) -> str:
    """Return *phrase* rendered, without the double spaces that empty choices leave."""
    return render(phrase, dice, values).replace("  ", " ")


def render(phrase: Phrase, dice: Dice, values: dict[str, str]) -> str:
    """Return *phrase* with choices drawn and slots filled from *values* (which may draw what is missing)."""
    words: list[str] = []
    for part in phrase:
        if type(part) is str:
            words.append(part)
        elif type(part) is Choice:
            words.append(render(part.options[int(dice.unit() * len(part.options))], dice, values))
        else:
            words.append(values[part])  # type: ignore[index]
    return "".join(words)
