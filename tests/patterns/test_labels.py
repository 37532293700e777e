"""Labels that a squad lead would write: whole, readable, unlike each other, and nobody's words alone."""

import pandas as pd
import pytest

from toil.patterns.labels import carry_labels, label_patterns, plain, unsaid_terms
from toil.schema import conform

from .conftest import fit_tickets, make_tickets

OTHERS = [text.format(n) for n in range(8) for text in ("Impressora {} atola papel", "Ramal {} fica mudo")]


def label_of(texts, **columns):
    """Return the label of the pattern of *texts*, which stand among other work."""
    count = len(texts)
    columns = {name: [*values, *[f"other {n}" for n in range(len(OTHERS))]] for name, values in columns.items()}
    tickets = make_tickets([*texts, *OTHERS], **columns)
    fit = fit_tickets(tickets, draws=0)
    pattern = fit.ticket_patterns["pattern_id"].iloc[:count].mode().iloc[0]
    return fit.patterns.set_index("pattern_id")["label"][pattern]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        # How a request begins and ends is not what it is about.
        (["Bom dia, preciso trocar minha senha de rede, obrigado"] * 6, "trocar minha senha de rede"),
        (["I need to reset my network password"] * 6, "reset my network password"),
        (["Bitte Drucker im Lager einrichten"] * 6, "Drucker im Lager einrichten"),
        (["RES: FW: VPN não conecta"] * 6, "VPN não conecta"),
        # What all share is the label, in a spelling that is not shouted and has its accents.
        ([f"Servidor SRV{n} sem espaço em disco" for n in range(6)], "Servidor <HOST> sem espaço em disco"),
        (["VPN NAO CONECTA hoje", "Vpn nao conecta já", "VPN não conecta aqui"] * 3, "VPN não conecta"),
        # A name that no mask knows leaves a gap.
        (
            [f"Conta de serviço svc_{name} expira amanhã" for name in ("adu", "bedo", "cofi", "dagu", "efo", "fume")],
            "Conta de serviço … expira amanhã",
        ),
        # A clause may end in what elsewhere is a stop word.
        (["Das Zertifikat läuft ab"] * 6, "Zertifikat läuft ab"),
        (["सर्वर जवाब नहीं दे रहा"] * 6, "सर्वर जवाब नहीं दे रहा"),
    ],
)
def test_a_label_is_the_phrase_that_says_the_work(texts, wanted):
    assert label_of(texts) == wanted


def test_the_summary_names_the_work_and_the_description_its_circumstances():
    longer = "O lojista passou o cartão duas vezes e pede o estorno da venda duplicada hoje"
    assert label_of(["Estorno de venda"] * 6, description=[longer] * 6) == "Estorno de venda"


def test_a_part_of_a_clause_gets_the_terms_that_most_tickets_use():
    """Pattern 0 says one word of three that matter; 1 is a clause by itself; 2 says enough."""
    said = pd.DataFrame(
        {
            "pattern": [0, 1, 2],
            "phrase": ["luzes", "alarme ligado", "cortina nova sala abrir"],
            "whole": [False, True, False],
        }
    )
    words = [("apague", 0.9), ("luzes", 0.8), ("quarto", 0.5), ("porta", 0.2)]
    profile = pd.concat(
        pd.DataFrame({"pattern": n, "stem": ["apagu", "luz", "quart", "port"], "word": [w for w, _ in words],
                      "tickets": 9, "share": [s for _, s in words], "weight": [s for _, s in words]})
        for n in range(3)
    )  # fmt: skip
    unsaid = unsaid_terms(said, profile, pd.Series(["pt"] * 3))
    assert unsaid[0] == ["apague", "quarto"]
    assert not unsaid.get(1)
    assert not unsaid.get(2)
    assert label_patterns(said[:1], {0: []}, unsaid) == {0: "luzes · apague · quarto"}


def test_a_phrase_is_not_torn_from_the_word_that_always_follows():
    ends = ("hoje", "aqui", "ontem", "agora", "na rua", "no metrô", "em casa")
    assert label_of([f"perdi o cartão de crédito {end}" for end in ends]) == "perdi o cartão de crédito"


def test_a_name_that_few_write_is_in_no_label():
    texts = [*["Vale transporte atrasado"] * 9, *["Vale transporte do Zeferino atrasado"] * 4]
    assert "zeferino" not in label_of(texts, requester=[f"p{n}" for n in range(13)]).casefold()


def test_five_tickets_of_two_people_show_no_phrase():
    texts = ["Vale transporte do Zeferino atrasado"] * 8
    assert " · " in label_of(texts, requester=[f"p{n % 2}" for n in range(8)])
    assert label_of(texts, requester=[f"p{n % 3}" for n in range(8)]) == texts[0]


def phrases(*rows):
    return pd.DataFrame(rows, columns=["pattern", "phrase"])


def test_labels_differ_in_more_than_case_and_accents():
    said = phrases((0, "Não conecta"), (1, "nao CONECTA"), (2, "Nao conecta"))
    terms = {0: ["vpn"], 1: ["não", "wifi"], 2: ["conecta"]}
    labels = label_patterns(said, terms)
    assert labels == {0: "Não conecta", 1: "nao CONECTA · wifi", 2: "Nao conecta (2)"}
    assert len({plain(label) for label in labels.values()}) == 3


def test_without_a_phrase_words_stand_for_it():
    assert label_patterns(phrases(), {0: ["vpn", "notebook", "rede", "casa"]}) == {0: "vpn · notebook · rede"}


def month_of(**labels):
    """Return ``patterns`` with these labels by id (``P_1`` is P-1), each a theme of its own."""
    table = pd.DataFrame({"pattern_id": [name.replace("_", "-") for name in labels], "label": list(labels.values())})
    facts = {"terms": "", "tickets": 20, "templates": 2, "language": "pt", "cohesion": 1.0, "first_month": "2026-01"}
    return conform("patterns", table.assign(theme=table["label"], **facts))


def carried(before, now, texts, **options):
    """Return this month's labels by id; *texts* has (pattern, text, tickets)."""
    rows = [(f"T{n}", pattern, text) for n, (pattern, text, count) in enumerate(texts) for _ in range(count)]
    placed = pd.DataFrame(rows, columns=["template_id", "pattern_id", "text"])
    templates = placed.drop_duplicates("template_id")
    found = carry_labels(now, before, placed, templates, **{"shown": {"P-1", "P-2"}} | options)
    assert found["theme"].tolist() == found["label"].tolist()
    return found.set_index("pattern_id")["label"].to_dict()


MAIL = [("P-1", "Correio acusa cota excedida", 9), ("P-1", "Mensagens voltam: limite de armazenamento", 16)]


def test_a_label_stays_from_month_to_month_while_it_fits():
    """9 tickets hold the words of the old label, 16 those of the new: more than half of them, so it stays."""
    before, now = month_of(P_1="correio acusa COTA excedida"), month_of(P_1="limite de armazenamento")
    assert carried(before, now, MAIL) == {"P-1": "correio acusa COTA excedida"}
    fewer = [("P-1", MAIL[0][1], 7), MAIL[1]]
    assert carried(before, now, fewer) == {"P-1": "limite de armazenamento"}


def test_what_no_report_showed_or_people_named_keeps_no_old_label():
    before, now = month_of(P_1="Correio acusa cota excedida"), month_of(P_1="limite de armazenamento")
    assert carried(before, now, MAIL, shown=()) == {"P-1": "limite de armazenamento"}
    assert carried(before, now, MAIL, given=["limite de armazenamento"]) == {"P-1": "limite de armazenamento"}


def test_no_two_patterns_get_one_label_by_keeping_it():
    texts = [("P-1", "senha expirada da rede", 10), ("P-2", "senha expirada da rede", 10), ("P-2", "pix caiu", 10)]
    before = month_of(P_1="senha expirada", P_2="pix caiu")
    taken = carried(before, month_of(P_1="senha da rede", P_2="Senha expirada"), texts, shown={"P-1"})
    assert taken == {"P-1": "senha da rede", "P-2": "Senha expirada"}
    swapped = carried(before, month_of(P_1="senha da rede", P_2="Senha expirada"), texts)
    assert swapped == {"P-1": "senha expirada", "P-2": "pix caiu"}
