"""Accounts of monitoring as those who asked: they tell the channel where the export names none."""

import pyarrow as pa
import pytest
from export_studies import counted, load

from toil.exports.columns.openers import channels_of

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
