"""From files to tickets: each row is in a ticket or counted as dropped, whatever the order of files."""

import shutil

import pandas as pd
import pytest
from export_studies import FIXTURES, KEY, assert_accounted, counted, load, study_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toil.errors import ExportError, SettingsError
from toil.exports import REASONS, check_tickets, default_month, load_exports
from toil.schema import TABLES, check


def test_a_servicenow_list_becomes_tickets():
    intake = load("servicenow_list.csv", groups=["SERVICE DESK", "REDES N2"])
    tickets = intake.tickets.set_index("ticket_id")
    assert tickets["kind"].to_dict() == {
        "INC0010001": "incident",
        "INC0010002": "incident",
        "RITM0020003": "request",
        "CHG0030004": "change",
    }
    first = tickets.loc["INC0010001"]
    assert first["priority"] == 3
    assert first["state"] == "closed"
    assert first["channel"] == "phone"
    assert first["sla_met"] is True or bool(first["sla_met"])
    assert first["worked_minutes"] == 30  # 1800 seconds
    assert first["opened_at"] == pd.Timestamp("2026-09-01 11:15Z")
    assert tickets.loc["RITM0020003", ["description", "item"]].isna().all()
    assert counted(intake, "unassigned") == 1
    assert (intake.sources["system"] == "servicenow").all()


def test_a_glpi_export_becomes_tickets():
    intake = load("glpi_quoted.csv", "glpi_dashed.csv", groups=["TI > Campo", "TI > Acessos"])
    tickets = intake.tickets.set_index("ticket_id")
    assert tickets.index.tolist() == ["9999", "9998", "10001", "10002"]
    printer = tickets.loc["9998"]
    assert printer["worked_minutes"] == 570
    assert printer["sla_due_at"] == pd.Timestamp("2026-09-15 12:30Z")
    assert printer["priority"] == 3
    assert printer["description"].endswith("Att,\n<NAME>")
    assert tickets.loc["10001", "priority"] == 1
    assert tickets.loc["10002", "state"] == "resolved"


def test_a_reference_loses_thousands_spaces_as_ids_do(tmp_path):
    (tmp_path / "a.csv").write_text(
        "ID;Título;Data de abertura;Última atualização;Atribuído - Grupo técnico;Chamado pai;"
        "Requerente - Requerente\n9 998;x;25/09/2026;25/09/2026;G;;Ana\n10 000;y;25/09/2026;25/09/2026;G;9 998;Ana\n",
        encoding="utf-8",
    )
    tickets = load(tmp_path / "a.csv", groups=["G"]).tickets.set_index("ticket_id")
    assert tickets.loc["10000", "parent_id"] == "9998"


def test_an_audit_log_gives_the_latest_state_and_its_changes():
    intake = load("servicenow_audit.csv", groups=["Group 1", "Group 2"])
    tickets = intake.tickets.set_index("ticket_id")
    assert tickets.index.tolist() == ["INC1", "INC3"]
    assert tickets.loc["INC1", ["group", "state", "month"]].tolist() == ["Group 2", "closed", "2016-02"]
    assert counted(intake, "superseded state") == 2
    assert counted(intake, "repeated row") == 1
    assert counted(intake, "unknown value of state") == 1
    events = intake.ticket_events.fillna("-")
    resolver = intake.tickets.set_index("ticket_id").loc["INC1", "resolver"]
    assert events[["ticket_id", "field", "from", "to"]].to_numpy().tolist() == [
        ["INC1", "group", "-", "Group 1"],
        ["INC1", "state", "-", "new"],
        ["INC1", "group", "Group 1", "Group 2"],
        ["INC1", "resolver", "-", resolver],
        ["INC1", "state", "new", "open"],
        ["INC1", "state", "open", "closed"],
    ]


def test_all_tables_fulfil_their_contracts():
    intake = load("servicenow_audit.csv", groups=["Group 1"])
    for name in ("tickets", "ticket_events", "sources", "intake_counts", "columns", "redactions"):
        check(name, getattr(intake, name))
        assert name in TABLES
    assert set(intake.intake_counts["reason"]) <= set(REASONS)


def test_people_are_hashed_and_found_in_their_texts(tmp_path):
    (tmp_path / "a.csv").write_text(
        "ticket id,subject,group,opened at,requester,resolver\n"
        "1,acesso da maria aparecida,G,2026-09-01,Maria Aparecida,\n2,outra coisa,G,2026-09-02,MARIA APARECIDA,x\n",
        encoding="utf-8",
    )
    intake = load(tmp_path / "a.csv", groups=["G"])
    assert intake.tickets["summary"].iloc[0] == "acesso da <NAME>"
    assert len(set(intake.tickets["requester"])) == 1
    assert intake.tickets["requester"].iloc[0].startswith(KEY.key_id)
    assert pd.isna(intake.tickets["resolver"].iloc[0])
    assert intake.redactions.set_index("placeholder")["values"].to_dict() == {"NAME": 1}


def test_raw_people_and_numbers_are_in_no_table():
    intake = load("servicenow_list.csv", "glpi_quoted.csv", groups=["SERVICE DESK", "TI > Campo", "REDES N2"])
    for table in (intake.tickets, intake.ticket_events, intake.sources, intake.intake_counts, intake.columns):
        written = table.to_csv()
        for planted in ("529.982", "Silva", "Souza", "Ana Lima", "Prado", "Rita"):
            assert planted not in written


def test_a_repeated_file_is_not_read_twice(tmp_path):
    for name in ("a.csv", "b.csv"):
        shutil.copy(FIXTURES / "servicenow_audit.csv", tmp_path / name)
    intake = load(tmp_path / "a.csv", tmp_path / "b.csv", groups=["Group 1", "Group 2"])
    assert counted(intake, "repeated file") == 6
    assert intake.sources["tickets"].tolist() == [2, 0]


def test_names_of_files_are_relative_to_the_study_and_paths_outside_stay_private(tmp_path):
    shutil.copy(FIXTURES / "no_date.csv", tmp_path / "no_date.csv")
    exports = {"columns": {"Document": "description", "Topic_group": "group"}, "undated_month": "2026-08"}
    outside = load(tmp_path / "no_date.csv", groups=["Hardware"], exports=exports)
    inside = load(FIXTURES / "no_date.csv", groups=["Hardware"], exports=exports)
    assert outside.sources["file"].tolist() == inside.sources["file"].tolist() == ["no_date.csv"]


def test_ids_that_two_systems_use_are_told_apart(tmp_path):
    (tmp_path / "other.csv").write_text(
        "ticket id,subject,group,opened at\n10001,x,G,2026-09-01\n5,y,G,2026-09-01\n", encoding="utf-8"
    )
    intake = load("glpi_dashed.csv", tmp_path / "other.csv", groups=["G", "TI > Campo"])
    assert sorted(intake.tickets["ticket_id"]) == ["5", "generic:10001", "glpi:10001"]
    assert counted(intake, "id used by two systems") == 2


def test_a_link_follows_an_id_that_is_told_apart(tmp_path):
    head = "ticket id,subject,group,opened at,parent id\n"
    (tmp_path / "a.csv").write_text(
        head + "10001,x,G,2026-09-01,\n5,y,G,2026-09-01,10001\n6,z,G,2026-09-01,5\n", encoding="utf-8"
    )
    tickets = load("glpi_dashed.csv", tmp_path / "a.csv", groups=["G", "TI > Campo"]).tickets.set_index("ticket_id")
    assert tickets.loc[["5", "6"], "parent_id"].tolist() == ["generic:10001", "5"]


def test_damaged_ids_do_not_merge_tickets():
    intake = load("spreadsheet_ids.csv", groups=["G1"])
    assert len(intake.tickets) == 3
    assert counted(intake, "id damaged by a spreadsheet") == 3
    assert counted(intake, "date turned into a number by a spreadsheet") == 3


@pytest.mark.parametrize(("first", "ids"), [(1, ["a:1", "a:2", "a:3"]), (45001, ["45001", "45002", "45003"])])
def test_numbers_under_a_bare_sign_are_ids_unless_they_count_the_rows(tmp_path, first, ids):
    rows = [f"{first + n};{n + 14}.09.2026;Карты;Сброс пароля {n}" for n in range(3)]
    (tmp_path / "a.csv").write_text("\n".join(["№;Дата создания;Группа;Тема", *rows]), encoding="utf-8")
    intake = load(tmp_path / "a.csv", groups=["Карты"])
    assert intake.tickets["ticket_id"].tolist() == ids
    assert counted(intake, "row number as id") == (3 if first == 1 else 0)


def test_of_rows_of_one_moment_the_upper_is_the_later_only_where_all_go_back_in_time(tmp_path):
    lines = (FIXTURES / "servicenow_newest_first.csv").read_text(encoding="utf-8").splitlines()
    forward = [lines[0], *lines[:0:-1]]
    mixed = [*lines, lines[3].replace("INC0012001", "INC2"), lines[1].replace("INC0012001", "INC2")]
    states = []
    for name, written in (("back.csv", lines), ("forward.csv", forward), ("mixed.csv", mixed)):
        (tmp_path / name).write_text("\n".join(written) + "\n", encoding="utf-8")
        tickets = load(tmp_path / name, groups=["Network", "Service Desk"]).tickets.set_index("ticket_id")
        states.append(tickets["state"]["INC0012001"])
    assert states == ["closed", "closed", "open"]


def test_nobody_is_no_person_and_no_group_and_masks_no_word():
    tickets = load("database_names.csv", groups=["Cartões"]).tickets.set_index("ticket_id")
    assert tickets["summary"]["00045001"] == "Report not generated"
    assert tickets["resolver"].isna().tolist() == [True, False]


def test_dates_that_can_be_read_two_ways_ask_for_the_setting():
    with pytest.raises(ExportError, match=r"ambiguous_dates\.csv: .*Set exports.day_first = true"):
        load("ambiguous_dates.csv", groups=["G"])
    american = load("ambiguous_dates.csv", groups=["G"], exports={"day_first": False}).tickets
    assert american["month"].tolist() == ["2026-03", "2026-05"]


def test_a_file_of_the_same_system_decides_for_one_that_cannot(tmp_path):
    (tmp_path / "clear.csv").write_text(
        "ticket id,subject,group,opened at\n9,z,G,25/04/2026 10:00\n", encoding="utf-8"
    )
    tickets = load("ambiguous_dates.csv", tmp_path / "clear.csv", groups=["G"]).tickets
    assert tickets["month"].tolist() == ["2026-04", "2026-04", "2026-06"]


def test_month_first_dates_are_seen_as_such():
    tickets = load("month_first.csv", groups=["G"]).tickets.set_index("ticket_id")
    assert tickets.loc["1", "opened_at"] == pd.Timestamp("2026-09-25 16:05Z")
    assert tickets.loc["2", "opened_at"] == pd.Timestamp("2026-09-03 03:30Z")


def test_files_and_columns_with_other_orders_are_each_read_by_their_own_and_sources_say_so(tmp_path):
    (tmp_path / "a.csv").write_text(
        "ticket id,subject,group,opened at,closed at\n1,x,G,25/09/2026 10:00,09/26/2026 10:00\n", encoding="utf-8"
    )
    intake = load("month_first.csv", tmp_path / "a.csv", groups=["G"])
    assert intake.sources.set_index("file")["dates"].to_dict() == {
        "a.csv": "day first (its own dates): opened_at; month first (its own dates): closed_at",
        "month_first.csv": "month first (its own dates): opened_at",
    }
    closed = intake.tickets.loc[intake.tickets["summary"] == "x", "closed_at"]
    assert closed.tolist() == [pd.Timestamp("2026-09-26 13:00Z")]


def test_a_column_that_mixes_orders_is_an_error_until_the_study_says_which_to_read(tmp_path):
    days = ["25/09/2026", "26/09/2026", "09/27/2026", "03/09/2026"]
    rows = "".join(f"{place},x,G,{day}\n" for place, day in enumerate(days))
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at\n" + rows, encoding="utf-8")
    with pytest.raises(ExportError) as caught:
        load(tmp_path / "a.csv", groups=["G"])
    assert "column 'opened at' are written day first and month first; found 2 that only day first" in str(
        caught.value
    )
    intake = load(tmp_path / "a.csv", groups=["G"], exports={"day_first": True})
    assert len(intake.tickets) == 3
    assert counted(intake, "date unreadable") == counted(intake, "no date") == 1


def test_a_date_column_that_cannot_be_read_shows_its_shape_only():
    with pytest.raises(ExportError) as caught:
        load("unreadable_dates.csv", groups=["G"])
    assert "the dates in column 'opened at' can't be read; found 3 of 3 cells like 'aaaaa'" in str(caught.value)
    assert "ontem" not in str(caught.value)


def test_a_file_with_a_header_only_gives_no_ticket():
    intake = load("header_only.csv", groups=["G1"])
    assert len(intake.tickets) == 0
    assert intake.sources["rows"].tolist() == [0]


def squads(**groups):
    return {"squads": {name: {"groups": list(wanted)} for name, wanted in groups.items()}}


def test_totals_of_several_months_are_rows_without_a_date_and_no_state_of_a_ticket(tmp_path):
    head = "ticket id,subject,group,opened at,state,updated at,note\n"
    (tmp_path / "a.csv").write_text(
        f"{head}1,x,G,2026-08-01,open,2026-08-01,\nTotal,,,,,,1\n1,x,,,closed,2026-09-03,\n"
    )
    (tmp_path / "b.csv").write_text(f"{head}2,x,G,2026-09-01,open,2026-09-01,\nTotal,,,,,,1\n")
    intake = load(tmp_path / "a.csv", tmp_path / "b.csv", groups=["G"])
    assert intake.tickets["state"].tolist() == ["open", "open"]
    assert (counted(intake, "no date"), counted(intake, "superseded state"), counted(intake, "repeated row")) == (
        3,
        0,
        0,
    )


def test_groups_may_belong_to_a_squad_for_some_months():
    periods = {"old": [{"name": "Group 1", "until": "2016-02"}], "new": [{"name": "group  1", "since": "2016-03"}]}
    intake = load("servicenow_audit.csv", **squads(**periods))
    assert intake.tickets[["ticket_id", "squad"]].to_numpy().tolist() == [["INC3", "new"]]
    only_old = load("servicenow_audit.csv", **squads(old=periods["old"]))
    assert counted(only_old, "outside the group's months") == 1


def test_two_squads_cannot_hold_one_group_in_the_same_month():
    with pytest.raises(SettingsError, match=r"two squads hold the group 'Group 1' .*squads.a and squads.b"):
        load("servicenow_audit.csv", **squads(a=["Group 1"], b=["Group 1"]))


def test_a_group_that_no_export_names_is_said():
    counts = load("servicenow_audit.csv", **squads(a=["Group 1", "Grup 2"])).intake_counts
    absent = counts[counts["reason"] == "group of the study not in the exports"]
    assert absent[["file", "squad", "rows"]].to_numpy().tolist() == [["*", "a", 1]]


def test_days_without_a_ticket_are_counted_in_runs_of_three_or_more(tmp_path):
    days = ["01", "02", "05", "09"]  # 3-4 is a weekend, 6-8 is a gap
    rows = "".join(f"{day},x,G,2026-09-{day} 10:00\n" for day in days)
    (tmp_path / "gap.csv").write_text("ticket id,subject,group,opened at\n" + rows, encoding="utf-8")
    assert counted(load(tmp_path / "gap.csv", groups=["G"]), "days without a ticket") == 3


@pytest.mark.parametrize(
    ("last", "month"),
    [("2026-09-30 10:00", "2026-09"), ("2026-09-29 10:00", "2026-09"), ("2026-09-28 10:00", "2026-08")],
)
def test_the_default_month_is_the_latest_that_is_whole(tmp_path, last, month):
    assert default_of(tmp_path, ["2026-08-15 10:00", last]) == month


@pytest.mark.parametrize(
    ("first", "last", "country", "month"),
    [
        ("2026-04-15 10:00", "2026-05-29 17:00", "", "2026-05"),  # a Friday; the 31st is a Sunday
        ("2026-04-15 10:00", "2026-05-28 17:00", "", "2026-04"),
        ("2024-02-15 10:00", "2024-03-28 17:00", "BR", "2024-03"),  # the 29th is Good Friday, the 31st Easter
        ("2024-02-15 10:00", "2024-03-28 17:00", "", "2024-02"),
    ],
)
def test_a_desk_that_closes_for_the_weekend_has_whole_months_too(tmp_path, first, last, country, month):
    assert default_of(tmp_path, [first, last], calendar={"country": country}) == month


def default_of(folder, opened, **settings):
    rows = "".join(f"{number},x,G,{moment}\n" for number, moment in enumerate(opened))
    (folder / "a.csv").write_text("ticket id,subject,group,opened at\n" + rows, encoding="utf-8")
    study = study_of([folder / "a.csv"], groups=["G"], **settings)
    return default_month(load_exports(study, KEY).tickets, study)


ROW = st.tuples(
    st.sampled_from(["INC1", "INC2", "INC3", "?"]),
    st.sampled_from(["G1", "G2", "?"]),
    st.sampled_from(["2026-08-31 23:00:00", "2026-09-01 10:00:00", "?", "later"]),
    st.sampled_from(["2026-09-02 10:00:00", "2026-09-03 10:00:00", "?"]),
    st.sampled_from(["New", "Closed", "odd"]),
)
HEADER = "number,assignment_group,opened_at,sys_updated_on,incident_state,short_description"


@pytest.mark.slow
@settings(
    max_examples=15, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.lists(st.lists(ROW, max_size=6), min_size=1, max_size=3))
def test_every_row_is_accounted_for_and_the_order_of_files_is_nothing(tmp_path, files):
    readable = [row for rows in files for row in rows if row[2] not in ("?", "later")]
    if len([row for rows in files for row in rows if row[2] == "later"]) > len(readable):
        return  # a column that is mostly no date is an error of its own
    paths = [tmp_path / f"{place}.csv" for place in range(len(files))]
    for path, rows in zip(paths, files, strict=True):
        bad = sum(row[2] == "later" for row in rows)
        if bad * 2 > sum(row[2] != "?" for row in rows):
            rows = [row for row in rows if row[2] != "later"]
        path.write_text("\n".join([HEADER, *(",".join([*row, "text"]) for row in rows)]) + "\n", encoding="utf-8")
    results = []
    for order in (paths, paths[::-1]):
        intake = load_exports(study_of(order, groups=["G1"]), KEY)
        assert_accounted(intake)
        results.append(intake)
    for other in results[1:]:
        pd.testing.assert_frame_equal(results[0].tickets, other.tickets)
        pd.testing.assert_frame_equal(results[0].intake_counts, other.intake_counts)


def test_headers_are_redacted_too(tmp_path):
    """An export may carry a person's address in a header, and the table of columns stands in each report."""
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at,maria@bank.example\n1,x,G,2026-09-01,y\n")
    assert load(tmp_path / "a.csv", groups=["G"]).columns["header"].tolist()[-1] == "<EMAIL>"


def test_a_study_whose_groups_are_in_no_export_is_told_the_nearest_names(tmp_path):
    rows = "".join(f"{n},x,{group},2026-09-{n:02},\n" for n, group in enumerate(["Redes SP", "Redes SP", "Banco"], 1))
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at,note\n" + rows, encoding="utf-8")
    study = study_of([tmp_path / "a.csv"], groups=["Rede SP"])
    intake = load_exports(study, KEY)
    with pytest.raises(ExportError) as told:
        check_tickets(intake.tickets, study)
    assert "found in the exports 2 group(s): 'Redes SP', 'Banco'; wanted one of 'Rede SP'" in str(told.value)
    with pytest.raises(ExportError, match="no ticket of the study's squads"):
        default_month(intake.tickets, study)


def test_zones_that_mean_several_are_one_error_that_asks_for_the_zone(tmp_path):
    rows = "".join(f"{n},x,G,2026-09-{n:02} 10:15 {'EDT' if n % 2 else 'IST'},\n" for n in range(1, 9))
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at,note\n" + rows, encoding="utf-8")
    with pytest.raises(
        ExportError, match=r"'opened at' name time zones that mean several; found IST; .*exports.timezone"
    ):
        load(tmp_path / "a.csv", groups=["G"])
    tickets = load(tmp_path / "a.csv", groups=["G"], exports={"timezone": "Asia/Kolkata"}).tickets
    assert [f"{moment:%d %H:%M}" for moment in tickets["opened_at"][:2]] == ["01 14:15", "02 04:45"]


def test_days_that_a_spreadsheet_exchanged_stop_the_load_even_if_the_study_states_an_order(tmp_path):
    days = ["2026-01-09 10:15:00", "2026-02-09 10:15:00", "15/09/2026 10:15", "30/09/2026 10:15"]
    rows = "".join(f"{n},x,G,{day}\n" for n, day in enumerate(days))
    (tmp_path / "a.csv").write_text("ticket id,subject,group,opened at\n" + rows, encoding="utf-8")
    for stated in ({}, {"day_first": True}):
        with pytest.raises(ExportError, match="a spreadsheet has exchanged day and month in column 'opened at'"):
            load(tmp_path / "a.csv", groups=["G"], exports=stated)


def test_two_digit_years_that_could_stand_first_stop_the_load(tmp_path):
    content = "ticket id,subject,group,opened at\n1,x,G,26/09/01\n2,x,G,26/09/02\n"
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match="years of two digits can stand first and last"):
        load(tmp_path / "a.csv", groups=["G"])
    opened = load(tmp_path / "a.csv", groups=["G"], exports={"day_first": True}).tickets["opened_at"]
    assert [f"{moment:%Y-%m-%d}" for moment in opened] == ["2001-09-26", "2002-09-26"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("setembro.csv", "outubro.csv"), ("12-2026.csv", "01-2027.csv"), ("lote 9.csv", "lote 10.csv")],
)
def test_of_rows_with_one_moment_the_later_files_counts_whatever_it_is_called(tmp_path, earlier, later):
    header = "Chamado;Assunto;Equipe;Abertura;Status"
    rows = {
        earlier: ["7;Um;G1;14/09/2026 10:00;Novo", "8;Dois;G1;15/09/2026 10:00;Novo"],
        later: ["7;Um;G1;14/09/2026 10:00;Pendente", "9;Tres;G1;16/10/2026 10:00;Novo"],
    }
    for name, lines in rows.items():
        (tmp_path / name).write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    intake = load(*(tmp_path / name for name in rows), groups=["G1"])
    assert intake.tickets.set_index("ticket_id")["state"].to_dict() == {"7": "pending", "8": "new", "9": "new"}
