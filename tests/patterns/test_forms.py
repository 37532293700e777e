"""A form is left out and takes no place, be it of all tickets or of a part; a work's own form stays."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from toil.patterns import TicketClusterer
from toil.patterns.frames import outside_frames
from toil.patterns.vectors import terms_of
from toil.text.tokens import tokenize

from .test_frames import WORKS, _word, framed_texts, words_taken


@pytest.mark.parametrize("share", [1, 0.4, 0.2])
def test_what_stands_behind_the_fields_of_a_form_is_what_a_ticket_is_about(share):
    rng = np.random.default_rng(11)
    sites, teams = ["harbour", "uptown", "quarry", "meadow"], ["treasury", "nursery", "kitchen", "garage", "legal"]
    form = "Request form general data Site of applicant: {} Team that asks: {} Phone for contact: {} "
    form += "Inventory number of equipment: {} Reached under: {} Impact expected: {} "
    form += "Describe what is needed: {} Attachment added"
    ways, impacts = ["phone", "mail"], ["everybody", "nobody", "several"]
    said = [wording for _ in range(15) for work in WORKS for wording in work.split("|")]
    works = [number for _ in range(15) for number in range(len(WORKS)) for _ in range(2)]
    said = [f"{text} {_word(rng)}" for text in said]
    filled = [
        form.format(*map(rng.choice, (sites, teams)), _word(rng), _word(rng), *map(rng.choice, (ways, impacts)), text)
        for text in said
    ]
    texts = [form if rng.random() < share else text for form, text in zip(filled, said, strict=True)]
    assert adjusted_rand_score(works, TicketClusterer().fit(texts).labels_) > 0.9


def test_a_form_of_most_texts_is_left_out_but_what_most_say_for_itself_is_not():
    rng = np.random.default_rng(2)
    said = [wording for work in WORKS for wording in work.split("|")] * 12
    forms = [f"applicant {_word(rng)} inventory {_word(rng)} describe {text}" for text in said]
    texts = [f"{text} not" if n % 3 else text for n, text in enumerate(forms)]
    taken = words_taken(texts)
    assert {"applic", "inventori", "describ"} <= taken
    assert "not" not in taken
    terms = terms_of(tokenize(pd.Series(texts)), np.ones(len(texts), dtype=int))
    stays, places, frames = outside_frames(terms, np.ones(len(texts), dtype=int), ["describe"])
    assert frames[0].kept == "describe"
    assert len(frames[0].texts) == len(texts)
    assert "describ" in set(terms.vocabulary[terms.ids[stays]])
    assert places.tolist() == terms.places.tolist()


def test_works_that_have_a_form_to_themselves_keep_its_words():
    rng = np.random.default_rng(1)
    people = [f"{_word(rng)} {_word(rng)}" for _ in range(40)]
    places, sites = ["ledger", "treasury", "siebel", "kondor"], ["harbour", "uptown", "quarry", "meadow"]
    unlock = "Unlock request form. Locked user account: {} Application where locked: {} Branch of requester: {} "
    unlock += "Approved by supervisor: {} Confirm identity checked: yes"
    grant = "Folder rights grant. Grantee full name: {} Application where needed: {} Office of grantee: {} "
    grant += "Recorded for team leader: {} Expiry of permission wanted: june"
    elsewhere = [f"{text} {people[n % 40]}" for n, text in enumerate(framed_texts()[0])]
    filled = [
        form.format(rng.choice(people), rng.choice(places), rng.choice(sites), rng.choice(people))
        for form in (unlock, grant)
        for _ in range(80)
    ]
    texts = elsewhere + filled
    assert not words_taken(texts) & {"unlock", "account", "lock", "folder", "right", "grant", "expiri", "permiss"}
    labels = TicketClusterer().fit(texts).labels_[len(elsewhere) :]
    assert len(set(labels[:80])) == len(set(labels[80:])) == 1
    assert len({-1, labels[0], labels[80]}) == 3
