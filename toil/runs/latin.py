"""Names in plain Latin letters: of folders, parameters and keys of a settings file, whatever script a group is in."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуфыэѐѝіїґ", "abvgdeziyklmnoprstufyeeiiig", strict=True)),
    "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu",
    "я": "ya", "є": "ye", "ў": "u",
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip
_SOUNDS = {"श": "sh", "ष": "sh", "च": "ch", "छ": "chh", "ऋ": "ri", "\u0943": "ri"}
_DEVANAGARI = re.compile("[\u0900-\u0963\u0970-\u097f]+")
_VIRAMA, _NUKTA = "\u094d", "\u093c"


def latin_name(text: str, longest: int = 40) -> str:
    """Return *text* in small letters from a to z, digits and hyphens; empty if it has no letter that is known.

    Cyrillic is written as in passports, Devanagari by the sounds of its letters.

    >>> latin_name("Платежи N2"), latin_name("भुगतान सहायता"), latin_name("Cartões / Größe")
    ('platezhi-n2', 'bhugatan-sahayata', 'cartoes-grosse')
    """
    spoken = _DEVANAGARI.sub(lambda word: _hindi(word[0]), text)
    letters = "".join(_LETTERS.get(letter, letter) for letter in spoken.lower())
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-")


def _hindi(word: str) -> str:
    """Return a Hindi word as it is said: each consonant with an "a", but at the end and where a vowel follows."""
    sounds: list[str] = []
    open_ = False  # the last consonant still has its "a"
    for letter in word.replace(_NUKTA, ""):
        kind, _, name = unicodedata.name(letter, "").removeprefix("DEVANAGARI ").rpartition(" ")
        sound = _SOUNDS.get(letter) or _sound_of(name)
        if letter == _VIRAMA:
            open_ = False
        elif kind.startswith("VOWEL SIGN"):
            sounds.append(sound)
            open_ = False
        elif kind == "LETTER" and name.endswith("A") and name not in ("A", "AA"):
            sounds += ["a"] if open_ else []
            sounds.append(sound)
            open_ = True
        else:
            sounds += ["a"] if open_ else []
            sounds.append("n" if name in ("ANUSVARA", "CANDRABINDU") else sound if kind.startswith("LETTER") else "")
            open_ = False
    return "".join(sounds)


def _sound_of(name: str) -> str:
    """Return the sound of a letter by its name in Unicode: "TTHA" is th, "AA" is a, "VOCALIC R" is ri."""
    consonant = name[:-1] if len(name) > 1 and name.endswith("A") and name != "AA" else name
    return re.sub(r"(.)\1", r"\1", consonant.lower())
