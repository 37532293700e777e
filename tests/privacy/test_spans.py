"""Stretches of texts by their bytes: é and ж take two, न three, 😀 four."""

import numpy as np
import pyarrow as pa
import pytest

from toil.privacy.spans import Written

TEXTS = pa.array(["left out", "é1", "", "न😀z", "ab"], pa.large_string()).slice(1)


@pytest.fixture
def written():
    return Written(TEXTS)


def test_texts_of_a_part_stand_where_the_part_begins(written):
    assert (written.starts.tolist(), written.stops.tolist()) == ([8, 11, 11, 19], [11, 11, 19, 21])


def test_stretches_are_cut_out_of_all_texts(written):
    cut = written.cut(
        written.starts + np.array([2, 0, 3, 1]), written.stops - np.array([0, 0, 1, 0]), pa.large_string()
    )
    assert cut.to_pylist() == ["1", "", "😀", "b"]
    assert written.cut(written.starts[:0], written.starts[:0], pa.large_binary()).to_pylist() == []


def test_a_step_is_a_character_and_none_leaves_its_text(written):
    of = np.array([0, 0, 2, 2, 2, 3])
    at = written.starts[of] + [0, 2, 0, 3, 7, 0]
    assert (written.after(at, of) - written.starts[of]).tolist() == [2, 3, 3, 7, 8, 1]
    assert (written.before(at, of) - written.starts[of]).tolist() == [0, 0, 0, 0, 3, 0]


def test_stretches_are_masked_in_whatever_order_they_were_found(written):
    of = np.array([3, 2, 0, 2])
    begins = written.starts[of] + [1, 7, 0, 0]
    changed, masked = written.masked(of, begins, begins + np.array([1, 1, 2, 3]), "<X>")
    assert changed.tolist() == [0, 2, 3]
    assert masked.to_pylist() == ["<X>1", "<X>😀<X>", "a<X>"]
    assert masked.type == pa.large_string()
