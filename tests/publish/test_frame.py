"""A table of tickets' texts in a notebook: whole, from the left, and harmless."""

import pandas as pd

from toil.publish import readable


def test_a_text_is_whole_and_escaped_and_stands_left():
    text = "<script>alert(1)</script> " + "word " * 60 + "\u202eend"
    shown = readable(pd.DataFrame({"summary": [text]}, index=pd.Index(["INC1 <b>"], name="ticket_id")))
    assert "<script" not in shown and "<b>" not in shown
    assert "&lt;script&gt;" in shown and shown.count("word") == 60 and "\u202e" not in shown
    assert shown.count("<td") == shown.count('<td style="text-align: left') == 1


def test_what_is_longer_is_cut_with_an_ellipsis():
    assert ">" + "x" * 39 + "…<" in readable(pd.DataFrame({"summary": ["x" * 60]}), letters=40)


def test_an_id_of_a_pattern_is_not_broken_at_its_hyphen():
    shown = readable(pd.DataFrame({"related_id": ["P-0b22df02"]}, index=pd.Index(["P-0a11ce01"], name="pattern_id")))
    for id_ in ("P-0a11ce01", "P-0b22df02"):
        assert f'<span style="white-space: nowrap">{id_}</span>' in shown


def test_what_is_missing_is_empty():
    missing = pd.DataFrame({"number": [1.0, None], "text": ["a", None], "mixed": [True, None]})
    assert readable(missing).count('vertical-align: top"></td>') == 3
