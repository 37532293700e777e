"""Redaction: what goes, however it is written; what stays; and the counts."""

import re

import pandas as pd
import pyarrow as pa
import pytest

from toil.errors import SettingsError
from toil.privacy import Redactor, Texts, redact
from toil.privacy.judging import to_python
from toil.privacy.packs import read_rules
from toil.settings import Privacy

REDACTOR = Redactor(Privacy())


def redacted(text, people=None):
    texts, _ = REDACTOR.redact(pd.Series([text], dtype="str"), None if people is None else pd.Series([people]))
    return texts.iloc[0]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Bestaetigungscode 482913", "Bestaetigungscode <SECRET>"),
        ("Rueckruf bitte unter 0176 1234567", "Rueckruf bitte unter <PHONE>"),
        ("Fuehrerschein-Nr. B072RRE2I55", "Fuehrerschein-Nr. <DOCUMENT>"),
        ("wurde von Bjoern Kwarrich geaendert", "wurde von <NAME> geaendert"),
        ("Aenderung fuer PROD01 pruefen", "Aenderung fuer PROD01 pruefen"),
    ],
)
def test_german_with_umlauts_spelt_out_is_masked_as_with_them(text, masked):
    assert redacted(text) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("escreva para maria.silva@banco.com.br hoje", "escreva para <EMAIL> hoje"),
        ("maria (at) banco (dot) com", "<EMAIL>"),
        ("maria arroba banco ponto com", "<EMAIL>"),
        ("maria @ banco.com", "<EMAIL>"),
        ("p/ maria . silva @ banco . com . br hoje", "p/ <EMAIL> hoje"),
        ("rede 10.20.30.0/24 bloqueada", "rede <IP> bloqueada"),
        ("nova senha 739154", "nova senha <SECRET>"),
        ("credenciais admin/Adm1n@123", "credenciais admin/<SECRET>"),
        ("CPF 123.456.789-00", "CPF <CPF>"),  # shape is enough: people mistype
        ("CPF: 12345678900.", "CPF: <CPF>."),  # so is the word
        ("cpf12345678900", "cpf<CPF>"),
        ("123 456 789 00", "<CPF>"),
        ("529982247-25", "<CPF>"),
        ("bare 52998224725 run", "bare <CPF> run"),
        ("CNPJ 12.345.678/0001-99", "CNPJ <CNPJ>"),
        ("12.ABC.345/01DE-35", "<CNPJ>"),
        ("11222333000181", "<CNPJ>"),
        ("4111 1111 1111 1111", "<CARD>"),
        ("4111-1111-1111-1112", "<CARD>"),  # the check digit is wrong
        ("4111.1111.1111.1111", "<CARD>"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "<CARD>"),
        ("3782 822463 10005", "<CARD>"),
        ("cartao4111111111111112", "cartao<CARD>"),
        ("PAN-4111111111111111", "PAN-<CARD>"),
        ("DE89 3704 0044 0532 0130 00", "<IBAN>"),
        ("DE89370400440532013001", "<IBAN>"),
        ("BR15 0000 0000 0000 1093 2840 814P 2", "<IBAN>"),
        ("+55 (11) 98765-4321", "<PHONE>"),
        ("(11) 3456-7890", "<PHONE>"),
        ("11 98765-4321", "<PHONE>"),
        ("98765-4321", "<PHONE>"),
        ("11987654321", "<PHONE>"),
        ("tel. 3456 7890", "tel. <PHONE>"),
        ("+49 171 1234567", "<PHONE>"),
        ("089/12345678", "<PHONE>"),
        ("8 (916) 123-45-67", "<PHONE>"),
        ("+91 98765 43210", "<PHONE>"),
        ("10.20.30.40", "<IP>"),
        ("fe80::1ff:fe23:4567:890a", "<IP>"),
        ("00:1A:2B:3C:4D:5E", "<MAC>"),
        ("001a.2b3c.4d5e", "<MAC>"),
        ("veja https://intra.banco/x?cpf=1.", "veja <URL>."),
        ("veja https://intra.banco/x/ana.", "veja https://intra.banco/<URL>."),
        ("www.banco.com/ana", "www.banco.com/<URL>"),
        ("em http://app01.corp:8080, ou https://10.2.3.4/x", "em http://app01.corp:8080, ou <URL>"),
        ("https://ana:x@app01.corp, https://app01.corp/b@c, https://ana:p#s@h", "<URL>, <URL>, <URL>"),
        ("jdbc:oracle:thin:scott/tiger@db:1521/x", "jdbc:oracle:thin:<SECRET>@db:1521/x"),
        ("senha: Banco@123", "senha: <SECRET>"),
        ("a senha do usuario: Xyz12345 venceu", "a senha do usuario: <SECRET> venceu"),
        ("api_key=abc123", "api_key=<SECRET>"),
        ("Authorization: Bearer abcdef0123456789", "Authorization: Bearer <SECRET>"),
        ("AKIAIOSFODNN7EXAMPLE", "<SECRET>"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "<SECRET>"),
        ("Aadhaar 2341 2341 2346", "Aadhaar <AADHAAR>"),
        ("PAN ABCPE1234F", "PAN <PAN>"),
        ("СНИЛС 112-233-445 95", "СНИЛС <SNILS>"),
        ("ИНН 500100732259", "ИНН <INN>"),
        ("паспорт 45 08 123456", "паспорт <PASSPORT>"),
        ("Steuer-ID: 86 095 742 719", "Steuer-ID: <TAXID>"),
        ("RG: 12.345.678-9", "RG: <RG>"),
    ],
)
def test_what_goes(text, masked):
    assert redacted(text) == masked


@pytest.mark.parametrize(
    "written",
    [
        "５２９.９８２.２４７-２５",  # full width
        "५२९.९८२.२४७-२५",  # Devanagari
        "529\u200b.982\u200b.247-25",  # zero width
        "529&#46;982&#46;247&#45;25",  # entities
        "529&amp;#46;982.247-25",  # entities twice
        "529.982.247\u201325",  # a dash
        "529\u00a0982\u00a0247\u00a025",  # spaces that don't break
        "𝟓𝟐𝟗.𝟗𝟖𝟐.𝟐𝟒𝟕-𝟐𝟓",  # mathematical digits
    ],
)
def test_a_number_cannot_hide_behind_how_it_is_written(written):
    assert redacted(f"doc {written} fim") == "doc <CPF> fim"


@pytest.mark.parametrize(
    "text",
    [
        "INC0012345 e REQ12345678901 e RITM0000001",
        "ORA-00600 ORA-12541 HTTP 500 0x80070005",
        "SQL Developer 23.1.0.097, senha 12 da fila, acesso de usuario/cliente",
        "Oracle 12.1.0.2 e Java 1.8.0.302, versão 10.3.6.0, WebLogic 12.2.1.4",
        "protocolo 20240312345, chamado 2024-123456",
        "servidor SRV-DB-01, lnxdb-p-187, job Job_436, fila Q.PAGTO.IN",
        "às 10:30:15 de 12/03/2024, entre 08:00-18:00",
        "R$ 1.234.567,89 e 25% de 1.000",
        "a senha expirou; senha: expirada; esqueci minha senha",
        "the password is wrong, token expired, got basic functionality",
        "troca da senha do caixa: concluído",
        "Bom dia equipe, Prezados, Dear all, Hi team",
        "Bom dia Servidor fora do ar",
        "obrigado pela ajuda",
        "São Paulo, Santos, Av. Paulista",
        "boleto 34191.25958 63744.115671 11638.854877 9 89065013730183",
        "nº 12 do 1º andar, ramal 1234, 01310-100",
        "tabela USER_TAB, tablespace TS_DADOS 95%",
    ],
)
def test_what_stays(text):
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Olá Maria, tudo bem?", "Olá <NAME>, tudo bem?"),
        ("Prezado Sr. Carlos de Souza,", "Prezado Sr. <NAME>,"),
        ("Atenciosamente,\nJoão da Silva\nGerente", "Atenciosamente,\n<NAME>\nGerente"),
        ("Best regards\n\nSteve McAllister\nService Desk", "Best regards\n\n<NAME>\nService Desk"),
        ("segue.\natt\nzuleica prates", "segue.\natt\n<NAME>"),
        ("Dear Ms. Okonkwo, please", "Dear Ms. <NAME>, please"),
        ("Kind regards\nJ. Smith", "Kind regards\n<NAME>"),
        ("Sehr geehrte Frau Özdemir,", "Sehr geehrte Frau <NAME>,"),
        ("Mit freundlichen Grüßen\nJürgen Weiß", "Mit freundlichen Grüßen\n<NAME>"),
        ("Здравствуйте, Иван Петрович!", "Здравствуйте, <NAME>!"),
        ("С уважением, Анна Каренина", "С уважением, <NAME>"),
        ("नमस्ते राजेश,", "नमस्ते <NAME>,"),
        ("धन्यवाद, अनिल कुलकर्णी", "धन्यवाद, <NAME>"),
        ("Nome: Wesllei Quirino", "Nome: <NAME>"),
        ("usuário Ytalo Quirino bloqueado", "usuário <NAME> bloqueado"),
        ("De: Wesllei Quirino <x@y.com>", "De: <NAME> <<EMAIL>>"),
        ("pedido de Rodrigo Gomes, da área Jurídico", "pedido de <NAME>, da área Jurídico"),
        ("falei com a Fernanda ontem", "falei com a <NAME> ontem"),
        ("falei com fernanda lima ontem", "falei com <NAME> ontem"),
        ("Rechnung für Katrin Krüger", "Rechnung für <NAME>"),
        ("запрос от Ивана Смирнова", "запрос от <NAME>"),
        ("Grant Access, Mark Complete, pay my chase bill", "Grant Access, Mark Complete, pay my chase bill"),
        ("call Mark Smith", "call <NAME>"),
        ("falar com Carlos Ribeiro da Ladaul Comércio", "falar com <NAME> da Ladaul Comércio"),
        ("Hi, Last week I could not log in", "Hi, Last week I could not log in"),
        ("Obrigado.\nAtenciosamente,\nZuleica", "Obrigado.\nAtenciosamente,\n<NAME>"),
        ("नमस्ते, पासवर्ड रीसेट करें", "नमस्ते, पासवर्ड रीसेट करें"),
        ("De: Wesllei Quirino\nPara: Central de Serviços", "De: <NAME>\nPara: Central de Serviços"),
        ("na Rua João Pinheiro em São Paulo", "na Rua João Pinheiro em São Paulo"),
    ],
)
def test_names_that_a_line_or_a_common_name_announces(text, masked):
    assert redacted(text) == masked


@pytest.mark.parametrize(
    ("text", "people", "masked"),
    [
        ("acesso para ZULEICA PRATES", "Zuleica Prates|X", "acesso para <NAME>"),
        ("a zprates01 entrou", "zprates01", "a <NAME> entrou"),
        ("a Zuleíca pediu", "Zuleica da Silva (1502)", "a <NAME> pediu"),
        ("Prates da Zuleica, ok", "Zuleica Prates", "<NAME>, ok"),
        ("zuleica.prates entrou", "zuleica.prates@banco.com|", "<NAME> entrou"),
        ("o service desk e o monitor", "Service Desk|Monitor Zabbix", "o service desk e o monitor"),
        ("a zona da mata", "Ana Mata da Zona", "a <NAME>"),
        ("sem ninguém", "|", "sem ninguém"),
        ("कुलकर्णी ने कहा", "अनिल कुलकर्णी", "<NAME> ने कहा"),
    ],
)
def test_people_of_the_row_are_found_again(text, people, masked):
    assert redacted(text, people) == masked


def test_people_of_other_rows_are_found_by_given_name_and_surname():
    texts = pd.Series(["falar com Zuleica Prates", "x"])
    people = pd.Series(["Outra Pessoa", "Zuleica Prates"])
    assert REDACTOR.redact(texts, people)[0].tolist() == ["falar com <NAME>", "x"]


def test_counts_are_of_values_in_all_rows_and_what_was_masked_before_is_none():
    texts = pd.Series(["a@b.com e c@d.com", "a@b.com e c@d.com", None, "<EMAIL> já mascarado"])
    masked, counts = redact(texts)
    assert masked.tolist()[:2] == ["<EMAIL> e <EMAIL>"] * 2
    assert pd.isna(masked.iloc[2])
    assert counts == {"EMAIL": 4}


def test_redacting_twice_changes_nothing_more():
    once, _ = REDACTOR.redact(pd.Series(["CPF 529.982.247-25, tel (11) 98765-4321, Olá Maria, senha: Ab@1"]))
    twice, counts = REDACTOR.redact(once)
    assert twice.tolist() == once.tolist()
    assert counts == {}


def test_index_name_and_empty_columns_are_kept():
    texts = pd.Series(["x"], index=[7], name="summary", dtype="str")
    assert REDACTOR.redact(texts)[0].index.tolist() == [7]
    assert REDACTOR.redact(texts)[0].name == "summary"
    nothing = REDACTOR.redact(pd.Series([], dtype="str"))
    assert (len(nothing[0]), nothing[1], str(nothing[0].dtype)) == (0, {}, "str")


def test_a_country_that_the_study_leaves_out_is_not_looked_for():
    german = Redactor(Privacy(countries=("DE",)))
    assert german.redact(pd.Series(["529982247-25"]))[0].iloc[0] == "529982247-25"


def test_a_study_may_add_rules_and_allow_words():
    own = Redactor(Privacy(rules={"BADGE": "CR-[0-9]{5}"}, allow=("Maria",)))
    assert own.redact(pd.Series(["Olá Maria, crachá CR-12345"]))[0].iloc[0] == "Olá Maria, crachá <BADGE>"


@pytest.mark.parametrize(
    ("rules", "problem"),
    [
        ({"badge": "x"}, "not a placeholder's name"),
        ({"BADGE": "(?=x)"}, "not a pattern that RE2 can read"),
        ({"BADGE": "x*"}, "matches an empty text"),
    ],
)
def test_a_rule_with_a_mistake_is_a_clear_error(rules, problem):
    with pytest.raises(SettingsError, match=problem):
        Redactor(Privacy(rules=rules))


def test_a_rule_that_begins_with_words_without_end_has_a_gate():
    """Joined with others in one pass, such a pattern takes RE2 many times as long."""
    begins = re.compile(r"(?:\(\?i\))?(?:\((?:\?:)?|\\b)*\[(?:[^\]\\]|\\.)*\](?:\*|\+|\{\d+,\})")
    assert begins.match(r"(?i)(?:[\p{L}0-9_-]+ \. )*[a-z]+ @ x")
    assert [rule.pattern for rule in read_rules(Privacy()) if begins.match(rule.pattern) and not rule.gate] == []


def test_how_many_cores_there_are_changes_nothing():
    texts = pd.Series([f"Olá Maria, CPF 529.982.247-25 no chamado {n % 7000}" for n in range(9000)], dtype="str")
    cores, found = pa.cpu_count(), []
    try:
        for count in (1, 2, 5):
            pa.set_cpu_count(count)
            found.append(redact(texts))
    finally:
        pa.set_cpu_count(cores)
    for masked, counts in found[1:]:
        pd.testing.assert_series_equal(masked, found[0][0])
        assert counts == found[0][1]


def test_a_rule_with_a_check_has_one_group_which_is_the_value():
    rules = [rule for rule in read_rules(Privacy()) if rule.check is not None and not rule.columns]
    assert {tuple(re.compile(to_python(rule.pattern)).groupindex.items()) for rule in rules} == {(("value", 1),)}
    assert {re.compile(to_python(rule.pattern)).groups for rule in rules} == {1}


def test_python_lets_no_phrase_go_on_without_an_end():
    """It begins anew at each place: where a phrase has no end, a long line takes the square of its length."""
    patterns = [to_python(rule.pattern) for rule in read_rules(Privacy()) if rule.check is not None]
    assert not [pattern for pattern in patterns if re.search(r"[)\]]\*\?|\[\^\\n[^\]]*\]\*", pattern)]


def test_a_rule_with_a_context_has_it_for_its_gate():
    rules = [rule for rule in read_rules(Privacy()) if rule.context]
    assert len(rules) >= 4
    assert all(rule.gate == rule.context for rule in rules)


def test_a_surname_that_counts_something_stays():
    assert redacted("parado há 27 dias, segundo a Dias", "Ana Dias") == "parado há 27 dias, segundo a <NAME>"
    assert redacted("o dias pediu de novo", "Ana Dias") == "o <NAME> pediu de novo"


def test_columns_that_are_gone_through_together_are_as_each_alone():
    columns = [
        pa.chunked_array([["ana.lima@banco.example", None], ["pedido de Zuleica"]], pa.large_string()),
        pa.chunked_array([["sem dados", "CPF 529.982.247-25", "ana.lima@banco.example"]], pa.large_string()),
    ]
    people = pa.chunked_array([["Zuleica Prates"], ["", "Zuleica Prates"]], pa.large_string())
    [together] = REDACTOR.redact_all([Texts(columns, people)])
    alone = [REDACTOR.redact_all([Texts([column], people)])[0] for column in columns]
    assert [column.to_pylist() for column in together.columns] == [one.columns[0].to_pylist() for one in alone]
    assert together.counts == {"CPF": 1, "EMAIL": 2, "NAME": 1}
    assert REDACTOR.find_again([together])[0] == REDACTOR.find_again(alone)[0]


def test_files_that_are_gone_through_together_are_as_each_alone():
    texts = ["CPF 529.982.247-25 de quirina", "disco de quirina cheio", "disco cheio", None]
    columns = [pa.chunked_array([texts], pa.large_string()) for _ in range(3)]
    people = [pa.chunked_array([[name] * 4], pa.large_string()) for name in ("Quirina Prates", "Ana Lima")]
    several = [Texts(columns[:2], people[0]), Texts(columns[2:], people[1]), Texts(columns[2:])]
    together = REDACTOR.redact_all(several)
    for given, redacted in zip(several, together, strict=True):
        [alone] = REDACTOR.redact_all([given])
        assert [column.to_pylist() for column in redacted.columns] == [column.to_pylist() for column in alone.columns]
        assert redacted.counts == alone.counts
    assert together[0].columns[0].to_pylist() == ["CPF <CPF> de <NAME>", "disco de <NAME> cheio", "disco cheio", None]
    assert together[1].columns[0].to_pylist()[1] == "disco de quirina cheio"  # known from another file's people only
    assert [redacted.counts for redacted in together] == [{"CPF": 2, "NAME": 4}, {"CPF": 1}, {"CPF": 1}]


def test_where_chunks_end_changes_nothing(monkeypatch):
    texts = pd.Series([f"CPF 529.982.247-25, falar com ana{n}@banco.example sobre o disco" for n in range(40)])
    asked = []
    whole = Redactor._redact_chunk
    monkeypatch.setattr(Redactor, "_redact_chunk", lambda self, *a: asked.append(len(a[0])) or whole(self, *a))
    expected = Redactor(Privacy()).redact(texts)
    first = len(asked)
    monkeypatch.setattr("toil.privacy.pieces.SMALL", 1)
    monkeypatch.setattr("toil.privacy.pieces.CHUNK_BYTES", 600)
    found = Redactor(Privacy()).redact(texts)
    assert len(asked) - first >= 4 > first
    assert found[0].tolist() == expected[0].tolist()
    assert found[1] == expected[1]


@pytest.mark.parametrize("column", [pa.chunked_array([], type=pa.large_string()), pa.nulls(2, pa.large_string())])
def test_a_column_without_texts_stays_as_it_is(column):
    [redacted], counts = REDACTOR.find_again(REDACTOR.redact_all([Texts([column])]))
    assert (redacted.to_pylist(), counts) == ([None] * len(column), {})
