"""The twenty-first round: numbers in disguise and in programs, two beside each other; what machines count."""

from __future__ import annotations

MISSED = [
    ("GET /api/x?cnpj=01.662.727%2F0003-69&st=a", "GET /api/x?cnpj=<CNPJ>&st=a"),
    ("phone=%2B1%20212%20614%205190", "phone=<PHONE>"),
    ("<cnh>87633852897</cnh>", "<cnh><DOCUMENT></cnh>"),
    ("RG alt 61.100.688-5, neu 21 483 891 4", "RG alt <RG>, neu <DOCUMENT>"),
    ("WHERE cnh IN ('22522010062','67769667000')", "WHERE cnh IN ('<CNH>','<DOCUMENT>')"),
    ('{\\"passportNo\\":\\"YZ117455\\",\\"x\\":null}', '{\\"passportNo\\":\\"<PASSPORT>\\",\\"x\\":null}'),
    ("CNH → 77705404523", "CNH → <CNH>"),
    ("Nome\tdata de nascimento\tFila\nxxx\t13/02/1946\tN2", "Nome\tdata de nascimento\tFila\nxxx\t<BIRTHDATE>\tN2"),
    ("Nome\ttel\tFila\nxxx\t3138589823\tN2", "Nome\ttel\tFila\nxxx\t<PHONE>\tN2"),
    ("Aadhaar 3594 1297 7538 / 5573 4372 5919", "Aadhaar <AADHAAR> / <AADHAAR>"),
    ("Tel +49 151 3905 2396 / 0176 9580 5297", "Tel <PHONE> / <PHONE>"),
    ("CPF 347.016.918-\u202879 ok", "CPF <CPF> ok"),
    ("FR16 – 0239 – 7799 – 2220 – 8955 – 1042 – 016 ok", "<IBAN> ok"),
    ("IP 172.19.102.110/10.24.252.179", "IP <IP>/<IP>"),
    ("/clientes/86363473004/contas", "/clientes/<CPF>/contas"),
    ("k.brandt13 @ gmx ponto de", "<EMAIL>"),
    ("INSERT INTO t (db_password) VALUES ('lGTOjqXZRnX6')", "INSERT INTO t (db_password) VALUES ('<SECRET>')"),
    ("sshd: Failed password from 2001:db8:e342:b166::f5d1 port 22", "sshd: Failed password from <IP> port 22"),
    ("86474 38685\n92426 11485", "<PHONE>\n<PHONE>"),
    ("PIX-Schlüssel: 7a589ceb 3c76 4419 8808 27f96e764693", "PIX-Schlüssel: <PIX>"),
    ("4 6 9 7 7 3 4 3 0 0 1 9 1 2 9 7 ok", "<CARD> ok"),
]

KEPT = [
    "Reprocessar seq=6167048706 até sexta",
    "9962731407 bytes lidos",
    "SCN 2332535101799 gravado",
    "firmware 11.6.9312.9183",
    "job ee77e4e3-9074-4ffb-8e20-3d18dc84a66e",
    "job b6fa19a1-cc77-4703-a938-9626e643bd95",
    "lote 90840106528 ok",
    "20261215_113610 caiu",
    "offset 28907260952 lido",
]
