"""What people put around a request: greetings, courtesy, signatures, forwarded mail, HTML, typos."""

from __future__ import annotations

import html
from functools import lru_cache

from toil.sample.dice import Dice
from toil.sample.phrases import Phrase, compose, parse, render
from toil.sample.stories import read_toml
from toil.sample.values import Values, plain

SHORT = {
    "você": "vc", "porque": "pq", "quando": "qdo", "também": "tb", "usuário": "usr", "Usuário": "Usr",
    "mensagem": "msg", "computador": "pc", "solicito": "solic.", "não": "nao", "terminal": "term.",
    "favor": "fvr", "hoje": "hj", "please": "pls", "Please": "Pls", "password": "pwd", "bitte": "bt.",
}  # fmt: skip
LETTERS = {"pt", "en", "de", "ru"}


@lru_cache
def manners(language: str) -> dict[str, tuple[Phrase, ...]]:
    """Return the manners of *language*: greetings, thanks, signatures and the rest, parsed."""
    rows = read_toml("dressing.toml")[language]
    return {
        name: tuple(parse(text) for text in ([rows[name]] if isinstance(rows[name], str) else rows[name]))
        for name in rows
    }


def dress(body: str, channel: str, values: Values) -> str:
    """Return *body* as a person would send it through *channel* (email, portal, phone, chat)."""
    dice, kit = values.dice, manners(values.language)
    mail = channel == "email"
    lines = []
    if dice.chance(0.92 if mail else 0.5):
        lines.append(render(dice.pick(kit["greetings"]), dice, values))
    if dice.chance(0.35):
        aside = compose(dice.pick(kit["asides"]), dice, values)
        body = f"{body} {aside}" if dice.chance(0.7) else f"{aside} {body}"
    lines.append(roughen(body, dice, values.language))
    if dice.chance(0.7 if mail else 0.35):
        lines.append(render(dice.pick(kit["thanks"]), dice, values))
    if dice.chance(0.85 if mail else 0.12):
        lines.append(render(dice.pick(kit["signatures"]), dice, values))
    text = ("\n" if mail or dice.chance(0.4) else " ").join(lines)
    return _as_mail(text, values) if mail else text


def title(summary: str, values: Values) -> str:
    """Return *summary* as people type it: mostly so, sometimes in haste, sometimes a word that says nothing."""
    dice = values.dice
    if dice.chance(0.06):
        return render(dice.pick(manners(values.language)["vague"]), dice, values)
    return roughen(summary, dice, values.language) if dice.chance(0.4) else summary


def _as_mail(text: str, values: Values) -> str:
    dice, kit = values.dice, manners(values.language)
    if dice.chance(0.1):
        text += "\n\n" + render(kit["disclaimer"][0], dice, values)
    if dice.chance(0.18):
        values["quote"] = render(dice.pick(kit["quotes"]), dice, values)
        text += render(dice.pick(kit["quoted"]), dice, values)
    if dice.chance(0.15):
        text = render(kit["headers"][0], dice, values) + text
    if dice.chance(0.14):
        paragraphs = html.escape(text, quote=False).split("\n")
        text = "<div>" + "<br>".join(paragraphs) + "</div>"
    return text


def roughen(text: str, dice: Dice, language: str) -> str:
    """Return *text* with the haste of some writers: no accents, no capitals, short forms, slips of the keyboard."""
    if language not in LETTERS:
        return text
    if dice.chance(0.12) and language == "pt":
        text = plain(text)
    if dice.chance(0.12):
        text = " ".join(SHORT.get(word, word) for word in text.split(" "))
    haste = dice.unit()
    if haste < 0.1:
        text = text.lower()
    elif haste < 0.13:
        text = text.upper()
    return _slip(text, dice) if dice.chance(0.2) else text


def _slip(text: str, dice: Dice) -> str:
    words = text.split(" ")
    for _ in range(dice.whole(1, 2)):
        place = dice.whole(0, len(words) - 1)
        word = words[place]
        if len(word) < 5 or not word.isalpha():
            continue
        at = dice.whole(1, len(word) - 3)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        words[place] = dice.pick((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))
    return " ".join(words)
