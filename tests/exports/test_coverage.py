"""Which days the exports cover, and which tickets stand in more than one file; worked out by hand."""

from export_studies import load

from toil.exports import find_gaps
from toil.schema import check

HEADER = "number,opened_at,short_description,assignment_group,sys_updated_on\n"


def write(path, *rows):
    lines = [f"{n},{day} 10:00:00,x,{group},{changed} 11:00:00\n" for n, day, group, changed in rows]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def exports(folder):
    return (
        write(
            folder / "a.csv",
            ("INC1", "2026-09-01", "G", "2026-09-01"),
            ("INC1", "2026-09-01", "G", "2026-09-02"),
            ("INC2", "2026-09-01", "H", "2026-09-01"),
            ("INC3", "2026-09-03", "G", "2026-09-03"),
        ),
        write(
            folder / "b.csv",
            ("INC3", "2026-09-03", "G", "2026-09-05"),
            ("INC4", "2026-09-09", "G", "2026-09-09"),
        ),
    )


def days_of(intake, file, squad="*"):
    rows = intake.intake_days.query("file == @file and squad == @squad")
    return dict(zip(rows["day"], rows["tickets"], strict=True))


def test_each_ticket_counts_once_a_file_once_in_all_and_once_in_its_squad(tmp_path):
    intake = load(*exports(tmp_path), groups=["G"])
    assert days_of(intake, "a.csv") == {"2026-09-01": 2, "2026-09-03": 1}
    assert days_of(intake, "b.csv") == {"2026-09-03": 1, "2026-09-09": 1}
    assert days_of(intake, "*") == {"2026-09-01": 2, "2026-09-03": 1, "2026-09-09": 1}
    assert days_of(intake, "*", "ours") == {"2026-09-01": 1, "2026-09-03": 1, "2026-09-09": 1}
    check("intake_days", intake.intake_days)


def test_days_begin_in_the_zone_of_the_study(tmp_path):
    write(tmp_path / "a.csv", ("INC1", "2026-09-01", "G", "2026-09-01"))
    late = tmp_path / "a.csv"
    late.write_text(late.read_text().replace("10:00:00", "02:00:00"))
    intake = load(late, groups=["G"], exports={"timezone": "UTC"})
    assert days_of(intake, "*") == {"2026-08-31": 1}


def test_tickets_in_two_files_are_counted_by_pair_whatever_the_order(tmp_path):
    a, b = exports(tmp_path)
    pairs = [load(*files, groups=["G"]).intake_overlaps for files in ((a, b), (b, a))]
    assert [pair.to_dict("list") for pair in pairs] == [
        {"file": ["a.csv"], "other_file": ["b.csv"], "tickets": [1]}
    ] * 2


def test_a_repeated_file_shares_all_its_tickets(tmp_path):
    a, _ = exports(tmp_path)
    (tmp_path / "c.csv").write_bytes(a.read_bytes())
    intake = load(a, tmp_path / "c.csv", groups=["G"])
    assert intake.intake_overlaps["tickets"].tolist() == [3]
    assert days_of(intake, "c.csv") == {"2026-09-01": 2, "2026-09-03": 1}


def test_undated_tickets_are_on_no_day(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Document,Topic_group\na,G\nb,G\n")
    exports = {"columns": {"Document": "description", "Topic_group": "group"}, "undated_month": "2026-08"}
    assert load(path, groups=["G"], exports=exports).intake_days.empty


def test_three_days_are_a_gap_and_two_are_a_weekend():
    days = ["2026-09-04", "2026-09-07", "2026-09-11", "2026-09-20"]
    assert find_gaps(days).to_dict("list") == {
        "first": ["2026-09-08", "2026-09-12"],
        "last": ["2026-09-10", "2026-09-19"],
        "days": [3, 8],
    }


def test_nothing_has_no_gap():
    assert find_gaps([]).empty
    assert find_gaps(["2026-09-01"]).empty
