"""What CA's pdm_extract writes."""

import pytest
from export_studies import counted, load

from toil.errors import ExportError

CALLS = (
    "TABLE Call_Req\n        ref_num summary description status type group_id open_date close_date\n"
    '        { "12345" ,"Terminal mudo" ,"Sem sinal,\nvê \\"POS\\"" ,"CL" ,"I" ,"POS" ,"1788455122" ,"1788458722" }\n'
)
CATEGORIES = 'TABLE Prob_Category\n        sym\n        { "Terminais" }\n        { "Acessos" }\n        { "Rede" }\n'
SECOND = '        { "12346" ,"Acesso" ,"" ,"OP" ,"R" ,"POS" ,"1788541522" ,"" }\n'


def dump(folder, text, name="call_req.dat"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_tickets_of_a_dump_are_read_and_its_other_tables_counted(tmp_path):
    intake = load(dump(tmp_path, CATEGORIES + CALLS + SECOND), groups=["POS"])
    tickets = intake.tickets.set_index("ticket_id")
    assert tickets["kind"].to_dict() == {"12345": "incident", "12346": "request"}
    assert tickets.loc["12345", "description"] == 'Sem sinal,\nvê "POS"'
    assert str(tickets.loc["12345", "opened_at"]) == "2026-09-03 17:05:22+00:00"
    assert intake.sources["format"].tolist() == ["pdm_extract, utf-8"]
    assert counted(intake, "row of another sheet, not read") == 3


def test_a_dump_that_is_cut_says_so_and_a_row_of_other_width_is_none(tmp_path):
    intake = load(dump(tmp_path, CALLS + '        { "1" ,"x" }\n' + SECOND[:40]), groups=["POS"])
    assert intake.tickets["ticket_id"].tolist() == ["12345"]
    assert counted(intake, "not a record") == 2
    assert counted(intake, "file ends in the middle of a row") == 1


def test_what_is_no_row_of_a_dump_is_refused_by_its_line(tmp_path):
    with pytest.raises(ExportError, match="what is no row, in line 5"):
        load(dump(tmp_path, CALLS + "        12346 Acesso\n" + SECOND), groups=["POS"])
