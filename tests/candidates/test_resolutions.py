import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from toil.candidates.resolutions import resolved_alike


def judge(texts, codes=None, pattern=None):
    n = len(texts)
    pattern = np.zeros(n, dtype=np.int64) if pattern is None else np.array(pattern)
    passed, eligible = resolved_alike(
        pc.dictionary_encode(pa.array(texts, type=pa.large_string())),
        pd.Categorical(codes or [None] * n).codes.astype(np.int64),
        pattern,
        int(pattern.max()) + 1,
    )
    return passed.tolist(), eligible.tolist()


@pytest.mark.parametrize(
    ("texts", "passed"),
    [
        (["Restarted the agent"] * 3, [True] * 3),
        (
            ["Restarted agent 12 on srv-1", "restarted AGENT 99 on srv-2"],
            [True, True],
        ),  # digits and case are no words
        (["Cleared the log", "Replaced the disk", "Asked the vendor"], [False] * 3),
        (["Reiniciado o serviço"] * 4 + ["Trocado cabo"], [True] * 4 + [False]),
        (["सर्वर रीस्टार्ट किया"] * 2, [True, True]),
    ],
)
def test_words(texts, passed):
    assert judge(texts) == (passed, [True] * len(texts))


def test_a_few_usual_ways_are_usual():
    assert judge(["Restarted the agent"] * 5 + ["Cleared temporary files"] * 5)[0] == [True] * 10


def test_common_words_alone_make_no_likeness():
    # "the" stands in all ten; what tells is in one each
    texts = [f"the {a} {b}" for a, b in zip("abcdefghij", "klmnopqrst", strict=True)]
    texts = [text.replace(" ", " x") + "word" for text in texts]
    assert not any(judge(texts)[0])


def test_likeness_is_to_the_own_pattern():
    assert judge(["restart", "restart", "reset", "other"], pattern=[0, 1, 1, 0])[0] == [False] * 4


def test_without_text_the_code_of_the_pattern_counts_where_it_tells_something():
    codes = ["A", "A", "B", "C", "C", "D"]
    assert judge([None] * 6, codes, [0, 0, 0, 1, 1, 1]) == ([True, True, False, True, True, False], [True] * 6)


def test_a_code_that_most_tickets_carry_says_nothing():
    assert judge([None] * 4, ["A", "A", "A", "B"]) == ([False] * 4, [False] * 4)


def test_nothing_to_read_is_not_eligible():
    assert judge([None, None]) == ([False, False], [False, False])


DEEDS = ["Restarted the agent", "Cleared temporary files", "Extended the volume", "Created the account"]


def test_words_said_of_all_work_say_nothing_of_the_way():
    texts = [text for deed in DEEDS for text in [deed] * 2 + ["Done", "ok", "ok, done."] * 4]
    passed, eligible = judge(texts, pattern=np.repeat(range(4), 14))
    assert eligible == ([True] * 2 + [False] * 12) * 4
    assert passed == eligible


def test_a_ticket_that_is_only_done_counts_by_its_code():
    texts = [text for deed in DEEDS for text in [deed] * 2 + ["done"] * 10]
    codes = np.repeat([f"K{n}" for n in range(4)], 12).tolist()
    assert judge(texts, codes, np.repeat(range(4), 12)) == ([True] * 48, [True] * 48)


@pytest.mark.parametrize(("patterns", "each"), [(3, 14), (4, 9)])
def test_of_few_patterns_or_texts_no_word_is_called_hollow(patterns, each):
    assert judge(["done"] * patterns * each, pattern=np.repeat(range(patterns), each))[1] == [True] * patterns * each
