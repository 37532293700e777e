"""Letters as ranges: the same texts match as with RE2's own classes; and umlauts, written without too."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from toil.letters import spell_out, spellings, with_spellings

CHARACTERS = pa.array([chr(point) for point in range(0x0980)], pa.large_string())
OTHERS = pa.array(list("ẠạҐ中ひ한ไท©№…—「」₽€😀"), pa.large_string())


@pytest.mark.parametrize(
    "pattern", [r"\p{L}", r"\p{M}", r"\p{Lu}", r"[^\p{L}\p{M}]", r"[\]\p{L}-]", r"[]\p{M}[:digit:]]"]
)
def test_the_scripts_of_the_five_languages_match_as_before(pattern):
    spelled = spell_out(pattern)

    assert r"\p" not in spelled
    assert pc.match_substring_regex(CHARACTERS, spelled).equals(pc.match_substring_regex(CHARACTERS, pattern))


def test_letters_of_other_scripts_match_and_signs_do_not():
    found = pc.match_substring_regex(OTHERS, spell_out(r"\p{L}"))

    assert "".join(OTHERS.filter(found).to_pylist()) == "ẠạҐ中ひ한ไท"


@pytest.mark.parametrize("pattern", [r"\\p{L}", r"[a-z]+\p{Nd}", r"plain", r"\pL"])
def test_other_patterns_stay(pattern):
    assert spell_out(pattern) == pattern


def test_umlauts_are_spelt_with_and_without():
    assert spellings("Über Öl") == ["Über Öl", "Ueber Oel"]
    assert spellings("ação") == ["ação"]


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        ("^für$", "fuer"),
        ("^gel[öo]st$", "geloest"),
        ("(?i)^über$", "UEBER"),
        (r"^\[ä\]$", "[ae]"),
        ("^ä{2}$", "aeae"),
    ],
)
def test_a_pattern_with_an_umlaut_matches_it_written_without(pattern, other):
    assert not pc.match_substring_regex(pa.scalar(other), pattern).as_py()
    assert pc.match_substring_regex(pa.scalar(other), with_spellings(pattern)).as_py()


@pytest.mark.parametrize("pattern", ["[a-zäöü]", "[^ä]", r"[\]ä]", "[äöü]", "straße", "usu[áa]rio"])
def test_classes_of_letters_stay(pattern):
    assert with_spellings(pattern) == pattern
