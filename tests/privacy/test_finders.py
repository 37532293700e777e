"""The hook for a named-entity model: off by default, asked after the rules, held to its contract."""

import sys
import types

import pandas as pd
import pytest
from pydantic import ValidationError

from toil.errors import SettingsError
from toil.privacy import Redactor
from toil.settings import Privacy


@pytest.fixture
def finder(monkeypatch):
    """Install a module whose function ``find`` is given."""

    def install(find):
        module = types.ModuleType("a_model")
        module.find = find
        monkeypatch.setitem(sys.modules, "a_model", module)
        return Redactor(Privacy(finder="a_model:find"))

    return install


def test_what_a_model_finds_is_masked_and_counted_after_the_rules(finder):
    def find(texts):
        return [[(t.index("Acme"), t.index("Acme") + 4, "COMPANY")] if "Acme" in t else [] for t in texts]

    texts = pd.Series(["Acme, CPF 529.982.247-25", "Acme, CPF 529.982.247-25", None, "x"], dtype="str")
    masked, counts = finder(find).redact(texts)
    assert masked.tolist()[0] == "<COMPANY>, CPF <CPF>"
    assert pd.isna(masked[2])
    assert counts == {"COMPANY": 2, "CPF": 2}


def test_a_span_over_a_placeholder_is_left(finder):
    assert (
        finder(lambda texts: [[(0, len(t), "ALL")] for t in texts]).redact(pd.Series(["a@b.com"]))[0][0] == "<EMAIL>"
    )


@pytest.mark.parametrize(
    ("find", "problem"),
    [
        (lambda texts: [], "spans for each text"),
        (lambda texts: [[(0, 99, "X_Y")]], "doesn't fit"),
        (lambda texts: [[(0, 1, "low")]], "doesn't fit"),
    ],
)
def test_a_finder_that_breaks_its_contract_is_a_clear_error(finder, find, problem):
    with pytest.raises(SettingsError, match=problem):
        finder(find).redact(pd.Series(["x"]))


def test_a_finder_that_is_not_there_is_a_clear_error():
    with pytest.raises(SettingsError, match="no such finder"):
        Redactor(Privacy(finder="no_such_module:find"))
    with pytest.raises(ValidationError):
        Privacy(finder="os.system")
