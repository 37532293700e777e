"""Made-up personal data of thirty kinds, as people write it in tickets. Numbers belong to nobody; one in eight has a
wrong check digit where its shape alone gives it away, since people mistype."""

# ruff: noqa: E501
from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable
from random import Random

TYPOS = 1 / 8
Value = Callable[[Random, str], str]


def digits(dice: Random, n: int, first: str = "0123456789") -> str:
    """Return *n* digits, the first of which is one of *first*."""
    return dice.choice(first) + "".join(dice.choice("0123456789") for _ in range(n - 1))


def letters(dice: Random, n: int, alphabet: str = "ABCDEFGHJKLMNPRSTUVWXYZ") -> str:
    return "".join(dice.choice(alphabet) for _ in range(n))


def _mod11(number: str, weights: list[int]) -> str:
    rest = sum(int(d) * w for d, w in zip(number, weights, strict=True)) % 11
    return "0" if rest < 2 else str(11 - rest)


def _luhn(number: str) -> str:
    doubled = [sum(divmod(2 * int(d), 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(number))]
    return str(-sum(doubled) % 10)


def _mistyped(dice: Random, number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 3) % 10) if dice.random() < TYPOS else number


def bare_cpf(dice: Random, language: str = "pt") -> str:
    number = digits(dice, 9)
    number += _mod11(number, [10, 9, 8, 7, 6, 5, 4, 3, 2])
    return number + _mod11(number, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])


def cpf(dice: Random, language: str) -> str:
    n = _mistyped(dice, bare_cpf(dice))
    return dice.choice(
        [f"{n[:3]}.{n[3:6]}.{n[6:9]}-{n[9:]}"] * 4 + [f"{n[:9]}-{n[9:]}", f"{n[:3]} {n[3:6]} {n[6:9]}-{n[9:]}"]
    )


def bare_cnpj(dice: Random, language: str = "pt") -> str:
    number = digits(dice, 8) + dice.choice(["0001", "0001", "0002", "0135"])
    number += _mod11(number, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
    return number + _mod11(number, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])


def cnpj(dice: Random, language: str) -> str:
    n = _mistyped(dice, bare_cnpj(dice))
    return dice.choice([f"{n[:2]}.{n[2:5]}.{n[5:8]}/{n[8:12]}-{n[12:]}"] * 3 + [f"{n[:8]}/{n[8:12]}-{n[12:]}"])


def bare_card(dice: Random, language: str) -> str:
    start, size = dice.choice(
        [
            ("4", 16),
            ("51", 16),
            ("5502", 16),
            ("636368", 16),
            ("2223", 16),
            ("34", 15),
            ("2200", 16),
            ("6062", 16),
            ("6522", 16),
        ]
    )
    number = start + digits(dice, size - len(start) - 1)
    return number + _luhn(number)


def card(dice: Random, language: str) -> str:
    n = bare_card(dice, language)
    between = dice.choice([" ", " ", "-", "."])
    n = _mistyped(dice, n)
    if len(n) == 15:
        return between.join((n[:4], n[4:10], n[10:]))
    return between.join((n[:4], n[4:8], n[8:12], n[12:]))


def iban(dice: Random, language: str) -> str:
    country, size = dice.choice(
        [
            ("DE", 18),
            ("DE", 18),
            ("AT", 16),
            ("CH", 17),
            ("PT", 21),
            ("ES", 20),
            ("FR", 23),
            ("BR", 25),
            ("NL", 0),
            ("GB", 0),
        ]
    )
    body = digits(dice, size) if size else letters(dice, 4) + digits(dice, 10 if country == "NL" else 14)
    body = body[:-2] + letters(dice, 1) + digits(dice, 1) if country == "BR" else body
    check = 98 - int("".join(str(int(c, 36)) for c in body + country + "00")) % 97
    plain = f"{country}{check:02}{body}"
    return plain if dice.random() < 0.3 else " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


FIRST = {
    "pt": [
        "Maria",
        "João",
        "Zuleica",
        "Ana",
        "Wesllei",
        "Antônio",
        "Cauã",
        "Jucélia",
        "Raimundo",
        "Thayná",
        "Íris",
        "Deivid",
        "Sônia",
        "Edivânia",
        "Enzo",
        "Valquíria",
    ],
    "en": [
        "John",
        "Mary",
        "Siobhan",
        "Kwame",
        "Oliver",
        "Priyanka",
        "Grace",
        "Tyrone",
        "Wei",
        "Charlotte",
        "Aiden",
        "Nkechi",
        "Rajesh",
        "Keisha",
        "Liam",
        "Zoë",
    ],
    "de": [
        "Hans",
        "Jürgen",
        "Mechthild",
        "Anneliese",
        "Torben",
        "Gülcan",
        "Friederike",
        "Klaus",
        "Sören",
        "Wiebke",
        "Lutz",
        "Ottilie",
        "Mehmet",
        "Jana",
        "Uwe",
        "Käthe",
    ],
    "ru": [
        "Иван",
        "Ольга",
        "Рустам",
        "Анна",
        "Святослав",
        "Зульфия",
        "Дмитрий",
        "Екатерина",
        "Тимофей",
        "Наталья",
        "Ильдар",
        "Марина",
        "Пётр",
        "Юлия",
        "Гузель",
        "Фёдор",
    ],
    "hi": [
        "राजेश",
        "सुनीता",
        "अमित",
        "प्रियंका",
        "हर्षवर्धन",
        "कामिनी",
        "विक्रम",
        "लतिका",
        "संजय",
        "मीनाक्षी",
        "देवांश",
        "उर्मिला",
        "मनोज",
        "रश्मि",
        "भूपेंद्र",
        "तन्वी",
    ],
}
LAST = {
    "pt": ["Silva", "Souza", "Quirino", "Prates", "Albuquerque", "Nóbrega", "Santos", "Gonçalves", "Tavares", "Buarque", "Pinheiro", "Zaneti", "Lacerda", "Oliveira"],
    "en": ["Smith", "Okonkwo", "O'Brien", "Hartley", "Whitfield", "Nakamura", "Jones", "Brown", "Chaudhry", "Pemberton", "Johnson", "Ellsworth", "Taylor", "Lindqvist"],
    "de": ["Müller", "Weißgerber", "Özdemir", "Schröder", "Brandstätter", "Klein", "Hoffmann", "Krüger", "Vogelsang", "Schmidt", "Döring", "Unterberg", "Bauer", "Jäger"],
    "ru": ["Иванов", "Смирнова", "Кузнецов", "Ахметзянов", "Петрова", "Соколов", "Белозёрова", "Морозов", "Гаврилюк", "Попова", "Лебедев", "Шевченко"],
    "hi": ["शर्मा", "वर्मा", "कुलकर्णी", "अय्यर", "पाटिल", "सिंह", "चतुर्वेदी", "गुप्ता", "मिश्रा", "बनर्जी", "यादव", "देशपांडे"],
}  # fmt: skip
_PLAIN = str.maketrans("áàâãäéêëíóôõöúüçñßАБ", "aaaaaeeeiooooouucnsAB"[:20])
_LATIN = {
    "ru": ["ivanov", "o.smirnova", "rustam.k", "petrova"],
    "hi": ["rajesh.sharma", "sunita", "amit.k", "vikram.singh"],
}
_DOMAINS = {
    "pt": ["banco.com.br", "gmail.com", "parceiro-pag.com", "uol.com.br", "corp.bancoexemplo.com.br"],
    "en": ["example.com", "mail.co.uk", "acme-bank.io", "outlook.com"],
    "de": ["beispiel-bank.de", "gmx.de", "t-online.de", "web.de"],
    "ru": ["mail.ru", "yandex.ru", "bank-primer.ru"],
    "hi": ["rediffmail.com", "bankudaharan.co.in", "gmail.com"],
}


def _handle(dice: Random, language: str) -> str:
    if language in _LATIN:
        return dice.choice(_LATIN[language])
    first, last = (
        dice.choice(names[language]).casefold().translate(_PLAIN).replace("'", "") for names in (FIRST, LAST)
    )
    first, last = ("".join(c for c in part if c.isascii()) for part in (first, last))
    return dice.choice(
        [
            f"{first}.{last}",
            f"{first[0]}{last}",
            f"{first}_{last}{dice.randrange(99)}",
            f"{last}{dice.randrange(1950, 2009)}",
        ]
    )


def email(dice: Random, language: str) -> str:
    return f"{_handle(dice, language)}@{dice.choice(_DOMAINS[language])}"


def phone(dice: Random, language: str) -> str:
    a, b, c = digits(dice, 4, "12345678"), digits(dice, 4), digits(dice, 3, "23456789")
    area = dice.choice(["11", "21", "31", "41", "51", "61", "71", "85", "92"])
    forms = {
        "pt": [f"({area}) 9{a}-{b}", f"+55 {area} 9{a}-{b}", f"{area} 9{a}-{b}", f"{area}9{a}{b}", f"({area}) 3{c}-{b}", f"+55{area}9{a}{b}", f"({area})9{a}{b}", f"0{area} 9{a} {b}"],
        "en": [f"+1 ({c}) {digits(dice, 3, '2345')}-{b}", f"({c}) {digits(dice, 3, '23456')}-{b}", f"+44 20 7{c} {b}", f"+44 7{c} {digits(dice, 6)}", f"{c}-{digits(dice, 3, '2345')}-{b}", f"+1{c}{digits(dice, 7, '2345')}"],
        "de": [f"+49 171 {digits(dice, 7)}", f"0171/{digits(dice, 7)}", f"+49 (0)30 {digits(dice, 7)}", f"030 / {digits(dice, 6)}-{digits(dice, 2)}", f"0049 89 {digits(dice, 7)}", f"0{c}-{digits(dice, 6)}", f"0151 {digits(dice, 8)}"],
        "ru": [f"+7 (916) {c}-{digits(dice, 2)}-{digits(dice, 2)}", f"8 (495) {c}-{digits(dice, 2)}-{digits(dice, 2)}", f"+7916{digits(dice, 7)}", f"8-903-{c}-{digits(dice, 2)}-{digits(dice, 2)}", f"8 921 {c} {digits(dice, 2)} {digits(dice, 2)}", f"8916{digits(dice, 7)}"],
        "hi": [f"+91 98{digits(dice, 3)} {digits(dice, 5)}", f"+91-7{digits(dice, 9)}", f"9{digits(dice, 4)}-{digits(dice, 5)}", f"9{digits(dice, 9)}", f"+919{digits(dice, 9)}", f"022-2{c}{b}", f"8{digits(dice, 4)} {digits(dice, 5)}"],
    }  # fmt: skip
    return dice.choice(forms[language])


def ipv4(dice: Random, language: str) -> str:
    octet = lambda: str(dice.randrange(1, 255))  # noqa: E731
    start = dice.choice(["10", "172.16", "192.168", f"{dice.randrange(11, 223)}.{octet()}"])
    parts = [*start.split("."), octet(), octet(), octet()]
    return ".".join(parts[:4])


def ipv6(dice: Random, language: str) -> str:
    group = lambda: f"{dice.randrange(0x10, 0xFFFF):x}"  # noqa: E731
    return dice.choice(
        [
            ":".join(["2001", "db8", *[group() for _ in range(6)]]),
            f"fe80::{group()}:{group()}:{group()}:{group()}",
            f"2804:14c::{group()}:{group()}",
            f"fd00:{group()}::{group()}",
        ]
    )


def mac(dice: Random, language: str) -> str:
    parts = [f"{dice.randrange(256):02x}" for _ in range(6)]
    return dice.choice(
        [":".join(parts), "-".join(parts).upper(), ".".join("".join(parts)[i : i + 4] for i in (0, 4, 8))]
    )


def url(dice: Random, language: str) -> str:
    user, secret = _handle(dice, language), password(dice, language).replace("@", "a").replace("#", "x")
    return dice.choice(
        [
            f"https://{user}:{secret}@app.interno.example/login",
            f"ftp://{user}:{secret}@10.1.2.3/arq",
            f"https://portal.example/reset?token={hexes(dice, 24)}&cpf={bare_cpf(dice)}",
            f"http://intranet/perfil?usuario={user}",
        ]
    )


def hexes(dice: Random, n: int) -> str:
    return "".join(dice.choice("0123456789abcdef") for _ in range(n))


def _b64(dice: Random, n: int, alphabet: str = "") -> str:
    alphabet = alphabet or "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return "".join(dice.choice(alphabet) for _ in range(n))


def password(dice: Random, language: str) -> str:
    word = dice.choice(["Banco", "Verao", "Mudar", "Sommer", "Welcome", "Zx", "qwerty", "Segredo", "Kennw"])
    return (
        word
        + dice.choice(["@", "#", "!", "_", "$", ""])
        + digits(dice, dice.choice([3, 4, 6]))
        + dice.choice(["", "", "!", "*"])
    )


def token(dice: Random, language: str) -> str:
    """A secret that gives itself away by its shape."""
    body = (
        base64.urlsafe_b64encode(json.dumps({"sub": _b64(dice, 9), "exp": dice.randrange(10**9)}).encode())
        .decode()
        .rstrip("=")
    )
    return dice.choice([
        "AKIA" + _b64(dice, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        f"eyJhbGciOiJIUzI1NiJ9.{body}.{_b64(dice, 43)}",
        "ghp_" + _b64(dice, 36),
        "github_pat_" + _b64(dice, 22) + "_" + _b64(dice, 40),
        "glpat-" + _b64(dice, 20),
        "xoxb-" + digits(dice, 11, "123") + "-" + _b64(dice, 24),
        "AIza" + _b64(dice, 35),
        "sk_live_" + _b64(dice, 24),
        "SG." + _b64(dice, 22) + "." + _b64(dice, 43),
        "hvs." + _b64(dice, 24),
        "npm_" + _b64(dice, 36),
        "dapi" + hexes(dice, 32),
    ])  # fmt: skip


def private_key(dice: Random, language: str) -> str:
    kind = dice.choice(["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"])
    return f"-----BEGIN {kind}-----\n" + "\n".join(_b64(dice, 64) for _ in range(3)) + f"\n-----END {kind}-----"


def connection(dice: Random, language: str) -> str:
    """A connection string; what must go is the password in it."""
    return password(dice, language)


def labelled_secret(dice: Random, language: str) -> str:
    return dice.choice(
        [hexes(dice, 32), _b64(dice, 40), str(uuid.UUID(int=dice.getrandbits(128))), _b64(dice, 24) + "=="]
    )


def rg(dice: Random, language: str) -> str:
    n = digits(dice, 8, "1234567")
    return dice.choice(
        [
            f"{n[:2]}.{n[2:5]}.{n[5:]}-{dice.choice('0123456789X')}",
            n + digits(dice, 1),
            f"MG-{n[:2]}.{n[2:5]}.{n[5:]}",
        ]
    )


def pis(dice: Random, language: str) -> str:
    n = digits(dice, 11, "12")
    return dice.choice([f"{n[:3]}.{n[3:8]}.{n[8:10]}-{n[10]}", n])


def cnh(dice: Random, language: str) -> str:
    return digits(dice, 11)


def voter(dice: Random, language: str) -> str:
    n = digits(dice, 12)
    return dice.choice([n, f"{n[:4]} {n[4:8]} {n[8:]}"])


def account(dice: Random, language: str) -> str:
    if language == "ru":
        return "40817810" + digits(dice, 12)
    if language == "hi":
        return digits(dice, dice.choice([11, 12, 14]), "123456")
    if language == "de":
        return digits(dice, dice.choice([7, 8, 10]), "123456789")
    if language == "en":
        return digits(dice, dice.choice([8, 10, 12]), "123456789")
    return dice.choice(
        [
            f"{digits(dice, 5, '123')}-{digits(dice, 1)}",
            f"{digits(dice, 6, '123')}-{digits(dice, 1)}",
            f"{digits(dice, 2)}.{digits(dice, 3)}-{digits(dice, 1)}",
            digits(dice, 8, "12"),
            f"{digits(dice, 8, '1')}-X",
        ]
    )


def pix(dice: Random, language: str) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def aadhaar(dice: Random, language: str) -> str:
    n = digits(dice, 12, "23456789")
    return (
        f"{n[:4]}{dice.choice(' -')}{n[4:8]} {n[8:]}".replace("- ", "-")
        if dice.random() < 0.5
        else f"{n[:4]} {n[4:8]} {n[8:]}"
    )


def pan(dice: Random, language: str) -> str:
    return letters(dice, 3) + dice.choice("PCHFAT") + letters(dice, 1) + digits(dice, 4) + letters(dice, 1)


def gstin(dice: Random, language: str) -> str:
    return (
        dice.choice(["27", "29", "07", "33"])
        + pan(dice, language)
        + digits(dice, 1, "12")
        + "Z"
        + dice.choice("5K9M")
    )


def snils(dice: Random, language: str) -> str:
    n = digits(dice, 11)
    return f"{n[:3]}-{n[3:6]}-{n[6:9]} {n[9:]}"


def inn(dice: Random, language: str) -> str:
    n = digits(dice, 10, "123456789")
    for weights in ([7, 2, 4, 10, 3, 5, 9, 4, 6, 8], [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]):
        n += str(sum(int(d) * w for d, w in zip(n, weights, strict=True)) % 11 % 10)
    return n


def passport(dice: Random, language: str) -> str:
    six = digits(dice, 6)
    return {
        "pt": letters(dice, 2) + six,
        "en": digits(dice, 9),
        "de": "C" + letters(dice, 2, "FGHJK") + digits(dice, 5) + letters(dice, 1, "TXZ"),
        "ru": f"45 {digits(dice, 2)} {six}",
        "hi": letters(dice, 1) + digits(dice, 7),
    }[language]


def taxid(dice: Random, language: str) -> str:
    while True:
        ten = digits(dice, 10, "123456789")
        if len(set(ten)) in (8, 9) and max(ten.count(d) for d in ten) <= 3:
            break
    product = 10
    for digit in ten:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    n = ten + str((11 - product) % 10)
    return dice.choice([n, f"{n[:2]} {n[2:5]} {n[5:8]} {n[8:]}"])


def ssn(dice: Random, language: str) -> str:
    return f"{digits(dice, 3, '12345')}-{digits(dice, 2)}-{digits(dice, 4)}"


def birth(dice: Random, language: str) -> str:
    d, m, y = f"{dice.randrange(1, 29):02}", f"{dice.randrange(1, 13):02}", str(dice.randrange(1940, 2006))
    return {
        "pt": f"{d}/{m}/{y}",
        "en": dice.choice([f"{m}/{d}/{y}", f"{y}-{m}-{d}"]),
        "de": f"{d}.{m}.{y}",
        "ru": f"{d}.{m}.{y}",
        "hi": f"{d}-{m}-{y}",
    }[language]


def plate(dice: Random, language: str) -> str:
    three, four = letters(dice, 3), digits(dice, 4)
    return {
        "pt": dice.choice([f"{three}-{four}", f"{three}{four[0]}{letters(dice, 1)}{four[2:]}", f"{three} {four}"]),
        "en": f"{letters(dice, 2)}{dice.randrange(10, 72)} {three}",
        "de": f"{dice.choice(['B', 'M', 'HH', 'KA'])}-{letters(dice, 2)} {four[:3]}",
        "ru": f"{letters(dice, 1, 'АВЕКМНОРСТУХ')}{four[:3]}{letters(dice, 2, 'АВЕКМНОРСТУХ')}{dice.choice(['77', '199', '178'])}",
        "hi": f"{dice.choice(['MH', 'DL', 'KA'])} {digits(dice, 2, '01')} {letters(dice, 2)} {four}",
    }[language]  # fmt: skip


def login(dice: Random, language: str) -> str:
    user = _handle(dice, language)
    return dice.choice(
        [
            user,
            user,
            f"{letters(dice, 1, 'fctu')}{digits(dice, 6)}",
            f"{user.replace('.', '')[:7]}{dice.randrange(10, 99)}",
        ]
    )


def domain_login(dice: Random, language: str) -> str:
    return f"{dice.choice(['BANCO', 'CORP', 'AD01', 'emea'])}\\{_handle(dice, language)}"


def address(dice: Random, language: str) -> str:
    n, last = dice.randrange(2, 2500), dice.choice(LAST[language])
    return {
        "pt": dice.choice([f"Rua {dice.choice(['das Acácias', 'XV de Novembro', 'Dr. ' + last, 'Augusta'])}, {n}", f"Av. {last}, {n}, apto {n % 90 + 1}", f"R. {last}, nº {n}", f"Travessa {last} {n}", f"Rodovia BR-101, km {n}"]),
        "en": f"{n} {dice.choice(['Baker', 'Oak', 'Maple', last.replace(chr(39), '')])} {dice.choice(['Street', 'Avenue', 'Road', 'St', 'Lane'])}",
        "de": dice.choice([f"{dice.choice(['Linden', 'Haupt', 'Garten', 'Goethe'])}{dice.choice(['straße', 'str.', 'weg'])} {n % 200 + 1}", f"Am {dice.choice(['Markt', 'Bahnhof', 'Alten Tor'])}platz {n % 90 + 1}", f"Berliner Straße {n % 300 + 1}a"]),
        "ru": f"ул. {dice.choice(['Ленина', 'Садовая', 'Мира', 'Тверская'])}, д. {n % 200 + 1}, кв. {n % 150 + 1}",
        "hi": f"{n % 400 + 1}/{dice.choice('AB')}, {dice.choice(['महात्मा गांधी', 'नेहरू', 'स्टेशन'])} {dice.choice(['रोड', 'मार्ग'])}",
    }[language]  # fmt: skip


def postcode(dice: Random, language: str) -> str:
    return f"{digits(dice, 5)}-{digits(dice, 3)}"


def full_name(dice: Random, language: str) -> str:
    first, last = dice.choice(FIRST[language]), dice.choice(LAST[language])
    if language == "pt":
        return dice.choice(
            [
                f"{first} {last}",
                f"{first} {dice.choice(['da', 'de', 'dos'])} {last}",
                f"{first} {dice.choice(LAST['pt'])} {last}",
            ]
        )
    if language == "ru":
        return dice.choice([f"{first} {last}", f"{last} {first}", f"{last} {first[0]}."])
    return f"{first} {last}"


def first_name(dice: Random, language: str) -> str:
    return dice.choice(FIRST[language])
