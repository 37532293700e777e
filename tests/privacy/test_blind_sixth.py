"""What the sixth blind round missed, by class, and what looks like it and stays.

The texts are made for these tests: they stand in no corpus of the round.
"""

import pandas as pd
import pyarrow as pa
import pytest

from toil.privacy import redact
from toil.privacy.judging import by_value, mask_judged
from toil.privacy.packs import read_rules
from toil.settings import Privacy

MISSED = [
    # what a password was changed to, what was tried, and what stands before the word
    ("a senha do cofre mudou pra Trovao2024", "a senha do cofre mudou pra <SECRET>"),
    ("senha do usuário alterada para 583920", "senha do usuário alterada para <SECRET>"),
    ("Das Passwort wurde auf Regen#44x gesetzt", "Das Passwort wurde auf <SECRET> gesetzt"),
    ("coloquei trovao2024 como senha", "coloquei <SECRET> como senha"),
    ("resetar a senha, a atual é Trovao!9x", "resetar a senha, a atual é <SECRET>"),
    ("Kennwort (vorläufig): RegenTag!", "Kennwort (vorläufig): <SECRET>"),
    ("пароль, временный: 583920", "пароль, временный: <SECRET>"),
    ("password `583920` rejected", "password `<SECRET>` rejected"),
    ("user admin / pass 583920 / gateway", "user admin / pass <SECRET> / gateway"),
    ("Zugang: jbraun / regentag2024", "Zugang: <LOGIN> / <SECRET>"),
    ("usuário e senha: jprado / trovao2024", "usuário e senha: <SECRET> / <SECRET>"),
    ("<senha>trovao</senha>", "<senha><SECRET></senha>"),
    ("reset the password to regentag2024", "reset the password to <SECRET>"),
    ("senha wifi trovao.chuva24", "senha wifi <SECRET>"),
    ("cartão de teste cvv 731 recusado", "cartão de teste cvv <SECRET> recusado"),
    ("o código SMS foi 583920", "o código SMS foi <SECRET>"),
    ("token da operadora: 5 8 3 9 2 0", "token da operadora: <SECRET>"),
    # plates without their label
    ("Liberar a garagem para o Gol branco RTX3F90", "Liberar a garagem para o Gol branco <PLATE>"),
    ("veículos: RTX3F90 e RTX-3190", "veículos: <PLATE> e <PLATE>"),
    ("Firmenwagen HH-XY 9917 in der Garage", "Firmenwagen <PLATE> in der Garage"),
    ("vehicle KA 02 MN 4409 parked", "vehicle <PLATE> parked"),
    # cards of identity by their state or who issued them
    ("visitante, doc. MG-12.345.678, recepção", "visitante, doc. <RG>, recepção"),
    ("doc 04630054 SSP/BA na portaria", "doc <RG> SSP/BA na portaria"),
    ("documento de identidade apresentado (12.345.678-9)", "documento de identidade apresentado (<RG>)"),
    # registration numbers and accounts
    ("matr. 538.388", "matr. <LOGIN>"),
    ("c.c. 988933-4 bloqueada", "c.c. <ACCOUNT> bloqueada"),
    # logins
    ("Account locked for c7823258 on", "Account locked for <LOGIN> on"),
    ("deve ser copiado do prado.j hoje", "deve ser copiado do <LOGIN> hoje"),
    ("Failed password for invalid user j.prado from host", "Failed password for invalid user <LOGIN> from host"),
    ("ssh p r a d o j@10.20.30.40 recusado", "ssh <LOGIN>@<IP> recusado"),
    ("try signing in as j.prado", "try signing in as <LOGIN>"),
    ("AD account c775947 expired", "AD account <LOGIN> expired"),
    ("owner: jose_prado", "owner: <LOGIN>"),
    ("reset de senha para `j.prado`", "reset de senha para `<LOGIN>`"),
    # phones
    ("tel. comercial 4921-8705", "tel. comercial <PHONE>"),
    ("ligue 813.521.671.6 agora", "ligue <PHONE> agora"),
    ("recado: 21 35 46 78 90", "recado: <PHONE>"),
    ("fone 021_99133_8183", "fone <PHONE>"),
    ("Tel. 0221-8\n822721", "Tel. <PHONE>"),
    ("chave 1198.7654.321 no pix", "chave <PHONE> no pix"),
    # numbers with a line end before their mark, and other disguises
    ("CPF 529.982\n.247-25", "CPF <CPF>"),
    ("cartão 4111-1111\n-1111-1111", "cartão <CARD>"),
    ("IBAN GB82·WEST·1234·5698·7654·32", "IBAN <IBAN>"),
    ("escreva a ana [dot] prado [at] banco [dot] com", "escreva a <EMAIL>"),
    ("client 187.182.215.217 timed out", "client <IP> timed out"),
    # births
    ("a;529.982.247-25;14.10.1978;x", "a;<CPF>;<BIRTHDATE>;x"),
    ("gave her date of birth as 04/20/1980", "gave her date of birth as <BIRTHDATE>"),
    ("Nascido(a) em: 18-03-1980", "Nascido(a) em: <BIRTHDATE>"),
    # names
    ("Hallo Herr  Nowak, bitte", "Hallo Herr  <NAME>, bitte"),
    ("[14:20] Ana Prado: oi\n[14:21] Zilmara: pronto", "[14:20] <NAME>: oi\n[14:21] <NAME>: pronto"),
    ("Caller: *Zilmar Quintela*", "Caller: *<NAME>*"),
    ('{"melder":"von Oppen, Jörg"}', '{"melder":"<NAME>"}'),
    ("मेरा नाम वंदना भाटिया है", "मेरा नाम <NAME> है"),
    ("Добрый день, игорь рустамович!", "Добрый день, <NAME>!"),
    ("Ivanilda pediu retorno", "<NAME> pediu retorno"),
    ("передал Юлии и Илье", "передал <NAME> и <NAME>"),
]
KEPT = [
    "Norma do BCB revisada",
    "За сутки сервер упал. Мы проверили. Или нет.",
    "vaga no estacionamento: INC-4471, badge BDG-2210 e portaria LIC 5415",
    "sinistro: desde MAR 2026 sem retorno",
    "boleto 34191.79001 01043.510047 91020.150008 5",
    "Chrome 119.0.6045.159",
    "Oracle client 12.2.0.1",
    "<versao>5.3.0.118</versao>",
    "contato em 12/03/2026 10:00",
    "account svc_backup disabled, mailbox assist",
    "Responsável: Gerência de Redes\nGrupo executor: N3-STORAGE",
    "Kunde Nordlicht Logistik GmbH wartet auf Antwort",
    "cliente Sixau Logística voltou",
    "senha errada no Windows11, ver INC#44871",
    "[14:20] Sistema: ok\n[14:21] Gateway: ok",
    "Senha: não informada",
]


@pytest.mark.parametrize(("text", "redacted"), MISSED)
def test_what_the_sixth_round_missed_is_masked(text, redacted):
    assert redact(pd.Series([text]))[0][0] == redacted


@pytest.mark.parametrize("text", KEPT)
def test_what_looks_like_it_stays(text):
    assert redact(pd.Series([text]))[0][0] == text


def test_a_plate_is_looked_for_only_in_texts_about_a_vehicle():
    assert redact(pd.Series(["módulo RTX3F90 fora", "veículo RTX3F90 fora"]))[0].tolist() == [
        "módulo RTX3F90 fora",
        "veículo <PLATE> fora",
    ]


def test_a_rule_with_a_context_has_it_for_its_gate():
    rules = [rule for rule in read_rules(Privacy()) if rule.context]
    assert len(rules) >= 4
    assert all(rule.gate == rule.context for rule in rules)


@pytest.mark.parametrize("gate", ["", "x"])
def test_what_is_left_of_a_text_is_looked_at_with_a_gate_and_without(gate):
    texts = pa.array(["x1 y2 x3 y4", "y5", "x6"], pa.large_string())
    hit, masked = mask_judged(texts, "(?:x)(?P<value>[0-9])", by_value(lambda value: value != "3"), "<N>", gate)
    assert hit.tolist() == [True, False, True]
    assert masked.to_pylist() == ["x<N> y2 x3 y4", "x<N>"]
