"""Tests that decide whether what a rule found is a person's name."""

from __future__ import annotations

import re
from functools import lru_cache

from toil.privacy.russian import FATHERS_NAME, NAMED_AFTER, ends_in, is_russian_case, is_russian_surname
from toil.privacy.shapes import is_office, is_thing
from toil.privacy.words import fold, is_said, read_people, read_words

PLACEHOLDER = "<NAME>"
MIN_LETTERS, MOST_WORDS = 3, 6
_SHORT = frozenset(
    ("lu", "ze", "bo", "jo", "al", "ed", "cy", "fi", "ju", "le", "ro", "vi", "ka", "sa", "mo")
)  # nicknames, Sá
# Letters of the five languages and their neighbours. Python's \w leaves out the vowel signs of Devanagari, which
# would end a word in its middle, and a class of ranges is several times faster.
WORD = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏ\u0300-\u036fΑ-ωЀ-ӿḀ-ỿ\u0900-\u0963\u0971-\u097f]+")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.\s?)*(?:[OD]['’])?")
_ACTIVITY = re.compile("(?:.{3}[ae]nca|[csgt]ao|.{3}[aou]ria|[ai]mento|idade|encia|[ao]dos)$")
_MOST_BEFORE = 64  # bytes
_THING = (
    "rotina|arquivo|servidor|sistema|job|tabela|banco|programa|relat[óo]rio|pasta|m[áa]quina|host|servi[çc]o|processo"
    "|m[óo]dulo|aplica[çc][ãa]o|tela|campo|grupo|fila|file|server|report|table|service|system|program|app(?:lication)?|queue|database"
    "|group|project|product|datei|rechner|dienst|bericht|файла|сервера|отч[её]та|системы|службы|программы|базы|группы"
)
_NAMED_THING = re.compile(
    rf"(?:(?:nome d[aeo] |имя |name (?:of the |des |der )?)(?:{_THING})|(?:{_THING})[ _-]?name)\W{{1,8}}$",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """Return the words of *text* folded: letters only, digits and signs left out."""
    return [fold(word) for word in WORD.findall(text)]


@lru_cache(maxsize=1 << 16)
def is_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what a rule took for a name can be one: it starts with no word that isn't one, and is no firm's."""
    bare, people = _INITIALS.sub("", value), read_people()
    words = words_of(bare)
    while ("," in value or bare != value) and words and words[0] in read_words().particles:
        words = words[1:]  # DOS SANTOS, Maria; C. dos Santos
    if not words or all(word in ignored for word in words) or _is_only_where(words):
        return False
    if len(words) == 2 and words[0] in people.ambiguous and _goes_on_a_name(value, words[1], ignored):
        words = words[1:]  # Mei Chen
    if (
        words[0] in ignored
        or is_office(words[0])
        or ("," in value and _is_department(value.rpartition(",")[2], ignored))
    ):
        return False
    if words[0] in read_words().products and words[0] not in people.given:
        return False  # Regards, Bitbucket team
    if len(words) == 2 and words[1] in people.things and words[0] not in people.given:
        return False  # Baker Street
    if (after := _AFTER_OF.search(value)) and is_where(fold(after[1])):
        return False  # Nanda do Jurídico, Osmar Figueira da Mesa de Câmbio
    return read_words().organisations.isdisjoint(words) and " ".join(words[:2]) not in people.firms


def _is_only_where(words: list[str]) -> bool:
    """Say whether all folded *words* are said of departments and roles, and none is a name: Meios de Pagamento."""
    said = [word for word in words if word not in read_words().particles]
    return all(word in read_words().not_people and is_where(word) for word in said)


def _goes_on_a_name(value: str, word: str, ignored: frozenset[str]) -> bool:
    """Say whether folded *word* after a given name that is a word too is a surname: a known one, or no other word."""
    return word in read_people().surnames or (value.istitle() and is_no_other(word, ignored))


_AFTER_OF = re.compile(r"[^\W\d_] d[aeo]s? ([^\W\d_]+)")


def is_where(word: str) -> bool:
    """Say whether folded *word* after a name and "do" is no surname but where the person works."""
    listed = read_words()
    people = read_people()
    if word in people.surnames or word in people.given or word in people.ambiguous:
        return False  # Maria da Piedade
    known = word in listed.not_people or word in listed.organisations or word in listed.not_names
    return known or is_activity(word) or is_thing(word)


def _is_department(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what stands after a name's comma is no given name but where the person works."""
    words, listed = words_of(value), read_words()
    return any(w in ignored or w in listed.not_people or w in listed.organisations for w in words)


@lru_cache(maxsize=1 << 16)
def is_whole_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether *value* is a name in running text: its first word is a given name, or its last a surname."""
    listed, words = read_people(), words_of(value)
    if not words:
        return False
    clear = words[0] in listed.given or (words[-1] in listed.surnames and words[-1] not in listed.ambiguous)
    return clear and is_known_name(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_field_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what stands in a person's field in small letters is a name: a known one, or with an initial."""
    initial, word = r"[^\W\d_]\.", r"(?:[od]['’])?[^\W\d_]{3,}"
    forms = rf"(?:{initial} ?){{1,2}}{word}(?:[-'’ ]{word}){{0,2}}|{word} {initial} ?(?:{initial}|{word})"
    return is_known_name(value, ignored) or (re.fullmatch(forms, value) is not None and is_told_name(value, ignored))


@lru_cache(maxsize=1 << 16)
def is_greeted_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what stands in a greeting is a name: one word, capitals, or a known name or two words."""
    if not is_name(value, ignored):
        return False
    return " " not in value or not value.islower() or is_field_name(value, ignored) or is_pair(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_pair(value: str, ignored: frozenset[str]) -> bool:
    """Say whether *value* is two words, none of them known as another thing's, deed's or request's."""
    words = words_of(value)
    return len(words) == 2 and min(map(len, words)) >= MIN_LETTERS and is_told_name(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_field_pair(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what stands after a label for a person, and only for one, is a name: a known one, or two words."""
    return is_field_name(value, ignored) or is_pair(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_signed_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what stands under a signature's dashes is a name: a known one where little else says so."""
    if value.islower():
        return is_field_pair(value, ignored)
    return is_name(value, ignored) if " " in value.strip() else is_told_name(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_known_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether *value* can be a name, and one of its words is a common name; a single one a given name."""
    listed, words = read_people(), words_of(value)
    spoken = [word for word in words if word not in read_words().particles]
    if not is_name(value, ignored) or not ignored.isdisjoint(_unsaid(spoken or words)):
        return False
    given = {word for word in spoken if word in listed.given or (word in listed.ambiguous and len(spoken) > 1)}
    if spoken and spoken[0] in listed.places and "," not in value:
        return False  # Santo Ângelo
    if len(spoken) > 1 and any(map(NAMED_AFTER.fullmatch, spoken)):
        return True
    if len(spoken) < 2 or given:
        return bool(given) or any(is_russian_case(w, listed.given) for w in spoken)
    surnames = spoken if "," in value else spoken[1:]
    return any(word in listed.surnames or is_russian_surname(word) for word in surnames)


def _unsaid(spoken: list[str]) -> list[str]:
    """Return the folded words *spoken* less those that with another are a name, and no other word: Ana Sales."""
    listed = read_people()
    rest = [word for word in spoken[1:] if word not in listed.surnames]
    if spoken[0] in listed.ambiguous and len(rest) < len(spoken) - 1:
        return rest  # Will Gallagher
    return [spoken[0], *rest] if spoken[0] in listed.given else spoken


@lru_cache(maxsize=1 << 16)
def is_speaker(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what begins a chat's line is a person: capitalised words and no word of logs, or a known name."""
    if not is_joining_speaker(value, ignored):
        return False
    titled = [word for word in WORD.findall(value) if is_titled(word)]
    devanagari = len(words_of(value)) >= 2 and all("\u0900" <= char <= "\u097f" for char in value if char.isalpha())
    return len(titled) >= 2 or devanagari or is_known_name(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_joining_speaker(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what begins a line of a chat in which a person was found is one too: no word of logs."""
    spoken = set(words_of(value)) - read_words().particles
    return is_name(value, ignored) and (read_words().not_speakers | ignored).isdisjoint(spoken)


@lru_cache(maxsize=1 << 16)
def is_surname(value: str, ignored: frozenset[str]) -> bool:
    """Say whether *value* is a known surname, or has the form of a Russian one or of a father's name."""
    words = words_of(value)
    word = words[-1] if len(words) == 2 and words[0] in read_words().particles else fold(value)
    if word in ignored:
        return False
    listed = read_people()
    if word in listed.surnames or (word != fold(value) and word in listed.ambiguous):
        return True  # da Conceição
    return is_russian_surname(word) or FATHERS_NAME.fullmatch(word) is not None


@lru_cache(maxsize=1 << 16)
def is_told_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether what stands where a person is spoken to, or of, can be one: no department, firm, product."""
    words, value = read_words(), re.sub("^d(?:e|os|as) (?=[A-ZÀ-Þ])", "", value)
    spoken = [word for word in words_of(_INITIALS.sub("", value)) if word not in words.particles and len(word) > 1]
    if not is_name(value, ignored) or not all(map(_is_long, spoken[:1])):
        return False
    if set(spoken) & read_people().given or (len(spoken) > 1 and spoken[-1] in read_people().surnames):
        return ignored.isdisjoint(spoken)
    named = read_people().ambiguous, read_people().surnames  # Conceição
    return is_no_other(value, ignored) and not any(
        is_thing(w) and not any(w in some for some in named) for w in spoken
    )


def is_no_other(value: str, ignored: frozenset[str]) -> bool:
    """Say whether no word of *value* is in a list of other words than names."""
    words, spoken = read_words(), words_of(_INITIALS.sub("", value))
    known = (ignored, words.not_people, words.not_speakers, words.not_secrets, words.products, words.service_accounts)
    return all(lists.isdisjoint(word for word in spoken if word not in words.particles) for lists in known)


@lru_cache(maxsize=1 << 16)
def is_signing_off(value: str, ignored: frozenset[str]) -> bool:
    """Say whether the last word of a text, or an initial and a word, is who signs: no word that is said of deeds."""
    return is_told_name(value, ignored) and not any(map(is_said, words_of(value)))


def _is_long(word: str) -> bool:
    """Say whether folded *word* has a name's letters; in Devanagari, where a vowel is in each, two are enough."""
    return len(word) >= MIN_LETTERS or word in _SHORT or (len(word) > 1 and word[0] >= "\u0900")


@lru_cache(maxsize=1 << 16)
def is_cell_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether a cell of a column of names holds a person's: no host, no product, no department."""
    words = WORD.findall(value)
    if re.search(r"[0-9_@\\/<>:]", value) or not 1 <= len(words) <= MOST_WORDS or not is_told_name(value, ignored):
        return False
    whole = len(words) > 1 and all(is_titled(word) or word.upper() == word or word.islower() for word in words)
    return (whole and not value.islower()) or is_known_name(value, ignored)


@lru_cache(maxsize=1 << 16)
def is_initialled_name(value: str, ignored: frozenset[str]) -> bool:
    """Say whether an initial and a word are a person's: the word is a known surname, or has a Russian one's form."""
    word = fold(max(WORD.findall(value), key=len))
    known = word in read_people().surnames or is_russian_surname(word) or ends_in(word)
    return known and is_no_other(word, ignored)


def begins_firm(parts: list[str]) -> bool:
    """Say whether two words and what parts them are a firm named as a person is: Grant Thornton, Ernst & Young."""
    return (
        len(parts) == 3 and parts[1] in (" ", " & ", "-") and " ".join(map(fold, parts[::2])) in read_people().firms
    )


def names_thing(before: bytes) -> bool:
    """Say whether the text in UTF-8 *before* a name announces a thing's: "Nome do arquivo: "."""
    return _NAMED_THING.search(before[-_MOST_BEFORE:].decode(errors="ignore")) is not None


LABELLED = "labelled name"  # a name, unless its label is that of a thing's name
NAME_CHECKS = {
    "name": is_name,
    LABELLED: is_name,
    "known name": is_known_name,
    "speaker": is_speaker,
    "joins in": is_joining_speaker,
    "surname": is_surname,
    "told name": is_told_name,
    "cell name": is_cell_name,
    "field name": is_field_name,
    "whole name": is_whole_name,
    "greeted name": is_greeted_name,
    "pair": is_pair,
    "field pair": is_field_pair,
    "signed name": is_signed_name,
    "initialled name": is_initialled_name,
    "signs off": is_signing_off,
}


def is_activity(word: str) -> bool:
    """Say whether folded *word* ends as what a department does: Segurança, Gestão, Tesouraria, Atendimento."""
    return _ACTIVITY.search(word) is not None


def is_titled(word: str) -> bool:
    """Say whether *word* is written with its first letter a capital, and no other: Maria, McCoy."""
    rest = re.sub("^(?:Mc|Mac|O|De|La|Le|Jo|Van|Fitz)(?=[A-Z])", "", word)
    return rest[:1].isupper() and (rest[1:].islower() or len(rest) == 1)
