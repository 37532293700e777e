"""Masking: what varies becomes a readable placeholder, what is said to everyone goes, the rest stays as written."""

import pandas as pd
import pyarrow as pa
import pytest

from toil.text import mask
from toil.text.rules import apply_rules, read_rules


def masked(text):
    return mask(pd.Series([text], dtype="str")).iloc[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Servidor SRVORA01 sem espaço", "Servidor <HOST> sem espaço"),
        ("host app-prd-01.banco.com.br caiu", "host <HOST> caiu"),
        ("chamado INC0012345 reaberto", "chamado <ID> reaberto"),
        ("disco em 95% com 10GB livres", "disco em <NUM>% com <NUM>GB livres"),
        ("em 12/03/2026 às 14:30", "em <DATE> às <TIME>"),
        ("até 12 de março de 2026 parado", "até <DATE> parado"),
        ("valor de R$ 1.234,56 errado", "valor de <AMOUNT> errado"),
        ("pasta /dados/ora01/arch cheia", "pasta <PATH> cheia"),
        (r"pasta \\srv01\publico cheia", "pasta <PATH> cheia"),
        ("arquivo CNAB240_20260301.REM rejeitado", "arquivo <FILE> rejeitado"),
        ('usuário "maria.silva" bloqueado', "usuário <QUOTED> bloqueado"),
        ("id 123e4567-e89b-12d3-a456-426614174000 falhou", "id <ID> falhou"),
        ("ip 10.0.0.1 fora", "ip <IP> fora"),
        ("veja https://portal.banco:8443/<URL>, (www.banco.com/<URL>)", "veja <URL>, (<URL>)"),
    ],
)
def test_what_varies_becomes_a_placeholder(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Não consigo acessar a VPN, erro de autenticação",
        "ORA-01555 no banco",
        "erro 0x80070005 no Windows",
        "bucket S3 sem acesso",
        "titular <CPF> e <EMAIL>",
        "e/ou acesso ao sistema",
        "पासवर्ड रीसेट नहीं हो रहा है",
        "Не работает терминал",
    ],
)
def test_what_a_ticket_says_stays(text):
    assert masked(text) == text


def test_numbers_of_jobs_go_but_their_names_stay():
    assert masked("job JOB_CONCILIACAO_034 falhou") == "job JOB_CONCILIACAO_<NUM> falhou"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bom dia pessoal, a impressora parou. Obrigado!", "a impressora parou."),
        ("Prezados,\n\nImpressora parada\n\nAtenciosamente,\nMaria Silva\nBanco X", "Impressora parada"),
        ("Hi team, could you please reset my password? Best regards, John, ext 12", "reset my password?"),
        ("Sehr geehrte Damen und Herren, mein Konto ist gesperrt. Mit freundlichen Grüßen Hans",
         "mein Konto ist gesperrt."),
        ("Добрый день! Не работает терминал. С уважением, Иван", "Не работает терминал."),
        ("नमस्ते, मेरा पासवर्ड रीसेट करें धन्यवाद", "मेरा पासवर्ड रीसेट करें"),
        ("<p>Ol&aacute;,</p><div>N&atilde;o consigo <b>acessar</b></div>", "Não consigo acessar"),
        ("De: a\nPara: b\nAssunto: RES: impressora parada\n\nNão imprime", "impressora parada Não imprime"),
        ("Não imprime nada.\n\nEm seg, 3 de mar, Fulano escreveu:\n> antes disso", "Não imprime nada."),
        ("Sem acesso ao portal.\n-----Mensagem original-----\nDe: x\nvelho texto", "Sem acesso ao portal."),
    ],
)  # fmt: skip
def test_what_is_said_to_everyone_goes(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [(None, ""), ("", ""), ("   ", ""), ("😀😀", "😀😀"), ("12345", "<NUM>")]
)
def test_texts_that_say_nothing_are_defined(text, wanted):
    assert masked(text) == wanted


def test_a_pasted_log_is_cut_to_its_first_words():
    text = masked("erro no lote " + "linha " * 200_000)
    assert text.split()[:3] == ["erro", "no", "lote"]
    assert len(text.split()) == 120


@pytest.mark.parametrize("text", ["a" * 1_000_000, "1" * 1_000_000, "<" * 100_000, "&" * 100_000, "\n>" * 100_000])
def test_a_text_of_a_megabyte_does_no_harm(text):
    assert len(masked(text)) <= 6000


def test_masking_again_changes_nothing():
    texts = pd.Series(
        ["Servidor SRV01 em 12/03/2026: R$ 10,00 (95%)", "job JOB_A_1 no /a/b/c", 'x "y.z" ORA-00600 10GB']
    )
    once = mask(texts)
    assert mask(once).tolist() == once.tolist()


def test_the_index_is_kept():
    assert mask(pd.Series(["a", "b"], index=[7, 3], dtype="str")).index.tolist() == [7, 3]


@pytest.mark.parametrize(
    ("file", "section"), [("boilerplate.toml", "rule"), ("masks.toml", "phrase"), ("masks.toml", "word")]
)
def test_each_rule_has_a_name_of_its_own(file, section):
    names = [rule.name for rule in read_rules(file, section)]
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("file", ["boilerplate.toml", "masks.toml"])
def test_rules_give_the_same_whether_their_gates_are_looked_at_together_or_not(file):
    rules = read_rules(file, "rule" if file == "boilerplate.toml" else "phrase")
    texts = pa.array(
        [
            "Bom dia,\n<b>Servidor</b> em 12 de março de 2026\nAtt,\nAna",
            "On Monday Ana wrote:\nplease pay R$ 10,00",
            "plain",
            "",
            "> quoted\nthe rest, por favor. Obrigado!\n-- \nAna",
        ],
        pa.large_string(),
    )
    one_by_one = texts
    for rule in rules:
        one_by_one = rule.apply(one_by_one)
    assert apply_rules(rules, texts).equals(one_by_one)
    assert not one_by_one.equals(texts)


def test_a_part_of_a_pattern_stands_for_its_alternatives():
    rules = {rule.name: rule for rule in read_rules("boilerplate.toml", "rule")}
    desk = rules["chat: what the desk or its robot says"]
    assert "(?&" not in desk.pattern + desk.gate + desk.only
    assert masked("[10:31] chatbot: como posso ajudar?\n[10:32] Cliente: VPN não conecta") == "VPN não conecta"
