"""What stands around a request in any ticket goes: forms, chats, pasted logs, banners; what only looks so stays."""

import pandas as pd
import pytest

from toil.patterns import TicketClusterer
from toil.schema import conform
from toil.text import build_templates, mask


def masked(text):
    return mask(pd.Series([text], dtype="str")).iloc[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sistema: CRM\nAmbiente: prod\nMotivo: tela não abre\nImpacto: Alto", "CRM tela não abre"),
        ("Solicitante: Ana Prado\nMatrícula: 123\nTelefone: 4444\nDescrição: trocar o toner", "trocar o toner"),
        ("Requested by: Tom\nDepartment: sales\nReason: need a second screen", "need a second screen"),
        ("Antragsteller: Anke\nAbteilung: Einkauf\nBeschreibung: Drucker ohne Toner", "Drucker ohne Toner"),
        ("Заявитель: Ольга\nОтдел: кадры\nОписание: не печатает принтер", "не печатает принтер"),
        ("विभाग: लेखा\nविवरण: प्रिंटर काम नहीं कर रहा", "प्रिंटर काम नहीं कर रहा"),
        ("Protocolo interno: x\nCanal usado: y\nO que houve: tela azul no caixa", "x y tela azul no caixa"),
        ("*Tipo:* Incidente\n*Canal:* Web\n*Pedido:* tela azul no caixa", "Incidente Web tela azul no caixa"),
        ("DADOS\nNome - Ana\nFilial - 12\nCHAMADO\nRelato - tela azul", "DADOS Ana <NUM> CHAMADO tela azul"),
        (
            "1. Qual o problema? tela azul no caixa\n2. Quantas pessoas? 3\n3. Já reiniciou? sim",
            "tela azul no caixa",
        ),
    ],
)
def test_a_form_leaves_what_was_written_into_it(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "10:22 - Bot: Olá! Como posso ajudar?\n10:23 - Usuário: a vpn caiu de novo\n"
            "10:24 - Atendente Ana: um instante",
            "a vpn caiu de novo",
        ),
        (
            "[09:01] Agent <NAME>: one moment\n[09:02] User: my screen is black\n[09:03] User: ok thx",
            "my screen is black",
        ),
        ("[09:01] Бот: Чем помочь?\n[09:02] Пользователь: не печатает принтер", "не печатает принтер"),
        ("[09:01] <NAME>: my screen is black", "my screen is black"),
        ("Tom (09:01): my screen is black\nHelpdesk (09:02): please hold", "my screen is black"),
    ],
)  # fmt: skip
def test_a_chat_leaves_what_the_customer_said(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Tela não abre\njava.lang.IllegalStateException\n\tat com.acme.A.run(A.java:12)\n\t... 7 more",
            "Tela não abre IllegalStateException",
        ),
        (
            'job parou cedo\nTraceback (most recent call last):\n'
            '  File "/a/b.py", line 3, in <module>\n    run()\nKeyError: x',
            "job parou cedo KeyError: x",
        ),
        (
            "lote parado\n2026-01-02 03:04:05,678 INFO [main] a.B - start\n"
            "2026-01-02 03:04:06,1 ERROR [main] a.B - saldo negativo",
            "lote parado saldo negativo",
        ),
        (
            "tela branca\nSystem.NullReferenceException: no object\n   at Acme.Page.Load() in C:\\s\\Page.cs:line 4",
            "tela branca System.NullReferenceException: no object",
        ),
        ("tela branca\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:7 +0x1d", "tela branca"),
        ("tela branca\n<Jan 1> <Error> <WebLogicServer> <BEA-1> thread is stuck", "tela branca thread is stuck"),
        ("abend no lote\n$HASP373 JOBX STARTED - INIT 4\nIEF404I JOBX - ENDED", "abend no lote"),
    ],
)  # fmt: skip
def test_a_pasted_log_leaves_its_fault(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[EXTERNAL EMAIL] Do not click links.\nmy screen is black", "my screen is black"),
        ("a vpn caiu\nAntes de imprimir pense no meio ambiente.", "a vpn caiu"),
        ("a vpn caiu\nClassificação da informação: Interna", "a vpn caiu"),
        ("a vpn caiu\nAs informações contidas neste e-mail são sigilosas, favor apagar.", "a vpn caiu"),
        ("Drucker ohne Toner\nSitz der Gesellschaft: Berlin, HRB 1", "Drucker ohne Toner"),
        ("a vpn caiu\n\nAbs\nCaio Fontes", "a vpn caiu"),
        ("my screen is black\nCheers, Tom", "my screen is black"),
        ("Drucker ohne Toner\nMfG <NAME>", "Drucker ohne Toner"),
        ("Коллеги, добрый день.\nне печатает принтер", "не печатает принтер"),
        ("महोदय,\nप्रिंटर काम नहीं कर रहा", "प्रिंटर काम नहीं कर रहा"),
        ("a vpn caiu\n\nUm abraço\nCaio", "a vpn caiu"),
        ("my screen is black\nAll the best\nTom", "my screen is black"),
        ("a vpn caiu\nSiga-nos no LinkedIn", "a vpn caiu"),
        ("my screen is black\nThe contents of this email are private and privileged.", "my screen is black"),
        ("a vpn caiu. Segue print em anexo. É urgente!", "a vpn caiu."),
    ],
)
def test_what_mail_puts_around_a_request_goes(text, wanted):
    assert masked(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "erro no sistema: não abre",
        "Impacto: nenhuma agência consegue operar o caixa desde a manhã de hoje",
        "10:30 servidor de arquivos caiu: disco cheio",
        "Why is my card blocked? How can I use it again?",
        "I need urgent help with a transfer",
        "KeyError no relatório",
        "o bot de cobrança parou: fila cheia",
        "best way to order a card",
    ],
)
def test_what_only_looks_like_a_frame_stays(text):
    assert masked(text).replace("<TIME>", "10:30") == text


@pytest.mark.parametrize(
    "text",
    [
        "Notebook lento\nPrezados,\nnotebook muito lento\nAbs Caio",
        "10:22 - Bot: Olá! Como posso ajudar?\n10:23 - Usuário: notebook muito lento",
        "Sistema: CRM\nAmbiente: prod\nMotivo: notebook muito lento\nImpacto: Alto",
    ],
)
def test_an_export_without_line_breaks_reads_the_same(text):
    assert masked(" ".join(text.split())) == masked(text)


def subjects(summary, description):
    tickets = pd.DataFrame({"ticket_id": ["a"], "summary": [summary], "description": [description]})
    return build_templates(conform("tickets", tickets.assign(source="x", month="2026-01")))[0]["text"].tolist()


TRACE = 'Traceback (most recent call last):\n  File "/a/b.py", line 3, in run'


def test_beside_a_summary_a_description_of_trace_alone_says_nothing():
    assert subjects("relatório não abre", TRACE) == ["relatório não abre"]
    assert "recent" in subjects(None, TRACE)[0]


def test_a_forwarded_mail_stays_though_the_summary_says_something():
    assert subjects("FW: notebook", "-----Original Message-----\nFrom: a\nscreen is black")[0].endswith("black")


def test_a_form_that_everyone_fills_in_founds_no_pattern():
    works = ["impressora sem toner", "senha expirou hoje", "monitor não liga", "cartão retido no caixa"]
    alone = ["chuva no telhado", "ata do conselho", "cadeira bamba", "vídeo institucional", "malote de Manaus"]
    form = "Solicitante: Ana\nMatrícula: 12\nTelefone: 34\nDescrição: {}"
    labels = TicketClusterer().fit([form.format(text) for text in works * 8 + alone]).labels_
    assert labels[-len(alone) :].tolist() == [-1] * len(alone)
    assert [labels[place::4][:8].tolist() for place in range(4)] == [[label] * 8 for label in labels[:4]]
    assert len(set(labels[:4])) == 4
