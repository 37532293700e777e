"""Patterns resolved in the same words are paired; what is said of anything pairs nothing."""

import pandas as pd
import pytest

from toil.patterns import share_remedies

ANSWERS = {
    "P-expired": "Kennwort zurückgesetzt und Benutzer informiert",
    "P-locked": "Benutzer informiert, Kennwort zurückgesetzt",
    "P-printer": "Tonerkartusche gewechselt",
    "P-drive": "Laufwerk freigegeben nach Genehmigung",
    "P-mail": "Postfach vergrößert",
}


def resolved(answers, each=12):
    """Return tickets and their patterns, *each* of them resolved as *answers* says (one text, or several in turn)."""
    rows = [
        (f"{pattern}-{n}", pattern, texts if isinstance(texts, str | None) else texts[n % len(texts)])
        for pattern, texts in answers.items()
        for n in range(each)
    ]
    table = pd.DataFrame(rows, columns=["ticket_id", "pattern_id", "resolution"]).astype("str")
    return table[["ticket_id", "resolution"]], table[["ticket_id", "pattern_id"]]


def pairs(answers, **how):
    found = share_remedies(*resolved(answers, **how))
    return list(zip(found["pattern_id"], found["other_id"], strict=True))


def test_two_patterns_with_one_remedy_are_a_pair():
    found = share_remedies(*resolved(ANSWERS))
    assert found.to_dict("records") == [
        {"pattern_id": "P-expired", "other_id": "P-locked", "likeness": pytest.approx(1.0), "resolutions": 12}
    ]


def test_patterns_whose_resolutions_vary_alike_are_a_pair_too():
    loose = ["Kennwort zurückgesetzt", "Konto entsperrt", "Token erneuert"]
    found = share_remedies(*resolved(ANSWERS | {"P-expired": loose, "P-locked": loose}))
    assert found["likeness"].tolist() == [pytest.approx(1.0)]


def test_one_shared_word_of_several_is_not_enough():
    assert not pairs(ANSWERS | {"P-locked": "Kennwort gilt wieder, Sperre am Domänencontroller aufgehoben"})


def test_what_is_said_of_many_patterns_pairs_none():
    assert not pairs(dict.fromkeys(ANSWERS, "Problem behoben wie gewünscht"))


def test_what_is_said_of_all_beside_a_remedy_of_their_own_pairs_none():
    beside = {pattern: f"Problem wie gewünscht behoben: {text}" for pattern, text in ANSWERS.items()}
    assert pairs(beside) == [("P-expired", "P-locked")]


def test_a_handful_of_resolutions_is_no_habit():
    assert not pairs(ANSWERS, each=9)


def test_where_nobody_says_what_was_done_there_is_no_pair():
    assert not pairs(dict.fromkeys(ANSWERS, None))
    assert not pairs({})


def test_the_order_of_tickets_does_not_matter():
    tickets, placed = resolved(ANSWERS)
    turned = share_remedies(tickets[::-1], placed.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(turned, share_remedies(tickets, placed))
