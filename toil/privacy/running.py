"""People found in running text by given names."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toil.privacy.judging import Note, contents
from toil.privacy.names import (
    MIN_LETTERS,
    PLACEHOLDER,
    WORD,
    begins_firm,
    is_no_other,
    is_titled,
    is_where,
)
from toil.privacy.register import Register, patterns_of
from toil.privacy.russian import FATHERS_NAME, ends_in, is_russian_surname
from toil.privacy.small import (
    begins_text,
    has_number,
    is_anybodys,
    is_other_of_two,
    is_part,
    is_said_of,
    small_end,
    small_start,
)
from toil.privacy.things import AND, is_compound, is_kind
from toil.privacy.words import fold, read_people, read_words

MOST_NAMES = 4
LONG_SURNAME = 5  # letters of a word in capitals that no list knows
_FEW = 1000
_BETWEEN_WORDS = re.compile(f"({WORD.pattern})")
_NO_NAME_AFTER = frozenset("<_@\\")
_OPENING = tuple("(\"'>[*")
_LINKS = frozenset("-'’")
_SAID_TO = frozenset(("talk", "talked", "spoke", "spoken", "speak"))
_AFTER_PERSON = frozenset(("from", "aus", "из"))
_ARTICLES, _OF_THE = frozenset(("o", "a")), frozenset(("da", "do"))
_AGENT = frozenset(("ने", "जी"))
_POSTPOSITIONS = frozenset(("का", "की", "के", "को", "ने", "से", "में", "पर", "जी"))


def mask_names(
    texts: pa.Array, folded: pa.Array, registers: Sequence[Register], owner: np.ndarray, note: Note
) -> tuple[np.ndarray, pa.Array]:
    """Return which *texts* may hold a given name of their owner's register, and these with the people masked.

    A given name with the capitalised words or known surnames after it is a person; one alone is if it is a common
    name, capitalised. What follows "São" or "Rua" is a place. *note* is told each person of several words.
    """
    hit = _may_name(folded, registers)
    own = [registers[number] for number in owner[hit].tolist()]
    named: list[list[str]] = [[] for _ in own]
    masked = list(map(_mask_named, contents(texts.filter(pa.array(hit))), own, named))
    note(np.repeat(np.flatnonzero(hit), [*map(len, named)]), [name for names in named for name in names])
    return hit, pa.array(masked, type=texts.type)


def _may_name(folded: pa.Array, registers: Sequence[Register]) -> np.ndarray:
    """Return which *folded* texts may hold a given name: of a few all, sooner read than a pattern is compiled."""
    if len(folded) <= _FEW:
        return folded.is_valid().to_numpy(zero_copy_only=False)
    hit = np.zeros(len(folded), dtype=bool)
    for pattern in patterns_of(registers):
        found = pc.fill_null(pc.match_substring_regex(folded, pattern), False)
        hit |= found.to_numpy(zero_copy_only=False)
    return hit


def _mask_named(text: str, register: Register, named: list[str]) -> str:
    """Mask the people in one text, read as words and what stands between them, in turns, words at odd places.

    Those of several words are added to *named*: a given name by itself is found wherever it stands.
    """
    parts, is_given, free = _BETWEEN_WORDS.split(text), register.given_words, 0
    places = [place for place in range(1, len(parts), 2) if is_given[parts[place]]]
    speakers = {fold(parts[at]) for at in places if _speaks(parts, at)}
    for at in places:
        last = _person_end(parts, at, register, speakers, free) if at >= free else None
        if last is not None and not _is_met(parts, at, free) and is_kind(parts, at, last, register):
            continue
        if last is not None:
            start = _person_start(parts, at, free, register)
            if last > start:
                named.append("".join(parts[start : last + 1]))
            parts[start : last + 1] = [PLACEHOLDER, *[""] * (last - start)]
            free = last + 2
    return "".join(parts)


def _person_start(parts: list[str], at: int, free: int, register: Register) -> int:
    """Return the place of the surname before given name *at* ("Silva, Ana", "Дубов Иван"), or *at* if none is."""
    before = at - 2
    between = parts[at - 1]
    if between in ("'", "’") and before >= max(free, 1) and parts[before] == "O":
        return before  # O'Connor
    if between == "-" and before >= max(free, 1) and is_titled(parts[before]) and is_titled(parts[at]):
        return before if parts[before - 1][-1:].strip(" \n(,;:>") == "" else at  # Wolf-Rüdiger
    if before < max(free, 1) or between not in (" ", "  ", ", ", ",  ", "\n"):
        return at
    word, listed = fold(parts[before]), between.startswith(",")
    in_capitals = parts[before].isupper() and parts[at].isupper() and len(word) >= LONG_SURNAME
    if not (is_titled(parts[before]) or in_capitals) or parts[before - 1] == " & ":
        return small_start(parts, at, free, register)
    known = word in register.surnames or (
        not listed and (is_russian_surname(word) or (ends_in(word) and is_no_other(word, register.ignored)))
    )
    if listed and before > 2 and fold(parts[before - 2]) in read_words().particles:
        before -= 2  # von Oppen, Ana
    known = known or (listed and (parts[before - 1].rstrip(" ")[-1:] in _OPENING or _fills_field(parts, before, at)))
    return before if known and word not in register.ignored else at


def _fills_field(parts: list[str], before: int, at: int) -> bool:
    """Say whether "Wood, Kyle", words *before* and *at*, are all that stands after a label's mark."""
    labelled = parts[before - 1].rstrip(" ").endswith(":")
    return labelled and parts[at + 1][:1] in ("", "\n", ".", ";", ")") and is_no_other(parts[before], frozenset())


def _speaks(parts: list[str], at: int) -> bool:
    """Say whether word *at* begins a chat's line as who speaks in it: "ana: bom dia", "<ana> oi"."""
    before, after = parts[at - 1].rstrip(" "), parts[at + 1]
    if before.endswith("<"):
        return before[:-1].rstrip(" ")[-1:] in ("", "\n", "]") and after.startswith(("> ", ">:"))
    return before[-1:] in ("", "\n", "]") and after.startswith((": ", ":\n", "> "))


def _is_mentioned(parts: list[str], at: int) -> bool:
    """Say whether word *at* is spoken to as in a chat: "@ana"."""
    return parts[at - 1] == "@" or parts[at - 1].endswith((" @", "\n@"))


def _is_met(parts: list[str], at: int, free: int) -> bool:
    """Say whether words about word *at* say that it is a person: a greeting, "with", "mr", "from", another's name."""
    after = fold(parts[at + 2]) if at + 2 < len(parts) and parts[at + 1] in (" ", " (<") else ""
    if (
        after in _AFTER_PERSON
        or is_said_of(parts, at)
        or begins_text(parts, at)
        or has_number(parts, at)
        or _is_mentioned(parts, at)
        or (after == "login" and parts[at + 1] == " (<")
    ):
        return True
    before = fold(parts[at - 2]) if at > 1 else ""
    if before in _ARTICLES:
        if after in _OF_THE:
            return True  # o marcelo da infra
        before = fold(parts[at - 4]) if at > 3 else ""
    if before in read_words().greetings or (
        before in read_words().before_people and parts[at - 1] in (" ", ". ", ", ", ": ")
    ):
        return True
    if before == "to" and at > 3:
        return fold(parts[at - 4]) in _SAID_TO
    return is_other_of_two(parts, at, free) or (parts[at].islower() and is_anybodys(parts, at))


def _is_addressed(parts: list[str], at: int) -> bool:
    """Say whether word *at*, a name that is a word too, is who is rung, asked, thanked or talked to: "call Mark"."""
    if (
        at < 2
        or not is_titled(parts[at])
        or parts[at - 1] != " "
        or re.match(" (?:[0-9]{1,2}|[0-9]{4})(?![0-9])", parts[at + 1])
    ):
        return False
    before, earlier = fold(parts[at - 2]), fold(parts[at - 4]) if at > 3 else ""
    if before in _ARTICLES and earlier == "com":
        return True  # falei com a Vitória
    return earlier in _SAID_TO if before == "to" else before in read_words().asked


def _person_end(parts: list[str], at: int, register: Register, speakers: set[str], free: int) -> int | None:
    """Return the place of the last word of the person whose given name is word *at*; None if it is no person.

    *speakers* are who speaks in the chat that the text is; before place *free* another person's name ends.
    """
    if _is_thing(parts, at, register):
        return None
    greeted = _is_met(parts, at, free) or fold(parts[at]) in speakers
    devanagari = "\u0900" <= parts[at][0] <= "\u097f"
    if devanagari and parts[at + 1] == " " and at + 2 < len(parts) and parts[at + 2] in _AGENT:
        return at
    given, titled = fold(parts[at]), is_titled(parts[at])
    if not titled and is_part(parts, at, register):
        return None  # ana01, marcos-vm
    last, known = _name_end(parts, at, register)
    if last == at and (
        _has_devanagari_surname(parts, at, register) if devanagari else _stands_out(parts, at, register)
    ):
        return at + 2
    if last == at and parts[at].islower() and not devanagari:
        last = small_end(parts, at, register)
        known += last > at
    if last == at and parts[at - 1] == ", " and _person_start(parts, at, free, register) < at:
        return at  # Walsh, Mark
    if last > at:
        return last if known or (titled and given not in register.ambiguous) else None
    unclear = (given in register.seen or (given in register.ambiguous and not _is_addressed(parts, at))) and not (
        given in speakers and len(speakers) > 1
    )
    return at if not unclear and (titled or devanagari or greeted) else None


def _name_end(parts: list[str], at: int, register: Register) -> tuple[int, int]:
    """Return the place of the last word that goes on the given name *at*, and how many of them are known."""
    titled, in_capitals, last, known = is_titled(parts[at]), parts[at].isupper(), at, 0
    particles, given, word = read_words().particles, fold(parts[at]), ""
    for place in range(at + 2, min(at + 4 * MOST_NAMES, len(parts)), 2):
        joined, between = (word or given) in particles, parts[place - 1]
        initial = len(parts[place - 2]) == 1 and between in (". ", ".  ")
        word = fold(parts[place])
        if between in _LINKS and last == place - 2 and parts[place][:1].isupper():
            last = place  # Marli Abi-Ramia, Anna-Lena
            continue
        if between == " " and _is_elided(parts, place):
            last, known = place, known + 1  # Lia D'Ávila, Sean O'Dwyer
            continue
        if between == "." and last == at and word in register.surnames:
            return place, 1  # ana.souza
        fathered = FATHERS_NAME.fullmatch(word) is not None
        if not (initial or between in (" ", "  ") or (between == "\n" and (fathered or word in register.surnames))):
            break
        if word in particles:
            continue
        surname = word in register.surnames and parts[place].isupper() == in_capitals and parts[place][:1].isupper()
        ends = word in register.ignored and not (surname and given not in register.seen)  # Ana Sales goes on
        if ends or (fold(parts[place - 2]) in AND and register.is_clear(word)):
            break
        named = (
            fathered
            or word in register.surnames
            or register.is_clear(word)
            or (joined and word in register.ambiguous)
        )
        named = named or (is_russian_surname(word) and (in_capitals or (titled and given in register.ambiguous)))
        named = named or (FATHERS_NAME.fullmatch(fold(parts[place - 2])) is not None and is_russian_surname(word))
        alike = (titled and is_titled(parts[place])) or (initial and parts[place][:1].isupper())
        if not named and in_capitals and parts[place].isupper():
            continue  # taken in where a known surname follows: MARIA DAS GRAÇAS PEREIRA
        if not named and not (alike and not (joined and (last > at or is_where(word)))):
            break  # "Carlos Ribeiro da Firma", "a Ana da Cobrança": after a particle it is seldom a name
        last, known = place, known + named
    return last, known


def _is_elided(parts: list[str], at: int) -> bool:
    """Say whether word *at* begins D'Ávila, O'Dwyer or Sant'Anna."""
    goes_on = at + 2 < len(parts) and parts[at + 1] in _LINKS and parts[at + 2][:1].isupper()
    return goes_on and parts[at].lower() in ("d", "o", "sant")


def _is_thing(parts: list[str], at: int, register: Register) -> bool:
    """Say whether given name *at* names no person: a part of a code, a place, a ship, a server."""
    before, listed = parts[at - 1][-1:], read_people()
    if (
        (before in _NO_NAME_AFTER and not _speaks(parts, at) and not _is_mentioned(parts, at))
        or before.isdigit()
        or parts[at + 1].startswith("_")
        or (at > 1 and "(" not in parts[at - 1] and fold(parts[at - 2]) in listed.places)
        or any(begins_firm(parts[place : place + 3]) for place in (at - 2, at))
    ):
        return True
    goes_on = at + 2 < len(parts) and parts[at + 1] == " "
    return (goes_on and fold(parts[at + 2]) in listed.things) or is_compound(parts, at, register)


def _stands_out(parts: list[str], at: int, register: Register) -> bool:
    """Say whether given name *at* and the word after it are a person in capitals among words that aren't."""
    if at + 2 >= len(parts) or parts[at + 1] != " " or not (parts[at].isupper() and parts[at + 2].isupper()):
        return False
    beside = [word for mark, word in ((parts[at - 1], at - 2), (parts[at + 3], at + 4)) if mark == " "]
    if any(parts[place].isupper() for place in beside) or re.match(r"[-_/\\@0-9]|\.\w", parts[at + 3]):
        return False
    if not any(word.islower() and len(word) >= MIN_LETTERS for word in parts[1::2]):
        return False
    surname = parts[at + 2]
    return (
        len(surname) >= LONG_SURNAME and register.is_clear(fold(parts[at])) and is_no_other(surname, register.ignored)
    )


def _has_devanagari_surname(parts: list[str], at: int, register: Register) -> bool:
    """Say whether the word after Devanagari given name *at* ends a name: a mark or a postposition stands after it."""
    if at + 2 >= len(parts) or parts[at + 1] != " " or not "\u0900" <= parts[at + 2][0] <= "\u097f":
        return False
    if fold(parts[at + 2]) in register.ignored or not register.is_clear(fold(parts[at])):
        return False
    mark = parts[at + 3] if at + 3 < len(parts) else ""
    return mark.strip(" ") != "" or at + 4 >= len(parts) or parts[at + 4] in _POSTPOSITIONS
