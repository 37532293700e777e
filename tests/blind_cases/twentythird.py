"""The twenty-third round: things that bear a person's name; names that are words too; fields in one line."""

from __future__ import annotations

MISSED = [
    ("a pedido da Zuleide Sales o erro", "a pedido da <NAME> o erro"),
    ("customer 'Will Gallagher' has no address", "customer '<NAME>' has no address"),
    ("1. Svenja Klein\n2. Amanda Lauren", "1. <NAME>\n2. <NAME>"),
    ("Attendees: Naomi Osborne, O'Connor, Ryan", "Attendees: <NAME>, <NAME>, <NAME>"),
    ("o técnico Vitória foi, falei com a Marina", "o técnico <NAME> foi, falei com a <NAME>"),
    ("Talk to Mark, or call Grace today", "Talk to <NAME>, or call <NAME> today"),
    ("met the manager Walsh, Mark. Pump offline", "met the manager <NAME>. Pump offline"),
    ("Deputy: Strood, Trevor\nLevel 2", "Deputy: <NAME>\nLevel 2"),
    ("Vorname: Jens Nachname: Lang Ort: Ulm", "Vorname: <NAME> Nachname: <NAME> Ort: Ulm"),
    ("पहला नाम: अमित उपनाम: नायर शहर: पुणे", "पहला नाम: <NAME> उपनाम: <NAME> शहर: पुणे"),
    ("[2026-05-12 08:14] <Trevor> why\nतन्वी का टिकट", "[2026-05-12 08:14] <<NAME>> why\n<NAME> का टिकट"),
    ("dn: uid=nascimca,ou=people", "dn: uid=<LOGIN>,ou=people"),
    ("O usuário (login figueire) saiu", "O usuário (login <LOGIN>) saiu"),
    ("Erfasst von: Holger Lorenz (zimmerje)", "Erfasst von: <NAME> (<LOGIN>)"),
    ("Код доступа: x652RGjv!37\nТема", "Код доступа: <SECRET>\nТема"),
    ('"SHIP TO: Gareth Brent, 0161 838 3931"', '"SHIP TO: <NAME>, <PHONE>"'),
]

KEPT = [
    "procedimento Marta e módulo Helena; Lojas Marisa",
    "АИС «Маргарита», филиалы Владимир и Киров без связи",
    "Leeds, Florence and Helena branches on backup",
    "Apache Felix 7.0, Kelvin exporter, Julia 1.10 and Amanda v2",
    "Tejas Networks feed, Ernst Klett und Allen-Bradley 1756",
    "cliente Casas Pereira; cidade de Santo Ângelo, Ponta Grossa",
    "Ansprechpartner: Rufbereitschaft Bechtle. Viele Grüße, Leitstand Nord",
    "Исполнитель: Сетевая группа. Согласующий: Комитет изменений",
    "अनुरोधकर्ता: निगरानी प्रणाली। सादर, प्रिंट कक्ष",
    "Atenciosamente, Observabilidade; falei com a Claro Empresas",
    "usuário Office365 bloqueado; login Fortinet falha; senha Wi-Fi expirada; placa O365",
    "SEI 00400-00012345/2026-11; Sinistro 12.2026.0412",
    "SID S-1-5-21-1004336348-1177238915-682003330-512; Nutanix AHV 20230302.100173; Driver 95.950.4.84635",
    "Центр затрат 4410, счёт 310500; टीम नीलम",
    "1С:Бухгалтерия 3.0.152.28; placa de 8 ramais",
]
