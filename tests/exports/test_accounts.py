"""Accounts that are no people: monitoring that asked tells the channel, automation that resolved took no minutes."""

import pandas as pd
import pyarrow as pa
import pytest
from export_studies import counted, load

from toil.exports.columns.accounts import automated_by, channels_of

REASON = "opened by a monitoring account"
HEADER = "number,short_description,assignment_group,opened_at,caller_id"


@pytest.mark.parametrize(
    "account, told",
    [
        ("Zabbix", True),
        ("svc_dynatrace2", True),
        ("BANCO\\srv-nagios", True),
        ("zabbix@banco.com.br", True),
        ("usr.monitoramento", True),
        ("Überwachung", True),
        ("निगरानी", True),
        ("Equipe de Monitoramento", False),
        ("João Monitor", False),
        ("system", False),
        ("", False),
    ],
)
def test_an_account_of_monitoring_is_told_from_people(account, told):
    channels, count = channels_of(None, pa.array(["Ana Souza", "Zabbix", account]))
    assert channels.to_pylist() == [None, "monitoring", "monitoring" if told else None]
    assert count == 1 + told


def test_a_channel_that_is_named_stays():
    channels, count = channels_of(pa.array(["phone", None, None]), pa.array(["zabbix", "zabbix", None]))
    assert channels.to_pylist() == ["phone", "monitoring", None]
    assert count == 1


def test_nothing_is_told_of_people():
    assert channels_of(None, pa.array(["Ana", None])) == (None, 0)


def test_an_export_without_channels_counts_what_monitoring_opened(tmp_path):
    rows = [
        f"INC{n},Fila acima do limite,G1,2026-09-{n} 10:00:00,{who}" for n, who in ((10, "svc_zabbix"), (11, "Ana"))
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    intake = load(path, groups=["G1"])
    channels = intake.tickets.set_index("ticket_id")["channel"]
    assert channels.isna().tolist() == [False, True]
    assert channels["INC10"] == "monitoring"
    assert intake.tickets["requester"].notna().all()  # hashed as any
    assert counted(intake, REASON) == 1


@pytest.mark.parametrize(
    "account, told",
    [
        ("rpa_cadastro_02", True),
        ("Robô Cadastro", True),
        ("BANCO\\svc-ansible", True),
        ("UiPath", True),
        ("Blue Prism 3", True),
        ("Automation for Jira", True),
        ("svc.automacao", True),
        ("orquestrador", True),
        ("бот", True),
        ("bot@banco.com.br", True),
        ("PasswordResetBot", True),
        ("srvrobo01", True),
        ("Softwareroboter Vertrag", True),
        ("РПА-01", True),
        ("ServiceNow Orchestration", True),
        ("Assistente Virtual", True),
        ("Equipe de Automação", False),
        ("Time RPA", False),
        ("Bia Bot", True),
        ("Ana Paula (RPA)", False),
        ("Роботов И.П.", False),
        ("RPA Berater", False),
        ("Gerente RPA", False),
        ("Ana Automação", False),
        ("Roberto Botelho", False),
        ("system", False),
        ("svc_conciliacao", False),
    ],
)
def test_an_account_of_automation_is_told_from_people(account, told):
    assert automated_by(pa.array([account, None])).to_pylist() == [told, None]


def test_the_study_names_accounts_whose_names_say_nothing():
    assert automated_by(pa.array(["SVC_Conciliacao", "Ana"]), ["svc_conciliacao"]).to_pylist() == [True, False]


def test_the_study_names_people_whose_names_read_like_automation(tmp_path):
    path = tmp_path / "a.csv"
    row = "INC1,Fila,G1,2026-09-10 10:00:00,rpa.moraes\n"
    path.write_text(f"{HEADER.replace('caller_id', 'assigned_to')}\n{row}")
    automated = [
        load(path, groups=["G1"], exports={"people_accounts": names}).tickets["automated"].tolist()
        for names in ([], ["RPA.Moraes"])
    ]
    assert automated == [[True], [False]]


def test_what_automation_resolved_is_counted(tmp_path):
    rows = [
        f"INC{n},Fila,G1,2026-09-{n} 10:00:00,{who}" for n, who in ((10, "rpa01"), (11, "Ana"), (12, ""), (13, "x1"))
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([HEADER.replace("caller_id", "assigned_to"), *rows]) + "\n")
    intake = load(path, groups=["G1"], exports={"automation_accounts": ["X1"]})
    automated = intake.tickets.set_index("ticket_id")["automated"]
    assert automated.tolist() == [True, False, pd.NA, True]
    assert intake.tickets["resolver"].notna().sum() == 3  # hashed as any
    assert counted(intake, "resolved by an account of automation") == 2
