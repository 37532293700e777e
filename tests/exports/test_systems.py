"""One export of each system as that system writes it, and the exact tickets that must come out of it.

Reason: a profile is only as good as the export it was held against; here each is held, cell by cell, to one.
"""

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import pytest
from export_studies import FIXTURES, counted, load, study_of

from toil.errors import ExportError
from toil.exports import check_export, render_check, survey_exports
from toil.exports.layouts.profile import profile_names
from toil.i18n import wording
from toil.runs import new_study
from toil.settings import read_study

pytestmark = pytest.mark.slow

LINKS = ("change_id", "caused_by_change", "problem_id", "parent_id")


class Export(NamedTuple):
    """What must come out: id -> (kind, priority, state, opened UTC, group), links, and counted rows."""

    system: str
    tickets: dict[str, tuple[str | None, int | None, str | None, str, str]]
    links: Mapping[str, dict[str, str]] = MappingProxyType({})
    counts: Mapping[str, int] = MappingProxyType({})


EXPORTS = {
    "servicenow_list.csv": Export(
        "servicenow",
        {
            "INC0010001": ("incident", 3, "closed", "2026-09-01 11:15", "SERVICE DESK"),
            "INC0010002": ("incident", 1, "open", "2026-09-02 13:00", "REDES N2"),
            "RITM0020003": ("request", 4, "closed", "2026-09-03 17:20", "SERVICE DESK"),
            "CHG0030004": ("change", 5, "closed", "2026-09-29 01:00", "REDES N2"),
        },
        counts={"unassigned": 1, "days without a ticket": 24},
    ),
    "servicenow_audit.csv": Export(
        "servicenow",
        {
            "INC1": ("incident", 3, "closed", "2016-02-29 04:16", "Group 2"),
            "INC3": ("incident", 4, None, "2016-03-02 13:00", "Group 1"),
        },
        counts={"superseded state": 2, "repeated row": 1, "unassigned": 1, "unknown value of state": 1},
    ),
    "servicenow_incidents.csv": Export(
        "servicenow",
        {
            "INC0011001": ("incident", 1, "resolved", "2026-09-26 02:10", "APPS N3"),
            "INC0011002": ("incident", 2, "pending", "2026-09-26 02:20", "APPS N3"),
        },
        {
            "INC0011001": {
                "change_id": "CHG0031002", "caused_by_change": "CHG0031001", "problem_id": "PRB0041001",
            },
            "INC0011002": {
                "caused_by_change": "CHG0031001", "problem_id": "PRB0041001", "parent_id": "INC0011001",
            },
        },
    ),
    "servicenow_changes.csv": Export(
        "servicenow",
        {
            "CHG0031001": ("change", 4, "closed", "2026-09-20 13:00", "APPS N3"),
            "CHG0031002": ("change", 2, "open", "2026-09-26 13:00", "APPS N3"),
        },
        {"CHG0031002": {"parent_id": "CHG0031001"}},
        {"days without a ticket": 5},
    ),
    "servicenow_requests.csv": Export(
        "servicenow",
        {
            "RITM0021001": ("request", 4, "closed", "2026-09-03 17:20", "ACCESS N1"),
            "SCTASK0022001": ("request", 4, "closed", "2026-09-03 18:00", "ACCESS N1"),
        },
        {"RITM0021001": {"parent_id": "REQ0020001"}, "SCTASK0022001": {"parent_id": "RITM0021001"}},
    ),
    "servicenow_alerts.csv": Export(
        "servicenow",
        {"Alert0010001": ("alert", 2, "closed", "2026-09-26 02:05", "APPS N3")},
        {"Alert0010001": {"parent_id": "INC0011002"}},
    ),
    "ca_sdm_attributes.csv": Export(
        "ca_sdm",
        {
            "1001": ("incident", 1, "closed", "2026-09-02 13:00", "POS N2"),
            "1004": ("incident", None, "cancelled", "2026-09-02 13:10", "POS N2"),
            "1002": ("request", 4, "pending", "2026-09-03 12:00", "ACESSOS N1"),
            "1003": ("problem", 2, "open", "2026-09-05 12:00", "POS N2"),
        },
        {
            "1001": {"change_id": "501", "caused_by_change": "500", "problem_id": "1003"},
            "1003": {"change_id": "501"},
            "1004": {"parent_id": "1001"},
        },
    ),
    "ca_sdm_changes.csv": Export(
        "ca_sdm",
        {
            "500": ("change", 3, "closed", "2026-08-25 12:00", "POS N2"),
            "501": ("change", 1, "resolved", "2026-09-02 14:00", "POS N2"),
        },
        {"501": {"parent_id": "500"}},
        {"days without a ticket": 7},
    ),
    "ca_sdm_tasks.csv": Export(
        "ca_sdm",
        {
            "7701#100": ("change", None, "closed", "2026-09-14 12:15", "CAB"),
            "7701#200": ("change", None, "pending", "2026-09-15 02:15", "Infra"),
        },
        {"7701#100": {"parent_id": "7701"}, "7701#200": {"parent_id": "7701"}},
        {"row with guessed columns": 2},
    ),
    "ca_sdm_list_pt.csv": Export(
        "ca_sdm",
        {
            "I 2002": ("incident", 4, "open", "2026-09-03 11:00", "ACESSOS N1"),
            "I 2001": ("incident", 1, "closed", "2026-09-25 05:15", "LIQUIDAÇÃO N3"),
        },
        {"I 2001": {"caused_by_change": "500", "problem_id": "1003"}},
        {"unassigned": 1, "unknown value of priority": 1, "days without a ticket": 20},
    ),
    "ca_sdm_report_pt.csv": Export(
        "ca_sdm",
        {
            "5002": ("request", 4, "pending", "2026-09-04 11:00", "ACESSOS N1"),
            "5001": ("incident", 1, "closed", "2026-09-25 05:15", "LIQUIDAÇÃO N3"),
        },
        {
            "5001": {"change_id": "501", "caused_by_change": "500", "problem_id": "1003"},
            "5002": {"parent_id": "5001"},
        },
        {"days without a ticket": 20},
    ),
    "ca_sdm_list_en.csv": Export(
        "ca_sdm",
        {
            "3002": ("request", 5, "open", "2026-09-03 11:15", "Service Desk"),
            "3001": ("request", 3, "closed", "2026-09-25 17:15", "Service Desk"),
        },
        counts={"days without a ticket": 21},
    ),
    "ca_sdm_rest.json": Export(
        "ca_sdm",
        {"4001": ("incident", 2, "open", "2026-09-10 12:00", "DBA N3")},
        {"4001": {"change_id": "501"}},
    ),
    "glpi_quoted.csv": Export(
        "glpi",
        {
            "9999": ("request", 1, "open", "2026-09-02 13:00", "TI > Acessos"),
            "9998": ("incident", 3, "closed", "2026-09-13 12:30", "TI > Campo"),
        },
        counts={"unassigned": 1, "several people in a cell": 1, "days without a ticket": 9},
    ),
    "glpi_dashed.csv": Export(
        "glpi",
        {
            "10001": ("incident", 1, "new", "2026-09-25 12:30", "TI > Campo"),
            "10002": ("request", 4, "resolved", "2026-09-26 12:30", "TI > Acessos"),
        },
    ),
    "glpi_de.csv": Export(
        "glpi",
        {
            "1234": ("incident", 2, "closed", "2026-09-25 12:30", "IT > Filiale"),
            "1235": ("request", 5, "open", "2026-09-26 12:30", "IT > Filiale"),
        },
        counts={"several people in a cell": 2},
    ),
    "jira_cloud_en.csv": Export(
        "jira_sm",
        {
            "OPS-102": ("request", 4, "pending", "2026-11-03 11:05", "Access Squad"),
            "OPS-103": ("change", 3, "resolved", "2026-11-20 17:00", "Pix Squad"),
            "OPS-101": ("incident", 1, "resolved", "2026-11-26 00:31", "Pix Squad"),
            "OPS-104": ("problem", 2, "open", "2026-11-26 14:00", "Pix Squad"),
        },
        {
            "OPS-101": {"caused_by_change": "OPS-103", "problem_id": "OPS-104"},
            "OPS-104": {"parent_id": "OPS-105"},
        },
        {"days without a ticket": 20},
    ),
    "jira_cloud_pt.csv": Export(
        "jira_sm",
        {
            "SIN-4": ("request", 3, "new", "2025-12-29 02:59", "Extratos"),
            "SIN-2": ("request", 4, "open", "2026-02-18 17:00", "Extratos"),
            "SIN-1": ("incident", 1, "resolved", "2026-03-17 13:00", "Extratos"),
        },
        {"SIN-1": {"parent_id": "SIN-9"}},
        {"no date": 1, "date unreadable": 1, "days without a ticket": 77},
    ),
    "jira_cloud_de.csv": Export(
        "jira_sm",
        {
            "SD-7": ("incident", 2, "resolved", "2026-03-03 16:22", "Netz"),
            "SD-8": ("request", 4, "open", "2026-03-14 13:05", "Zugänge"),
        },
        counts={"days without a ticket": 10},
    ),
    "glpi_fr.csv": Export(
        "glpi",
        {
            "9999": ("request", 2, "closed", "2026-09-01 11:15", "Assistance"),
            "10000": ("incident", 1, "open", "2026-09-15 16:40", "Assistance"),
        },
        counts={"days without a ticket": 13},
    ),
    "servicenow_newest_first.csv": Export(
        "servicenow",
        {"INC0012001": ("incident", 3, "closed", "2026-09-01 13:00", "Network")},
        counts={"superseded state": 2},
    ),
    "database_names.csv": Export(
        "generic",
        {
            "00045001": (None, 2, None, "2026-09-14 16:22", "Cartões"),
            "00045002": (None, 1, None, "2026-09-15 11:00", "Cartões"),
        },
    ),
    "jira_server.xls": Export(
        "jira_sm",
        {
            "SUP-31": ("incident", 2, "resolved", "2026-09-15 01:05", "Pagamentos N2"),
            "SUP-32": ("request", 3, "pending", "2026-09-21 11:00", "Acessos N1"),
        },
        counts={"days without a ticket": 6},
    ),
    "jira_search.json": Export(
        "jira_sm",
        {
            "OPS-202": ("request", 5, "resolved", "2026-11-26 00:10", "Pix Squad"),
            "OPS-201": ("incident", 2, "open", "2026-11-26 00:31", "Pix Squad"),
        },
        {"OPS-201": {"caused_by_change": "OPS-103", "problem_id": "OPS-104", "parent_id": "OPS-105"}},
    ),
    "jira_search.xml": Export(
        "jira_sm",
        {
            "SUP-301": ("incident", 2, "resolved", "2026-09-01 13:15", "Pagamentos N2"),
            "SUP-302": ("request", 3, "open", "2026-09-03 12:00", "Acessos N1"),
        },
    ),
    "servicenow_unload.xml": Export(
        "servicenow",
        {
            "INC0010001": ("incident", 2, "closed", "2026-09-01 01:15", "Pagamentos N2"),
            "INC0010002": ("incident", 4, "pending", "2026-09-02 13:00", "Cartões N2"),
        },
        counts={"row of another sheet, not read": 2},
    ),
    "spreadsheet_2003.xls": Export(
        "generic",
        {
            "4001": (None, 2, "closed", "2026-09-01 13:15", "Pagamentos N2"),
            "4002": (None, None, "open", "2026-09-02 12:00", "Pagamentos N2"),
        },
        counts={"row of another sheet, not read": 1},
    ),
    "redmine_pt.csv": Export(
        "redmine",
        {
            "52001": ("incident", 1, "closed", "2026-09-01 13:15", "Pagamentos N2"),
            "52002": ("request", 4, "pending", "2026-09-13 12:00", "Acessos N1"),
        },
        {"52002": {"parent_id": "52001"}},
        counts={"days without a ticket": 11},
    ),
    "zendesk.csv": Export(
        "zendesk",
        {
            "5001": ("incident", 1, "closed", "2026-09-02 13:00", "Payments"),
            "5002": ("request", None, "pending", "2026-09-03 13:00", "Payments"),
        },
        counts={"unassigned": 1},
    ),
    "zendesk.jsonl": Export(
        "zendesk",
        {
            "6002": ("problem", 1, "open", "2026-09-01 13:00", "Payments"),
            "6001": ("incident", 2, "pending", "2026-09-02 13:00", "Payments"),
        },
        {"6001": {"problem_id": "6002"}},
    ),
    "freshservice.csv": Export(
        "freshservice",
        {
            "SR-72": ("request", 4, "pending", "2026-09-03 11:15", "Service Desk"),
            "INC-71": ("incident", 1, "closed", "2026-09-25 11:15", "Network"),
        },
        {"INC-71": {"change_id": "CHN-9", "problem_id": "PRB-3"}},
        {"days without a ticket": 21},
    ),
    "youtrack.csv": Export(
        "youtrack",
        {
            "SUP-11": ("incident", 2, "resolved", "2026-09-14 12:05", "Support"),
            "SUP-12": ("request", 4, "pending", "2026-09-15 17:00", "Support"),
            "INF-3": ("request", 1, "new", "2026-09-15 19:45", "Infrastructure"),
        },
    ),
    "ms_forms.csv": Export(
        "ms_forms",
        {
            "1": ("request", None, None, "2026-09-14 12:05", "Acessos"),
            "2": ("request", None, None, "2026-09-14 17:00", "Campo"),
            "3": ("request", None, None, "2026-09-15 19:45", "Campo"),
        },
        {},
        {"row with guessed columns": 3},
    ),
    "zabbix.csv": Export(
        "zabbix",
        {
            "zabbix:1": ("alert", 1, "resolved", "2026-09-14 12:05", "Linux"),
            "zabbix:2": ("alert", 3, "open", "2026-09-14 14:00", "Linux"),
            "zabbix:3": ("alert", 5, "resolved", "2026-09-15 16:45", "Rede"),
        },
        {},
        {"row number as id": 3},
    ),
    "osticket.csv": Export(
        "osticket",
        {
            "310772": (None, 1, "closed", "2026-09-03 11:15", "Suporte N1"),
            "310774": (None, 3, "open", "2026-09-25 11:15", "Redes"),
        },
        {},
        {"days without a ticket": 21, "row with guessed columns": 2},
    ),
    "bmc_helix.csv": Export(
        "bmc_helix",
        {
            "INC000000012346": ("incident", 1, "open", "2026-09-03 11:15", "Unix N2"),
            "INC000000012347": ("request", 4, "cancelled", "2026-09-04 11:15", "Service Desk"),
            "INC000000012345": ("alert", 2, "closed", "2026-09-25 05:15", "Unix N2"),
        },
        {
            "INC000000012345": {"problem_id": "PBI000000000077"},
            "INC000000012346": {"change_id": "CRQ000000000501", "parent_id": "INC000000012345"},
        },
        {"days without a ticket": 20},
    ),
    "bmc_helix_changes.csv": Export(
        "bmc_helix", {"CRQ000000000501": ("change", 3, "closed", "2026-09-20 13:00", "Unix N2")}
    ),
    "otrs_de.csv": Export(
        "otrs",
        {
            "2026092510000011": ("incident", 2, "closed", "2026-09-25 11:15", "Netz::Filialen"),
            "2026092610000022": ("request", 5, "pending", "2026-09-26 13:00", "Zugang"),
        },
    ),
    "otrs_pt.csv": Export(
        "otrs",
        {
            "7002": ("request", 4, "pending", "2026-09-03 11:15", "Acessos"),
            "7001": ("incident", 1, "closed", "2026-09-25 11:15", "Redes"),
        },
        counts={"days without a ticket": 21},
    ),
    "gitlab_issues.csv": Export(
        "gitlab",
        {
            "bank/pix/keys#41": ("incident", 1, "closed", "2026-09-25 08:15", "bank/pix/keys"),
            "bank/cards/pos#41": ("request", None, "open", "2026-09-26 08:15", "bank/cards/pos"),
            "bank/cards/pos#42": (None, None, "open", "2026-09-27 08:15", "bank/cards/pos"),
        },
    ),
    "hp_service_manager.csv": Export(
        "generic",
        {
            "IM0001": ("incident", 4, "closed", "2026-11-05 16:41", "WINTEL"),
            "IM0002": ("incident", None, "open", "2026-11-13 16:41", "WINTEL"),
            "IM0003": ("incident", None, "open", "2026-11-14 16:41", "WINTEL"),
        },
        counts={"unknown value of priority": 1, "number unreadable": 1, "days without a ticket": 7},
    ),
    "excel_round_trip.csv": Export(
        "generic",
        {
            "1,23E+11 row 1": (None, None, None, "2026-09-25 15:00", "G1"),
            "A-2": (None, None, None, "2026-09-26 03:00", "G1"),
        },
        counts={
            "no date": 2, "unassigned": 1, "id damaged by a spreadsheet": 1, "encoding repaired": 2,
            "date unreadable": 1, "date turned into a number by a spreadsheet": 3,
        },
    ),
}  # fmt: skip
SYSTEMS = sorted({export.system for export in EXPORTS.values()})


def all_groups(*files):
    return sorted(set(survey_exports(study_of(files, groups=["undecided"])).groups["group"]))


@cache
def load_all(*files):
    """Every ticket of *files*; tests only look at it, so that several may share one."""
    return load(*files, groups=all_groups(*files))


@cache
def checked(file):
    return check_export(FIXTURES / file)


def known(value):
    return None if pd.isna(value) else value


@pytest.mark.parametrize("file", EXPORTS)
def test_the_exact_tickets_of_each_export(file):
    expected = EXPORTS[file]
    intake = load_all(file)
    rows = [
        (row.ticket_id, (known(row.kind), known(row.priority), known(row.state), f"{row.opened_at:%F %R}", row.group))
        for row in intake.tickets.itertuples()
    ]
    assert rows == list(expected.tickets.items())
    assert set(intake.tickets["source"]) == {expected.system}
    links = intake.tickets.set_index("ticket_id")[list(LINKS)]
    assert {ticket: named for ticket, row in links.iterrows() if (named := row.dropna().to_dict())} == expected.links
    counts = intake.intake_counts.query("squad == '*' and reason not in ['rows in', 'tickets']")
    assert dict(zip(counts["reason"], counts["rows"], strict=True)) == expected.counts


def test_every_system_that_has_a_profile_has_an_export():
    assert profile_names() == SYSTEMS


@pytest.mark.parametrize("file", EXPORTS)
def test_check_reads_each_export_and_finds_fault_only_with_its_size(file):
    check = checked(file)
    assert set(check.faults) <= {("few tickets", "")}
    assert check.tickets == len(EXPORTS[file].tickets) + EXPORTS[file].counts.get("unassigned", 0)
    assert all(file in render_check(check, wording(language)) for language in ("en", "pt-BR"))


@pytest.mark.parametrize("file", sorted(path.name for path in FIXTURES.glob("*.*") if path.suffix != ".md"))
def test_every_fixture_gets_an_answer_that_a_terminal_can_show(file):
    try:
        check = checked(file)
    except ExportError:
        assert file == "unreadable_dates.csv"
        return
    assert check.exit_code in (0, 1)
    for text in (render_check(check, wording(language)) for language in ("en", "pt-BR")):
        assert text.startswith(file)
        assert all(len(line) <= 100 for line in text.splitlines() if " = [" not in line)


def test_a_table_without_tickets_is_named():
    with pytest.raises(
        ExportError, match=r"holds rows of sys_audit \(changes of fields\), not tickets; wanted a table"
    ):
        load("servicenow_sys_audit.csv", groups=["G"])
    check = check_export(FIXTURES / "servicenow_sys_audit.csv")
    assert check.exit_code == 1
    assert "it holds rows of sys_audit (changes of fields), not tickets" in render_check(check, wording("en"))


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("servicenow_changes.csv", "CHG0031001"),
        ("ca_sdm_changes.csv", "500"),
        ("ca_sdm_list_en.csv", "3001"),
        ("glpi_dashed.csv", "10001"),
        ("jira_cloud_pt.csv", "SIN-1"),
        ("zendesk.csv", "5001"),
        ("freshservice.csv", "INC-71"),
        ("bmc_helix.csv", "INC000000012345"),
        ("otrs_pt.csv", "7001"),
        ("gitlab_issues.csv", "issues/41"),
    ],
)
def test_a_study_can_be_written_from_each_system(file, number, tmp_path):
    header, row = (FIXTURES / file).read_text(encoding="utf-8").splitlines()[:2]
    rows = [row.replace(number, f"{number}{place}", 1) for place in range(40)]  # enough for a report
    (tmp_path / file).write_text("\n".join([header, *rows]), encoding="utf-8")
    study = tmp_path / "study"
    new_study(study, [tmp_path / file])
    squads = read_study(study / "toil.toml").squads
    assert [group.name for squad in squads.values() for group in squad.groups] == all_groups(tmp_path / file)


def moment(text):
    return pd.Timestamp(text, tz="UTC") if text else pd.NaT


@pytest.mark.parametrize(
    ("file", "change", "opened", "approved", "deployed", "done", "closed"),
    [
        ("servicenow_changes.csv", "CHG0031001",
         "2026-09-20 13:00", "2026-09-22 19:00", "2026-09-26 01:05", "2026-09-26 01:50", "2026-09-26 12:00"),
        ("servicenow_changes.csv", "CHG0031002", "2026-09-26 13:00", None, None, None, None),
        ("ca_sdm_changes.csv", "500",
         "2026-08-25 12:00", "2026-08-28 18:00", "2026-09-02 02:10", "2026-09-02 03:40", "2026-09-03 12:00"),
        ("ca_sdm_changes.csv", "501",
         "2026-09-02 14:00", "2026-09-02 14:20", "2026-09-02 15:00", "2026-09-02 15:25", None),
        ("jira_cloud_en.csv", "OPS-103",
         "2026-11-20 17:00", "2026-11-24 20:00", "2026-11-25 22:00", "2026-11-25 23:00", None),
        ("bmc_helix_changes.csv", "CRQ000000000501",
         "2026-09-20 13:00", None, "2026-09-26 04:05", "2026-09-26 04:45", "2026-09-28 12:00"),
    ],
)  # fmt: skip
def test_a_release_up_to_production(file, change, opened, approved, deployed, done, closed):
    row = load_all(file).tickets.set_index("ticket_id").loc[change]
    for field, when in [("opened_at", opened), ("approved_at", approved), ("started_at", deployed),
                        ("resolved_at", done), ("closed_at", closed)]:  # fmt: skip
        assert row[field] is moment(when) or row[field] == moment(when), field


@pytest.mark.parametrize(
    ("files", "incident", "link", "kind"),
    [
        (["servicenow_incidents.csv", "servicenow_changes.csv"], "INC0011001", "caused_by_change", "change"),
        (["servicenow_incidents.csv", "servicenow_changes.csv"], "INC0011001", "change_id", "change"),
        (["servicenow_incidents.csv", "servicenow_alerts.csv"], "Alert0010001", "parent_id", "incident"),
        (["ca_sdm_attributes.csv", "ca_sdm_changes.csv"], "1001", "caused_by_change", "change"),
        (["ca_sdm_list_pt.csv", "ca_sdm_attributes.csv"], "I 2001", "problem_id", "problem"),
        (["ca_sdm_list_pt.csv", "ca_sdm_changes.csv"], "I 2001", "caused_by_change", "change"),
        (["ca_sdm_rest.json", "ca_sdm_changes.csv"], "4001", "change_id", "change"),
        (["jira_search.json", "jira_cloud_en.csv"], "OPS-201", "caused_by_change", "change"),
        (["jira_search.json", "jira_cloud_en.csv"], "OPS-201", "problem_id", "problem"),
        (["bmc_helix.csv", "bmc_helix_changes.csv"], "INC000000012346", "change_id", "change"),
    ],
)
def test_a_ticket_of_one_file_names_one_of_another(files, incident, link, kind):
    tickets = load_all(*files).tickets.set_index("ticket_id")
    assert tickets.loc[tickets.loc[incident, link], "kind"] == kind


def test_incidents_requests_changes_problems_and_alerts_are_one_table():
    files = [f"servicenow_{what}.csv" for what in ("list", "incidents", "changes", "requests", "alerts")]
    kinds = load_all(*files).tickets["kind"].value_counts().to_dict()
    assert kinds == {"incident": 4, "request": 3, "change": 3, "alert": 1}


def test_worklogs_comments_and_service_levels_of_jira():
    csv = load_all("jira_cloud_en.csv").tickets.set_index("ticket_id").loc["OPS-101"]
    assert (csv["worked_minutes"], csv["notes"], bool(csv["sla_met"])) == (45, 2, False)
    json = load_all("jira_search.json").tickets.set_index("ticket_id").loc["OPS-201"]
    assert (json["worked_minutes"], json["notes"], bool(json["sla_met"])) == (15, 2, False)
    assert json["description"] == "MQ01 is full.\nPlease purge."


@pytest.mark.parametrize(("team", "group", "service"), [("Access", "Access", "VPN"), (None, "VPN", None)])
def test_components_of_jira_are_the_service_where_a_field_of_the_team_is_the_group(tmp_path, team, group, service):
    row = {"Issue key": "OPS-1", "Summary": "Reset", "Status": "Done", "Created": "2026-03-13 10:00"}
    row |= {"Project key": "OPS", "Component/s": "VPN"} | ({"Custom field (Team)": team} if team else {})
    pd.DataFrame([row]).to_csv(tmp_path / "jira.csv", index=False)
    ticket = load_all(tmp_path / "jira.csv").tickets.iloc[0]
    assert ticket["group"] == group
    assert ticket["service"] == service if service else pd.isna(ticket["service"])


def test_worklog_entries_are_added_where_there_is_no_total(tmp_path):
    text = (FIXTURES / "jira_cloud_en.csv").read_text(encoding="utf-8").replace(",Time Spent,", ",Other,")
    (tmp_path / "jira.csv").write_text(text, encoding="utf-8")
    tickets = load_all(tmp_path / "jira.csv").tickets.set_index("ticket_id")
    assert tickets.loc["OPS-101", "worked_minutes"] == 45  # 1800 s and 900 s
    assert pd.isna(tickets.loc["OPS-102", "worked_minutes"])


@pytest.mark.parametrize(
    ("file", "ticket", "minutes"),
    [
        ("glpi_quoted.csv", "9998", 570),  # 9 horas 30 minutos
        ("glpi_de.csv", "1234", 90),  # 1 Stunde 30 Minuten
        ("glpi_de.csv", "1235", 2880),  # 2 Tage
        ("servicenow_list.csv", "INC0010001", 30),  # seconds
        ("ca_sdm_attributes.csv", "1001", 90),  # seconds
        ("freshservice.csv", "INC-71", 45),  # 00:45
        ("otrs_de.csv", "2026092510000011", 45),
        ("gitlab_issues.csv", "bank/pix/keys#41", 60),  # seconds
        ("hp_service_manager.csv", "IM0002", 90),  # 1.5 hours, by the header
    ],
)
def test_time_worked_as_each_system_writes_it(file, ticket, minutes):
    assert load_all(file).tickets.set_index("ticket_id").loc[ticket, "worked_minutes"] == minutes


def test_of_several_people_in_a_cell_the_first_stands_for_them_and_all_are_found_in_texts(tmp_path):
    head = (
        "ID;Título;Data de abertura;Última atualização;Requerente - Requerente;Atribuído - Grupo técnico;Descrição\n"
    )
    rows = (
        "1;x;25/09/2026;25/09/2026;Bruna Tavares (1)<br>Otávia Queluz (2);G;falar com Queluz\n"
        '2;y;25/09/2026;25/09/2026;"Bruna Tavares (1)\nCaio Brandt (3)";G;z\n'
        "3;w;25/09/2026;25/09/2026;Bruna Tavares (1);G;z\n"
    )
    (tmp_path / "people.csv").write_text(head + rows, encoding="utf-8")
    intake = load(tmp_path / "people.csv", groups=["G"])
    assert len(set(intake.tickets["requester"])) == 1
    assert "Queluz" not in intake.tickets.to_csv()
    assert counted(intake, "several people in a cell") == 2


def test_of_several_groups_in_a_cell_the_first_holds_the_ticket(tmp_path):
    head = "ID;Título;Data de abertura;Última atualização;Atribuído - Grupo técnico\n"
    cells = ("N1<br>N2", '"N1\nN2"', "N1", '"N1\n"')
    rows = "".join(f"{n};x;25/09/2026;25/09/2026;{cell}\n" for n, cell in enumerate(cells))
    (tmp_path / "groups.csv").write_text(head + rows, encoding="utf-8")
    intake = load(tmp_path / "groups.csv", groups=["N1"])
    assert set(intake.tickets["group"]) == {"N1"} and len(intake.tickets) == len(cells)
    assert counted(intake, "several groups in a cell") == 2


@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_first_of_several_components_holds_the_ticket(tmp_path, form):
    if form == "json":
        issue = {"summary": "x", "created": "2026-09-14T09:05:00.000-0300", "labels": ["a", "b"],
                 "components": [{"name": "Redes"}, {"name": "Campo"}]}  # fmt: skip
        content = json.dumps({"issues": [{"key": "SD-1", "fields": issue}]})
    else:
        item = "<key>SD-1</key><summary>x</summary><created>Mon, 14 Sep 2026 09:05:00 -0300</created>"
        item += "<type>Incident</type><status>Open</status><component>Redes</component><component>Campo</component>"
        item += "<statusCategory>Done</statusCategory><resolved></resolved><votes>0</votes><watches>1</watches>"
        content = f"<rss><channel><item>{item}</item></channel></rss>"
    path = tmp_path / f"search.{form}"
    path.write_text(content)
    intake = load(path, groups=["Redes"])
    assert intake.tickets["group"].tolist() == ["Redes"]
    assert counted(intake, "several groups in a cell") == 1


def test_a_number_behind_a_name_makes_somebody_else_only_where_the_system_writes_none(tmp_path):
    cells = ("Bruna Tavares (1)<br>Caio Brandt (3)", "Bruna Tavares", "Bruna Tavares (2)")
    for name, requester, people in (("glpi", "Requerente - Requerente", 1), ("own", "Solicitante", 3)):
        head = f"ID;Título;Data de abertura;Última atualização;{requester};Atribuído - Grupo técnico\n"
        rows = "".join(f"{n};x;25/09/2026;25/09/2026;{cell};G\n" for n, cell in enumerate(cells))
        (tmp_path / f"{name}.csv").write_text(head + rows, encoding="utf-8")
        stated = {
            "profile": "glpi" if name == "glpi" else "generic",
            "columns": {"Atribuído - Grupo técnico": "group"},
        }
        tickets = load(tmp_path / f"{name}.csv", groups=["G"], exports=stated).tickets
        assert tickets["requester"].nunique() == people


def test_line_ends_that_excel_writes_out_are_no_part_of_a_cell(tmp_path):
    (tmp_path / "a.csv").write_text(
        "subject,group,opened at,state,notes,problem,requester,ticket id\n"
        "x_x000D_,G_x000D_,2026-09-01_x000D_,Closed_x000D_,3_x000D_,PRB1_x000D_,Ana Lima_x000D_,A1_x000D_\n",
        encoding="utf-8",
    )
    row = load(tmp_path / "a.csv", groups=["G"]).tickets.iloc[0]
    assert row[["summary", "group", "state", "notes", "problem_id", "ticket_id"]].tolist() == [
        "x", "G", "closed", 3, "PRB1", "A1",
    ]  # fmt: skip
