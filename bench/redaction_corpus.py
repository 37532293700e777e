"""Tickets with personal data planted in them: what must go, what must stay, and how it was disguised."""

# ruff: noqa: E501
from __future__ import annotations

import html
import re
import tomllib
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import personal_values

LANGUAGES = ("pt", "en", "de", "ru", "hi")
PLAIN = "plain"
NAME_KINDS = ("greeting", "signature", "field", "people")
STRUCTURED = {
    "cpf": ("cpf", "bare_cpf"),
    "cnpj": ("cnpj", "bare_cnpj"),
    "card": ("card", "bare_card"),
    "iban": ("iban",),
    "email": ("email",),
    "phone": ("phone",),
    "ip": ("ipv4", "ipv6"),
    "secret": ("token", "secret", "private_key", "connection", "url"),
}
DIGIT_KINDS = [
    "cpf",
    "bare_cpf",
    "cnpj",
    "bare_cnpj",
    "card",
    "bare_card",
    "iban",
    "phone",
    "ipv4",
    "rg",
    "pis",
    "cnh",
    "voter",
    "account",
    "aadhaar",
    "snils",
    "inn",
    "taxid",
    "ssn",
    "birth",
    "postcode",
]
SEPARATED = ["cpf", "cnpj", "card", "phone", "ipv4", "rg", "pis", "aadhaar", "snils", "ssn"]
HERE = Path(__file__).parent
FRAMES = tomllib.loads((HERE / "personal_frames.toml").read_text(encoding="utf-8"))
WORDS = tomllib.loads((HERE / "technical_words.toml").read_text(encoding="utf-8"))["words"].split()
_DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
_FULL_WIDTH = {c: c + 0xFEE0 for c in range(ord("0"), ord("9") + 1)}
_LABELLED_ONLY = {"secret"}


@dataclass(frozen=True)
class Case:
    """One text: *value* must go (empty: nothing planted), *words* must stay; ``frame`` is the text around the value.

    ``people`` is the row's own people.
    """

    kind: str
    language: str
    disguise: str
    text: str
    value: str
    words: tuple[str, ...]
    frame: str = ""
    people: str = ""


def corpus(each: int, seed: int = 11) -> Iterator[Case]:
    """Yield *each* cases of every kind, language and disguise that go together, and as many texts without any."""
    for language in LANGUAGES:
        for kind in kinds_of(language):
            for disguise in ("plain", *disguises_of(kind, language)):
                dice = Random(f"{seed} {language} {kind} {disguise}")
                for _ in range(each * (3 if disguise == PLAIN else 1)):
                    yield _planted(dice, kind, language, disguise)
        dice = Random(f"{seed} {language} technical")
        for _ in range(each * 40):
            frame = dice.choice(FRAMES[language]["trap"])
            text, words = _fill(dice, frame, language)
            yield Case("technical", language, PLAIN, text, "", words)


def kinds_of(language: str) -> list[str]:
    bare = FRAMES["bare"]["all"].split() + FRAMES["bare"][language].split()
    labelled = list(FRAMES[language]["labels"])
    return sorted({*bare, *labelled, "private_key", "connection", *NAME_KINDS})


def _planted(dice: Random, kind: str, language: str, disguise: str) -> Case:
    make = _maker(kind, language)
    value = make(dice, language)
    written = value if disguise == PLAIN else DISGUISES[disguise](dice, value, kind)
    people = value if kind == "people" else ""
    frame, words = _fill(dice, _frame(dice, kind, language), language)
    return Case(
        kind, language, disguise, frame.replace("{v}", written), value, words, frame.replace("{v}", " "), people
    )


def _maker(kind: str, language: str) -> personal_values.Value:
    if kind == "secret":
        return lambda dice, lang: dice.choice([personal_values.password, personal_values.labelled_secret])(dice, lang)
    if kind == "greeting":
        return lambda dice, lang: dice.choice([personal_values.first_name, personal_values.full_name])(dice, lang)
    if kind in NAME_KINDS:
        return personal_values.full_name
    return getattr(personal_values, kind)


def _frame(dice: Random, kind: str, language: str) -> str:
    frames = FRAMES[language]
    if kind in ("greeting", "signature", "field"):
        return dice.choice(frames[kind])
    if kind == "people":
        return dice.choice(["{lead} {v} {tail}", "{lead} - {v}", "{v} {tail}", "{lead} ({v}), {t}", "{v}: {lead}"])
    if kind == "connection":
        return (
            dice.choice(["{lead} ", "{lead}\n", "{lead}: ", ""])
            + dice.choice(FRAMES["connections"]["all"])
            + dice.choice(["", "\n{lead}", " {lead}"])
        )
    if kind == "private_key":
        return dice.choice(["{lead}\n{v}\n{tail}", "{v}", "{lead}: {v} {tail}"])
    bare = kind in (FRAMES["bare"]["all"] + " " + FRAMES["bare"][language]).split()
    labels = frames["labels"].get(kind) or frames["labels"].get(kind.removeprefix("bare_"))
    if labels and (not bare or dice.random() < 0.5):
        return dice.choice(frames["labelled"]).replace("{l}", dice.choice(labels.split("|")))
    return dice.choice(frames["bare"])


def _fill(dice: Random, frame: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Return *frame* with everything but the value filled in, and its technical words."""
    words = []
    for part in ("lead", "tail"):
        frame = frame.replace(f"{{{part}}}", dice.choice(FRAMES[language][part]))
    frame = re.sub(r" +([,.])", r"\1", frame)
    pieces = []
    for piece in re.split(r"(\{t\})", frame):
        if piece == "{t}":
            words.append(technical_word(dice))
            piece = words[-1]
        pieces.append(piece)
    return "".join(pieces), tuple(words)


def technical_word(dice: Random) -> str:
    """Return a product, code, host, number or path that a redaction must leave."""
    hexes, digits = personal_values.hexes, personal_values.digits
    made: list[Callable[[], str]] = [
        lambda: hexes(dice, 40),
        lambda: "a" + hexes(dice, 7),
        lambda: str(uuid.UUID(int=dice.getrandbits(128), version=4)),
        lambda: f"#{digits(dice, 6, '123')}",
        lambda: f"{dice.choice(['INC', 'REQ', 'RITM', 'CHG', 'CRQ', 'PRB', 'TASK'])}{digits(dice, dice.choice([7, 10, 12]))}",
        lambda: f"2026-{digits(dice, 6)}",
        lambda: f"{dice.choice(['srv', 'SRV-APP-', 'lnx-db-', 'k8s-node-', 'bkp'])}{digits(dice, dice.choice([2, 3, 4]))}",
        lambda: ".".join(str(dice.randrange(0, 16)) for _ in range(dice.choice([3, 4]))),
        lambda: f"R${dice.randrange(1, 900)}.{digits(dice, 3)},{digits(dice, 2)}",
        lambda: f"2026{dice.randrange(10, 13)}{dice.randrange(10, 29)}{digits(dice, dice.choice([3, 5, 6]))}",
        lambda: f"2026-0{dice.randrange(1, 10)}-{dice.randrange(10, 29)}T1{digits(dice, 1)}:{dice.randrange(10, 60)}:{dice.randrange(10, 60)}.{digits(dice, 3)}Z",
        lambda: f"17{digits(dice, 8)}",
        lambda: f"NSU{digits(dice, 9)}",
        lambda: f"{dice.choice(['Job', 'DAG', 'proc', 'lote'])}_{digits(dice, 3)}",
        lambda: f":{dice.choice(['8080', '1521', '443', '27017'])}",
        lambda: f"/{dice.choice(['opt', 'var', 'etc'])}/{dice.choice(['app', 'log', 'ssl'])}/{dice.choice(['cert.pem', 'x.log', 'conf.d'])}",
    ]  # fmt: skip
    return dice.choice(made)() if dice.random() < 0.35 else dice.choice(WORDS)


def disguises_of(kind: str, language: str) -> list[str]:
    """Return the disguises that make sense for *kind*."""
    if kind in NAME_KINDS:
        return ["zero_width", "nbsp", "soft_hyphen", *([] if language == "hi" else ["case"])]
    if kind in ("private_key", "connection"):
        return ["zero_width"]
    every = ["zero_width", "entities", "soft_hyphen"]
    if kind == "email":
        return [*every, "spaces", "break", "case", "words", "brackets", "full_width"]
    if kind in DIGIT_KINDS:
        every += ["full_width", "devanagari"]
        every += ["break", "spaces", "dots", "dashes", "nbsp"] if kind in SEPARATED else []
        every += ["spaces"] if kind in ("bare_cpf", "bare_cnpj") else []
        every += ["case", "nbsp", "break"] if kind == "iban" else []
        return every
    return [*every, "case"] if kind in ("mac", "ipv6", "login") else every


def _zero_width(dice: Random, value: str, kind: str) -> str:
    places = {dice.randrange(1, len(value)) for _ in range(dice.choice([1, 2, 4]))}
    mark = dice.choice(["\u200b", "\u200c", "\u2060", "\ufeff"])
    return "".join((mark if i in places else "") + c for i, c in enumerate(value))


def _soft_hyphen(dice: Random, value: str, kind: str) -> str:
    at = dice.randrange(1, len(value))
    return value[:at] + "\u00ad" + value[at:]


def _entities(dice: Random, value: str, kind: str) -> str:
    form = dice.choice(["&#{};", "&#x{:x};", "&amp;#{};"])
    named = {"@": "&commat;", ".": "&period;", ":": "&colon;", "/": "&sol;", "+": "&plus;", "(": "&lpar;"}
    if dice.random() < 0.3:
        return "".join(named.get(c, c) for c in html.escape(value))
    return "".join(form.format(ord(c)) if dice.random() < 0.4 else c for c in value)


def _spaces(dice: Random, value: str, kind: str) -> str:
    if kind == "email":
        return value.replace("@", dice.choice([" @ ", "@ ", " @"]))
    if kind in ("bare_cpf", "bare_cnpj"):
        return " ".join(value)
    if dice.random() < 0.3:
        return re.sub(r"([-./])", r" \1 ", value)
    return value.replace(".", " . ") if kind == "ipv4" else re.sub(r"[-./]", " ", value)


def _dots(dice: Random, value: str, kind: str) -> str:
    return (
        re.sub(r"[.] ?$", "", re.sub(r"[-/ ()]+", ".", value).strip("."))
        if kind != "ipv4"
        else value.replace(".", dice.choice(["[.]", "(.)"]))
    )


def _break(dice: Random, value: str, kind: str) -> str:
    """Wrap the value at one of its separators, as mail programs do."""
    if kind == "email":
        return value.replace("@", "@\n") if dice.random() < 0.5 else value.replace("@", "\n@")
    places = [m.end() for m in re.finditer(r"[-./ ]", value) if 0 < m.end() < len(value)]
    if not places:
        return value
    at = dice.choice(places)
    return value[:at].rstrip(" ") + "\n" + value[at:]


def _words(dice: Random, value: str, kind: str) -> str:
    at, dot = dice.choice(
        [
            (" at ", " dot "),
            (" arroba ", " ponto "),
            ("(arroba)", "."),
            (" собака ", " точка "),
            ("(at)", "(dot)"),
            (" (at) ", "."),
            ("_at_", "_dot_"),
        ]
    )
    name, domain = value.split("@")
    return name + at + domain.replace(".", dot)


DISGUISES: dict[str, Callable[[Random, str, str], str]] = {
    "zero_width": _zero_width,
    "soft_hyphen": _soft_hyphen,
    "entities": _entities,
    "spaces": _spaces,
    "dots": _dots,
    "break": _break,
    "words": _words,
    "brackets": lambda dice, value, kind: value.replace(
        "@", dice.choice(["[at]", "(at)", "[@]", "{at}", "<at>", " [at] "])
    ),
    "full_width": lambda dice, value, kind: value.replace("@", "＠").translate(_FULL_WIDTH),
    "devanagari": lambda dice, value, kind: value.translate(_DEVANAGARI),
    "nbsp": lambda dice, value, kind: value.replace(" ", dice.choice(["\u00a0", "\u202f", "\u2007"])),
    "dashes": lambda dice, value, kind: value.replace("-", dice.choice("‐‑–—−")),
    "case": lambda dice, value, kind: value.upper() if value != value.upper() else value.lower(),
}


def compact(text: str) -> str:
    """Return the letters and digits of *text* in one plain form: what a reader can make out of it."""
    plain = unicodedata.normalize("NFKC", html.unescape(html.unescape(text)))
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in plain.casefold()
        if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc")
    )


def leaks(case: Case, redacted: str) -> bool:
    """Say whether any four signs of the value in a row still stand in the redacted text and not in its frame.

    Of a name, any of its words with three letters or more; of a login the whole.
    """
    left = re.sub(r"<[A-Z_]{2,}>", "\n", redacted)
    if case.kind in NAME_KINDS:
        found = {compact(word) for word in re.findall(r"[\w\u0900-\u097f]+", compact_keep(left))}
        return any(compact(word) in found for word in re.split(r"[ '-]", case.value) if len(word) >= 3)
    plain, frame = compact(left), compact(case.frame)
    value = compact(case.value)
    parts = [value[i : i + 4] for i in range(max(1, len(value) - 3))]
    if case.kind == "login":
        parts = [value]
    return any(part in plain and part not in frame for part in parts)


def compact_keep(text: str) -> str:
    return unicodedata.normalize("NFKC", html.unescape(text)).replace("\u200b", "").replace("\u00ad", "")


def lost(case: Case, redacted: str) -> int:
    """Return how many technical words of *case* are no longer in the text."""
    return sum(word not in redacted for word in case.words)
