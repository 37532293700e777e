"""Frames that no rule lists are learned and taken out; a work whose filling varies is kept."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from toil.patterns import TicketClusterer, fit_patterns
from toil.patterns.corpus import read_corpus
from toil.patterns.frames import outside_frames
from toil.patterns.vectors import count_ngrams, places_among, terms_of
from toil.schema import conform
from toil.text import build_templates
from toil.text.languages import stop_words
from toil.text.tokens import tokenize

from .fake_embedder import FakeEmbedder

WORKS = [
    "printer jams paper tray|paper jams inside printer tray again",
    "vpn tunnel drops every hour|tunnel of vpn drops hourly at home",
    "invoice booked under wrong supplier|supplier wrong on booked invoice",
    "badge does not open turnstile|turnstile refuses badge does not open",
    "mailbox quota exceeded archive old folders|archive folders because mailbox quota exceeded",
    "scanner makes black stripes|black stripes from scanner glass",
    "payroll slip missing overtime|overtime missing from payroll slip",
    "nightly backup job aborted tape|tape error nightly backup job aborted",
    "projector bulb burnt meeting|bulb of projector burnt meeting cancelled",
    "customs declaration stuck clearance|clearance of customs declaration stuck",
    "forklift battery charger broken|charger for forklift battery broken",
    "licence server rejects checkout|checkout rejected by licence server",
]
FRAMES = [
    "Oracle the wise parrot welcomes thee, speak freely: {} (parrot sings while thou waitest)",
    "Chit from pigeonhole bureau, clerk noted {} stamped in violet ink",
    "{}\nTogether weaving tomorrows carpet, awarded golden loom workplace",
    "Helmsman narrates {} anchor weighed by quartermaster logbook",
]


def framed_texts() -> tuple[list[str], list[str]]:
    """Return texts of twelve works, half of them bare and half in one of four frames, and the work of each."""
    texts, works = [], []
    rng = np.random.default_rng(7)
    for work, wordings in enumerate(WORKS):
        for n in range(24):
            said = wordings.split("|")[n % 2] + f" {rng.choice(['floor', 'desk', 'wing', 'zone'])} {_word(rng)}"
            texts.append(FRAMES[n // 2 % 4].format(said) if rng.random() < 0.5 else said)
            works.append(str(work))
    return texts, works


def _word(rng: np.random.Generator) -> str:
    return "".join(rng.choice(list("bdfgklmnprstvz")) + rng.choice(list("aeiou")) for _ in range(4))


def words_taken(texts: list[str], languages: np.ndarray | None = None) -> set[str]:
    """Return the stems that are taken out of *texts* as frames, looked at as a corpus does."""
    languages = np.ones(len(texts), dtype=int) if languages is None else languages
    corpus_terms = terms_of(tokens := tokenize(pd.Series(texts)), languages)
    assert len(tokens) == len(texts)
    return set(corpus_terms.vocabulary[corpus_terms.ids[~outside_frames(corpus_terms, languages)[0]]])


def test_unseen_frames_over_many_works_are_taken_out_and_found_no_pattern():
    texts, works = framed_texts()
    taken = words_taken(texts)
    assert {"parrot", "pigeonhol", "violet", "loom", "helmsman", "logbook"} <= taken
    said = set(terms_of(tokenize(pd.Series([w.replace("|", " ") for w in WORKS])), np.ones(12, dtype=int)).vocabulary)
    assert taken & said == set()
    assert adjusted_rand_score(works, TicketClusterer().fit(texts).labels_) > 0.95


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_frames_of_most_texts_are_taken_out_where_little_else_reads_alike(seed):
    rng = np.random.default_rng(seed)
    works, each, odd = 30, 12, 200
    subjects = [[_word(rng) for _ in range(5)] for _ in range(works)]
    said = [[*rng.permutation(subjects[n // each])[:3], _word(rng)] for n in range(works * each)]
    said += [[_word(rng) for _ in range(4)] for _ in range(odd)]
    bare = [" ".join(words) for words in said]
    texts = [FRAMES[rng.integers(4)].format(text) if rng.random() < 0.6 else text for text in bare]
    assert {"parrot", "pigeonhol", "violet", "loom", "helmsman", "logbook"} <= words_taken(texts)
    labels = TicketClusterer().fit(texts).labels_
    assert adjusted_rand_score(np.arange(works * each) // each, labels[: works * each]) > 0.95
    assert (labels[works * each :] >= 0).mean() < 0.05


def test_work_with_a_filling_that_varies_keeps_its_words():
    rng = np.random.default_rng(3)
    people = [f"{_word(rng)} {_word(rng)}" for _ in range(40)]
    places = ["ledger", "treasury", "siebel", "kondor", "hyperion"]
    framed, _ = framed_texts()
    unlock = [f"unlock user {people[n % 40]} in application {places[n % 5]}" for n in range(60)]
    grant = [f"grant folder rights {people[(n * 7) % 40]} for {places[n % 5]}" for n in range(30)]
    elsewhere = [f"{text} {people[n % 40]}" for n, text in enumerate(framed)]  # the people write of other things too
    texts = elsewhere + unlock + grant
    assert not words_taken(texts) & {"unlock", "user", "applic", "grant", "folder", "right"}
    labels = TicketClusterer().fit(texts).labels_[len(elsewhere) :]
    assert len(set(labels[:60])) == 1 and labels[0] >= 0
    assert len(set(labels[60:])) == 1 and labels[60] not in {-1, labels[0]}


def test_wordings_of_one_work_are_no_frame_though_the_rest_reads_like_the_others():
    rng = np.random.default_rng(5)
    framed, _ = framed_texts()
    ways = ["nobody hears me online", "microphone stays mute teams", "camera shows black picture", "no sound in call"]
    one = [f"{ways[n % 4]}. {ways[(n // 4 + n + 1) % 4]} {_word(rng)}" for n in range(64)]
    assert not words_taken(framed + one) & {"hear", "microphon", "mute", "camera", "pictur", "sound"}


def test_labels_hang_neither_on_row_order_nor_on_chunks():
    texts = np.array(framed_texts()[0])
    labels = TicketClusterer().fit(texts).labels_
    order = np.random.default_rng(1).permutation(len(texts))
    assert (TicketClusterer().fit(texts[order]).labels_ == labels[order]).all()
    chunks = [list(part) for part in np.array_split(texts, 5)]
    assert (TicketClusterer().fit_chunks(chunks).labels_ == labels).all()


def test_frames_of_a_small_language_are_learned_from_its_own_texts():
    rng = np.random.default_rng(9)
    framed = framed_texts()[0]
    others = [" ".join(_word(rng) for _ in range(4)) for _ in range(20 * len(framed))]
    texts = [*others, *framed]
    languages = np.repeat([2, 1], [len(others), len(framed)])
    named = {"parrot", "pigeonhol", "violet", "loom", "helmsman", "logbook"}
    assert not words_taken(texts, np.ones(len(texts), dtype=int)) & named
    assert named <= words_taken(texts, languages)


def test_few_texts_teach_nothing():
    texts = framed_texts()[0][::3]
    assert len(texts) < 100
    assert words_taken(texts) == set()


def test_text_that_is_all_frame_keeps_its_words():
    empty = FRAMES[0].format("")
    corpus = read_corpus(tokenize(pd.Series([*framed_texts()[0], empty])), np.ones(len(framed_texts()[0]) + 1))
    says = np.diff(corpus.terms.offsets)
    assert says[corpus.member[-1]] > 5
    assert says.min() > 0


@pytest.mark.parametrize("most", [0.6, 0.8])
def test_work_that_most_tickets_are_is_one_pattern_whatever_fills_it(most):
    """Its words stand in most texts as those of a form do, but hardly anything stands beside them."""
    rng = np.random.default_rng(5)
    others, _ = framed_texts()
    names = [_word(rng) for _ in range(90)]
    asked = ["", "please check", "thanks", "urgent", "awaiting reply", "on call informed"]
    one = [
        f"Integration job aborted in production with code for application {rng.choice(names)} {rng.choice(asked)}"
        for _ in range(round(len(others) * most / (1 - most)))
    ]
    labels = TicketClusterer().fit([*one, *others]).labels_
    assert (np.bincount(labels[: len(one)] + 1) / len(one)).max() > 0.95
    assert not set(labels[: len(one)]) & set(labels[len(one) :]) - {-1}


def test_places_among_counts_what_stands_before_in_the_same_text():
    terms = terms_of(tokenize(pd.Series(["printer jams paper tray", "tunnel drops"])), np.ones(2, dtype=int))
    counted = np.array([False, True, True, False, True, False])
    assert places_among(terms, counted).tolist() == [0, 0, 1, 2, 0, 1]


def test_word_weighs_as_where_it_stood_before_others_were_taken_out():
    terms = terms_of(tokenize(pd.Series([" ".join(WORKS[0].split("|")[0].split() * 4)])), np.ones(1, dtype=int))
    late = terms.keep(terms.places >= 12)
    told, words = count_ngrams(late, terms.places[terms.places >= 12])
    moved, _ = count_ngrams(late)
    assert (moved.toarray()[0, :words] > told.toarray()[0, :words]).sum() == len(set(late.ids))


def test_a_model_of_meaning_reads_texts_without_their_frames():
    texts, _ = framed_texts()
    embedder = FakeEmbedder()
    TicketClusterer(embedder=embedder).fit(texts)
    read = " ".join(embedder.asked)
    assert "printer jams paper tray" in read
    assert not {"parrot", "quartermaster", "weaving", "pigeonhole"} & set(read.split())


def test_a_text_that_would_keep_under_two_words_is_read_whole():
    texts, _ = framed_texts()
    lone = "Helmsman narrates invoice anchor weighed by quartermaster logbook"
    said = read_corpus(tokenize(pd.Series([*texts, lone])), np.ones(len(texts) + 1)).outside_frames().lists()
    assert tokenize(pd.Series([lone])).lists()[0] in said


def fit_of(texts: list[str], requesters: list[str] | None = None, **options):
    """Return the fit of *texts* as tickets of one month, each by a person of its own unless *requesters* says."""
    people = requesters or [f"person {n}" for n in range(len(texts))]
    rows = {
        "ticket_id": [f"T{n:04}" for n in range(len(texts))],
        "source": "test",
        "month": "2026-09",
        "kind": "incident",
        "summary": texts,
        "requester": people,
    }
    tickets = conform("tickets", pd.DataFrame(rows))
    return fit_patterns(tickets, *build_templates(tickets), draws=0, **options)


def test_the_fit_says_what_was_left_out_in_how_many_texts_tickets_and_patterns():
    texts, _ = framed_texts()
    frames = fit_of([*texts, *texts]).frames
    (parrot,) = frames[frames["phrase"].str.contains("parrot")].to_dict("records")
    have = sum("parrot" in text for text in texts)
    assert parrot["tickets"] == 2 * have
    assert parrot["texts"] == have
    assert parrot["language"] == "en" and not parrot["kept"]
    assert parrot["patterns"] >= 10  # of twelve works
    assert "parrot" in [*texts, *texts][int(parrot["ticket_id"][1:])]
    assert frames["frame"].tolist() == list(range(1, len(frames) + 1))
    assert frames["tickets"].is_monotonic_decreasing


def test_a_frame_is_shown_as_the_text_says_it_and_its_filling_is_not():
    texts, _ = framed_texts()
    phrases = fit_of(texts).frames["phrase"].dropna()
    (parrot,) = phrases[phrases.str.contains("parrot")]
    assert parrot.startswith("Oracle the wise parrot welcomes thee, speak freely: …")
    filling = {word for work in WORKS for word in work.replace("|", " ").split()} - stop_words("en")
    assert {word.strip("…:,.()").lower() for word in " ".join(phrases).split()} & filling == set()


def test_a_phrase_of_fewer_than_three_people_is_counted_but_not_shown():
    texts, _ = framed_texts()
    people = ["clerk" if "Chit" in text else f"person {n}" for n, text in enumerate(texts)]
    told, hidden = fit_of(texts).frames, fit_of(texts, people).frames
    assert told["phrase"].str.contains("pigeonhole").sum() == 1
    assert hidden["phrase"].str.contains("pigeonhole").sum() == 0
    assert hidden["phrase"].isna().sum() == 1
    pd.testing.assert_frame_equal(told.drop(columns="phrase"), hidden.drop(columns="phrase"))


def test_a_word_of_a_frame_that_few_people_wrote_is_a_gap():
    """Most of the chits are signed by one clerk; two others write the rest."""
    texts = [text.replace("violet", "violet Ziegler") if n % 5 else text for n, text in enumerate(framed_texts()[0])]
    people = [f"person {n}" for n in range(len(texts))]
    signed = [n for n, text in enumerate(texts) if "Ziegler" in text]
    several = fit_of(texts, people).frames["phrase"]
    assert several.str.contains("Ziegler").sum() == 1
    one = fit_of(texts, ["clerk" if n in signed else who for n, who in enumerate(people)]).frames["phrase"]
    assert one.str.contains("Ziegler").sum() == 0
    assert one.str.contains("stamped in violet … ink").sum() == 1


def test_what_people_say_is_no_frame_stays_in_and_is_marked():
    texts, _ = framed_texts()
    terms = terms_of(tokenize(pd.Series(texts)), np.ones(len(texts), dtype=int))
    stays, _, frames = outside_frames(terms, np.ones(len(texts), dtype=int), ["The WISE Parrots welcome"])
    taken = set(terms.vocabulary[terms.ids[~stays]])
    assert not taken & {"oracl", "parrot", "wise", "welcom"}
    assert {"pigeonhol", "loom", "helmsman"} <= taken
    assert {bool(frame.kept) for frame in frames} == {True, False}
    table = fit_of(texts, not_frames=["The WISE Parrots welcome"]).frames
    (parrot,) = table[table["phrase"].str.contains("parrot")].to_dict("records")
    assert parrot["kept"]
    assert table["kept"].sum() == 1


def test_a_phrase_that_no_frame_has_is_a_row_of_no_texts():
    texts, _ = framed_texts()
    table = fit_of(texts, not_frames=["harpsichord", "of the"]).frames
    nowhere = table[table["texts"] == 0]
    assert sorted(nowhere["phrase"]) == ["harpsichord", "of the"]
    assert nowhere["kept"].all() and nowhere["ticket_id"].isna().all()
    pd.testing.assert_frame_equal(table[table["texts"] > 0], fit_of(texts).frames)


def test_coded_subjects_have_no_frames_but_do_tell_of_phrases_without_one():
    rows = {"ticket_id": [f"T{n}" for n in range(30)], "source": "test", "month": "2026-09", "category": "Network"}
    tickets = conform("tickets", pd.DataFrame(rows))
    built = build_templates(tickets)
    assert fit_patterns(tickets, *built, draws=0).frames.empty
    assert fit_patterns(tickets, *built, draws=0, not_frames=["network"]).frames["texts"].tolist() == [0]
