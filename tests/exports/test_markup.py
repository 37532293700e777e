"""XML: which elements are the records, and what becomes of what stands in them."""

import pytest
from export_studies import counted, load, study_of

from toil.errors import ExportError
from toil.exports import share_export
from toil.exports.formats import extents, markup, markup_shape
from toil.privacy import HashKey

TICKET = "<numero>{n}</numero><titulo>{title}</titulo><equipe>G1</equipe><abertura>{day:02}/09/2026 10:00</abertura>"


def ticket(n=1, title="Impressora", day=15, tag="ticket", more=""):
    return f"<{tag}>{TICKET.format(n=n, title=title, day=day)}{more}</{tag}>"


def tickets_of(tmp_path, text, *, name="a.xml", encoding="utf-8", **given):
    (tmp_path / name).write_bytes(text.encode(encoding))
    return load(tmp_path / name, groups=["G1"], **given)


def said_of(tmp_path, text):
    with pytest.raises(ExportError) as caught:
        tickets_of(tmp_path, text)
    return str(caught.value)


def test_what_jira_writes_beside_its_fields():
    first, second = load("jira_search.xml", groups=["Pagamentos N2", "Acessos N1"]).tickets.to_dict("records")
    assert (first["worked_minutes"], first["notes"], first["resolution_code"]) == (90, 2, "Done")
    assert (first["category"], first["description"]) == ("lote, noite", "<p>O lote não fechou.</p>")
    assert second["resolver"] is None or second["resolver"] != second["resolver"]  # Unassigned
    assert second["resolution_code"] != second["resolution_code"]  # Unresolved


def test_of_a_record_that_is_named_the_name_counts_and_of_a_text_what_it_says():
    first, second = load("servicenow_unload.xml", groups=["Pagamentos N2", "Cartões N2"]).tickets.to_dict("records")
    assert (first["item"], first["resolution"]) == ("app-liq-01", "Serviço reiniciado & lote reprocessado.")
    assert first["description"] == "O lote não fechou.\nFila parada."
    assert second["description"] == "Terminal <pos-03> não imprime."
    assert second["item"] != second["item"]


def test_a_workbook_as_xml_is_read_as_a_workbook():
    first, second = load("spreadsheet_2003.xls", groups=["Pagamentos N2"]).tickets.to_dict("records")
    assert (first["summary"], second["summary"]) == ("Falha no lote", "Acesso ao painel")
    assert f"{first['resolved_at']:%F %R}" == "2026-09-01 14:00"
    assert second["resolved_at"] != second["resolved_at"]


@pytest.mark.parametrize(
    "text",
    [
        "<xml>{}{}</xml>",
        "{}{}",  # a database writes rows without one element around them
        "<a><b><c>{}{}</c></b></a>",
        "<report><title>x</title><made>2026-10-01</made><by>y</by><period>z</period><zone>w</zone>{}{}</report>",
    ],
)
def test_the_elements_that_repeat_are_the_records_however_deep(tmp_path, text):
    intake = tickets_of(tmp_path, text.format(ticket(1), ticket(2, "Senha")))
    assert intake.tickets["summary"].tolist() == ["Impressora", "Senha"]
    assert counted(intake, "rows in") == 2


def test_a_document_of_one_ticket(tmp_path):
    fields = "<status>Aberto</status><prioridade>Alta</prioridade><categoria>Lote</categoria>"
    comments = "<c>" + "<comment><id>1</id><by>x</by><text>y</text></comment>" * 3 + "</c>"
    assert tickets_of(tmp_path, f"<xml>{ticket(7, more=comments + fields)}</xml>").tickets["ticket_id"].tolist() == [
        "7"
    ]


def test_what_repeats_in_a_ticket_is_no_ticket(tmp_path):
    lines = "<notes>" + "<note><id>1</id><who>x</who><text>y</text></note>" * 5 + "</notes>"
    intake = tickets_of(tmp_path, f"<xml>{ticket(1, more=lines)}{ticket(2, more=lines)}</xml>")
    assert intake.tickets["ticket_id"].tolist() == ["1", "2"]


def test_the_two_halves_of_a_ticket_are_one(tmp_path):
    halves = (
        "<t><head><numero>{0}</numero><abertura>{0}/09/2026 10:00</abertura></head>"
        "<body><titulo>Lote</titulo><equipe>G1</equipe><status>Fechado</status></body></t>"
    )
    rows = tickets_of(tmp_path, f"<x>{halves.format(14)}{halves.format(15)}</x>").tickets
    assert rows[["ticket_id", "summary", "state"]].to_numpy().tolist() == [
        ["14", "Lote", "closed"], ["15", "Lote", "closed"],
    ]  # fmt: skip


def test_what_a_feed_wraps_goes_before_what_it_says_of_itself(tmp_path):
    entry = (
        "<entry><id>Items({0})</id><title/><updated>2026-10-01T00:00:00Z</updated><content><m:properties>"
        "<d:Id>{0}</d:Id><d:Title>Lote</d:Title><d:Equipe>G1</d:Equipe><d:Created>2026-09-{0}T10:00:00Z</d:Created>"
        '<d:Closed m:null="true"/></m:properties></content></entry>'
    )
    names = 'xmlns="http://www.w3.org/2005/Atom" xmlns:d="urn:d" xmlns:m="urn:m"'
    rows = tickets_of(tmp_path, f"<feed {names}>{entry.format(14)}{entry.format(15)}</feed>").tickets
    assert rows["ticket_id"].tolist() == ["14", "15"]
    assert rows["closed_at"].isna().all() and rows["updated_at"].isna().all()


@pytest.mark.parametrize(
    "row",
    [
        '<row numero="{n}" titulo="Lote" equipe="G1" abertura="{n}/09/2026 10:00"/>',  # SQL Server
        '<row><field name="numero">{n}</field><field name="titulo">Lote</field><field name="equipe">G1</field>'
        '<field name="abertura">{n}/09/2026 10:00</field></row>',  # mysqldump
        "<Chamados><N_x00FA_mero>{n}</N_x00FA_mero><T_x00ED_tulo>Lote</T_x00ED_tulo><Equipe>G1</Equipe>"
        "<Data_x0020_de_x0020_abertura>2026-09-{n}T10:00:00</Data_x0020_de_x0020_abertura></Chamados>",  # Access
        '<issue><id>{n}</id><subject>Lote</subject><group id="3" name="G1"/>'
        "<created>{n}/09/2026 10:00</created></issue>",  # REST
    ],
)
def test_fields_as_databases_write_them(tmp_path, row):
    rows = tickets_of(tmp_path, f"<rows>{row.format(n=14)}{row.format(n=15)}</rows>").tickets
    assert rows["ticket_id"].tolist() == ["14", "15"]
    assert rows["summary"].tolist() == ["Lote", "Lote"]
    assert f"{rows['opened_at'].iloc[0]:%F %R}" == "2026-09-14 13:00"


def test_tickets_of_two_tables_in_one_file_and_rows_of_others(tmp_path):
    other = "<sla><task>1</task><due>x</due></sla>"
    intake = tickets_of(tmp_path, f"<u>{ticket(1, tag='incident') * 2}{ticket(2, tag='change')}{other * 3}</u>")
    assert sorted(intake.tickets["ticket_id"]) == ["1", "2"]
    assert counted(intake, "row of another sheet, not read") == 3


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-16"])
def test_the_encoding_that_is_declared(tmp_path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><x>{ticket(1, "Impressão")}{ticket(2, "Ação")}</x>'
    assert tickets_of(tmp_path, text, encoding=encoding).tickets["summary"].tolist() == ["Impressão", "Ação"]


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path):
    text = f"<x>{ticket(1, 'a&#1;b' + chr(2) + 'c&#x1F;d&#9;e')}{ticket(2)}</x>"
    assert tickets_of(tmp_path, text).tickets["summary"].tolist()[0].split() == ["abcd", "e"]


def test_an_archive_with_a_description_of_itself_in_xml(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("tickets.xml", f"<x>{ticket(1)}{ticket(2)}</x>")
        archive.writestr("manifest.xml", "<m><made>x</made><by>y</by><what><a>1</a></what></m>")
    intake = load(tmp_path / "a.zip", groups=["G1"])
    assert len(intake.tickets) == 2
    assert counted(intake, "file that is no export") == 1


def test_a_copy_of_xml_is_json_without_anybody(tmp_path):
    (tmp_path / "a.xml").write_text(f"<x>{ticket(1, more='<solicitante>Ines Kraft</solicitante>')}{ticket(2)}</x>")
    shared = share_export(tmp_path / "a.xml", tmp_path / "a.redacted.json", HashKey.of_secret(b"a key for tests"))
    text = (tmp_path / "a.redacted.json").read_text(encoding="utf-8")
    assert shared.rows == 2 and "Ines" not in text and '"titulo": "Impressora"' in text
    assert len(load(tmp_path / "a.redacted.json", groups=["G1"]).tickets) == 2


# Made to harm


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x><t><a>&b;</a><b/></t></x>', "a document type"),
        ('<?xml version="1.0"?><!-- x --><!DOCTYPE x SYSTEM "http://example.com/x.dtd"><x/>', "a document type"),
        ("<x><t><a>1</a><b>2</b></t><t><a>1</a>", "a document that ends too early"),
        ("<x><t><a>1</a><b>2</b></t><t><a>1</a><b>ti", "a document that ends too early"),
        ("<x>\n<t><a>&nada;</a><b>2</b></t>\n</x>", "what isn't well formed, in line 2"),
        ("<x>\n\n<t><a>1</b></t></x>", "what isn't well formed, in line 3"),
        ("<x>" + "<y>" * 300 + "</y>" * 300 + "</x>", "elements too deep in each other"),
        ("<x/>", "XML without records"),
        ("<x>só texto</x>", "XML without records"),
    ],
)
def test_what_is_no_list_of_records_is_refused_in_one_line(tmp_path, text, found):
    said = said_of(tmp_path, text)
    assert found in said and "\n" not in said
    assert "nada" not in said  # what stands in the file is not shown


def test_nothing_of_another_file_comes_in(tmp_path):
    (tmp_path / "secret").write_text("segredo")
    entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    assert "segredo" not in said_of(tmp_path, f"{entity}<x>{ticket(1, '&a;')}{ticket(2)}</x>")
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{(tmp_path / "secret").as_uri()}"/>'
    rows = tickets_of(tmp_path, f"<x>{ticket(1, include)}{ticket(2)}</x>").tickets
    assert "segredo" not in rows.to_csv()


def test_a_document_too_large_or_with_too_many_elements_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(markup_shape, "MAX_COLUMNS", 50)
    assert "more fields than an export can have" in said_of(
        tmp_path, "<x>" + "".join(f"<t{n}><a/></t{n}>" for n in range(60)) + "</x>"
    )
    monkeypatch.setattr(markup, "MAX_DOCUMENT", 1000)
    assert "too large for its format" in said_of(tmp_path, f"<x>{ticket() * 20}</x>")


@pytest.mark.parametrize(
    "cell",
    [
        '<Row ss:Index="999999999"><Cell><Data>1</Data></Cell></Row>',
        '<Row><Cell ss:Index="99999999"><Data>1</Data></Cell></Row>',
        '<Row><Cell ss:MergeAcross="99999999"><Data>1</Data></Cell></Row>',
        '<Row><Cell ss:MergeAcross="9999" ss:MergeDown="9999"><Data>1</Data></Cell></Row><Row ss:Index="9000"/>',
    ],
)
def test_a_cell_far_out_in_a_workbook_as_xml_is_refused(tmp_path, monkeypatch, cell):
    monkeypatch.setattr(extents, "MAX_CELLS", 1_000_000)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    text = f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet><Table>{cell}</Table></Worksheet></Workbook>'
    assert "the sheet has more cells than an export can have" in said_of(tmp_path, text)


def test_the_same_bytes_give_the_same_columns(tmp_path):
    text = f"<x>{ticket(1, more='<z>1</z>')}{ticket(2, more='<y>1</y>')}</x>"
    (tmp_path / "a.xml").write_text(text)
    study = study_of([tmp_path / "a.xml"], groups=["G1"])
    from toil.exports import load_exports

    tables = [load_exports(study, HashKey.of_secret(b"a key for tests")).columns for _ in range(2)]
    assert tables[0].equals(tables[1])
    assert tables[0]["header"].tolist()[-2:] == ["z", "y"]


def test_fields_that_stand_as_a_name_and_a_value_each_are_fields(tmp_path):
    pair = '<Attribute DataType="2002"><AttrName>{}</AttrName><AttrValue>{}</AttrValue></Attribute>'

    def held(number, day):
        fields = {"ref_num": number, "summary": "Fila &amp; lote", "open_date": day, "group.combo_name": "G1"}
        inside = "".join(pair.format(*field) for field in fields.items())
        return f"<UDSObject><Handle>cr:{number}</Handle><Attributes>{inside}</Attributes></UDSObject>"

    text = f"<UDSObjectList>{held(71, 1789387200)}{held(72, 1789390800)}</UDSObjectList>"
    first, second = tickets_of(tmp_path, text).tickets.to_dict("records")
    assert (first["ticket_id"], first["summary"], first["source"]) == ("71", "Fila & lote", "ca_sdm")
    assert f"{second['opened_at']:%F %R}" == "2026-09-14 13:00"
