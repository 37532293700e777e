"""What the seventh blind round missed, by class, and what looks like it and stays.

The texts are made for these tests: they stand in no corpus of the round.
"""

import pandas as pd
import pytest

from toil.privacy import redact

MISSED = [
    # passwords by what announces them, some words away
    ("a senha antiga era Trovao.4471, nova ficou chuva9913.", "a senha antiga era <SECRET>, nova ficou <SECRET>"),
    ("troquei a senha pra chuva9913 e depois pra Trovao!71", "troquei a senha pra <SECRET> e depois pra <SECRET>"),
    ("digitou a senha no campo errado, gravou '71Trovao$'", "digitou a senha no campo errado, gravou '<SECRET>'"),
    ("senha do arquivo zip Trovao2024", "senha do arquivo zip <SECRET>"),
    ("coloquei 71Trovao$ na senha", "coloquei <SECRET> na senha"),
    ("Trovao2024 é a senha nova", "<SECRET> é a senha nova"),
    ("a nova senha será 58392047", "a nova senha será <SECRET>"),
    ("senha <Trovao2024> sem aspas", "senha <<SECRET>> sem aspas"),
    ("senha TROVAO24 nao entra", "senha <SECRET> nao entra"),
    ("senha Verde-Trovao-71 nao entra", "senha <SECRET> nao entra"),
    ("my password used to be r4inst0rm7", "my password used to be <SECRET>"),
    ("reset to default 71Storm$ please", "reset to default <SECRET> please"),
    ("pwd expired, old one Storm#71 fails", "pwd expired, old one <SECRET> fails"),
    ("пароль сменил на Groza2024", "пароль сменил на <SECRET>"),
    ("password hai barsaat.4471", "password hai <SECRET>"),
    ("keytool -storepass Trovao@24 -alias x", "keytool -storepass <SECRET> -alias x"),
    ("mongo -u ze.prado -p Trovao24 --quiet", "mongo -u <LOGIN> -p <SECRET> --quiet"),
    ("IDENTIFIED BY trovao", "IDENTIFIED BY <SECRET>"),
    ("jprado / Trovao@24", "<LOGIN> / <SECRET>"),
    # keys far from their word, broken, in pairs
    ("token do runner vazou: 5f2d8a90c1b34e67a8d9f0213b4c5d6e", "token do runner vazou: <SECRET>"),
    ("X-Api-Key: 5f2d8a90c1b34e67\na8d9f0213b4c", "X-Api-Key: <SECRET>\n<SECRET>"),
    ("AKIAABCDEFGHIJKLMNOP / q1W2e3R4t5Y6u7I8o9P0a1S2", "<SECRET> / <SECRET>"),
    # logins by their shape, their neighbours, and commands
    ("usuário sem acesso, é o c774120 mesmo", "usuário sem acesso, é o <LOGIN> mesmo"),
    ("a conta c774120 travou", "a conta <LOGIN> travou"),
    ("account jprado locked", "account <LOGIN> locked"),
    ("accounts affected: j.prado, c774120 and a.rocha", "accounts affected: <LOGIN>, <LOGIN> and <LOGIN>"),
    ("пользователи j.prado, c774120 не видят", "пользователи <LOGIN>, <LOGIN> не видят"),
    ("o login da estagiária ficou jprado2", "o login da estagiária ficou <LOGIN>"),
    ("my id is c774120", "my id is <LOGIN>"),
    ("user local c774120", "user local <LOGIN>"),
    ("loguei com j.prado no portal", "loguei com <LOGIN> no portal"),
    ("curl -k -u jprado:Trovao24 x", "curl -k -u <LOGIN>:<SECRET> x"),
    ("ssh jprado@lnx01 recusa", "ssh <LOGIN>@lnx01 recusa"),
    ("su - jprado", "su - <LOGIN>"),
    ("<usuario>jprado</usuario>", "<usuario><LOGIN></usuario>"),
    # names parted by a line end, after a bracket, in chats without times, by their surname
    ("titular Ana\nPrado, ag", "titular <NAME>, ag"),
    ("Добрый день, Ксения\nРустамовна!", "Добрый день, <NAME>\n<NAME>!"),
    ("Name (block letters): Zilmar Quintela", "Name (block letters): <NAME>"),
    ("Zilmar Prado: oi\nZulmir Prado: pronto", "<NAME>: oi\n<NAME>: pronto"),
    ("mismatch of Zilmar Prado in CKYC", "mismatch of <NAME> in CKYC"),
    ("Ana Quintela e Bruno de Quintela saíram", "<NAME> e <NAME> saíram"),
    # e-mail, phones, plates, addresses
    ("ana ponto prado (arroba) gmail ponto com", "<EMAIL>"),
    ("cust ph 020.7946.0011 - wire", "cust ph <PHONE> - wire"),
    ("Fahrzeug B XY 917 vor dem Tor", "Fahrzeug <PLATE> vor dem Tor"),
    ("cab no KA2CJM6798 at gate", "cab no <PLATE> at gate"),
    ("Flat 302, Lotus Apartments, FC Road, Pune 411004", "<ADDRESS>"),
    ("C-45 Lotus Park Extn, New Delhi 110016", "<ADDRESS>"),
    ("mora na Pça da Matriz, 111 fundos", "mora na <ADDRESS>"),
    ("Quadra 12 Lote 7, Setor Bueno", "<ADDRESS>"),
    ("живёт ул Садовая 12, кв 5", "живёт <ADDRESS>"),
    ("Lindenstr. 14 in 50667 Köln", "<ADDRESS>"),
]
KEPT = [
    # beside passwords
    "reset de senha no servidor srvprd01 e no lnxhml22",
    "senha expirada, ver KB0012290 e INC0093341",
    "senha nao sincroniza com Office365 e Windows11",
    "senha do switch Cisco9300 porta Gi1/0/24",
    "password works in UAT2 but not in SIT3 or PROD01",
    "senha do notebook Dell5430",
    "usar senha no modulo Cobranca2",
    "senha do banco ORA19c expirou",
    "host apserver01 for password reset",
    "vpn01gw na senha do roteador",
    "docker run -u 1000 -p 8080:80 liq-api:2.3",
    "issue identified by monitoring",
    # beside keys
    "token expirado no commit 9f8c2d3e4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d",
    "secret rotation, trace 4bf92f3577b34da6a3ce929d0e0e4736",
    "API key do job 97042a50-fa55-4feb-ad60-a8b01622c27e",
    # beside users
    "usuário sem acesso ao CR12345 e KB5034441",
    "usuarios: 150 afetados. Qualquer dúvida, ligue",
    "accounts receivable module, conta corrente e conta digital",
    "conta sem espaço em /var/log/conta.log e app.log",
    "users grants and sales prices",
    "<user>sistema</user>",
    "su - oracle",
    "ssh git@servidor",
    # beside names and addresses
    "approved by Change Board, com Oracle Cloud",
    "Server Name: app\nDatabase Name: liq",
    "flat file 12, layout 3",
    "lote 7 da quadra 2",
]


@pytest.mark.parametrize(("text", "redacted"), MISSED)
def test_what_the_seventh_round_missed_is_masked(text, redacted):
    assert redact(pd.Series([text]))[0][0] == redacted


@pytest.mark.parametrize("text", KEPT)
def test_what_looks_like_it_stays(text):
    assert redact(pd.Series([text]))[0][0] == text


def test_a_placeholder_is_no_tag():
    """<LOGIN> stands where a tag of that name would: what follows it stays."""
    assert redact(pd.Series(["login=jprado;canal=app;host=h1"]))[0][0] == "login=<LOGIN>;canal=app;host=h1"
