"""Folding for finding: as Unicode decomposes letters, for any text."""

import random
import unicodedata

import pyarrow as pa

from toil.privacy.folding import fold_all


def plain(text):
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")


def test_letters_lose_accents_and_capitals_and_nulls_stay():
    texts = pa.array(
        ["JOÃO Ação", None, "Ёлка Йод", "Müller Straße", "“João”", "joa\u0303o", "राजेश", ""], pa.large_string()
    )
    expected = ["joao acao", None, "елка иод", "muller straße", "“joao”", "joao", "राजेश", ""]
    assert fold_all(texts).to_pylist() == expected
    assert fold_all(texts.slice(2, 3)).to_pylist() == expected[2:5]


def test_any_letter_of_two_bytes_folds_as_unicode_decomposes_it():
    dice = random.Random(3)
    texts = [
        "ã" + "".join(chr(dice.randrange(0x20, 0x530)) for _ in range(dice.randrange(12))) for _ in range(20_000)
    ]
    column = pa.array(texts, pa.large_string())
    lower = pa.compute.utf8_lower(column).to_pylist()
    assert fold_all(column).to_pylist() == [plain(text) for text in lower]
