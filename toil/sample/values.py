"""The values that fill the slots of a text: hosts, jobs, amounts, people; drawn once a ticket and kept for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from toil.sample import identifiers
from toil.sample.dice import Dice

FIRST = {
    "pt": "Ana Beatriz Bruno Camila Carlos Cláudia Daniel Débora Eduardo Elaine Fábio Fernanda Gabriel Gustavo Helena Igor Isabela João Juliana Larissa Leandro Letícia Lucas Luiza Marcelo Mariana Mateus Natália Otávio Patrícia Paulo Priscila Rafael Renata Ricardo Rodrigo Sandra Simone Tatiana Thiago Vanessa Vinícius",  # noqa: E501
    "en": "Alice Brian Charlotte David Emily George Hannah James Laura Michael Nicole Oliver Rachel Stephen",
    "de": "Andreas Birgit Christoph Dagmar Elke Florian Heike Jürgen Katrin Matthias Sabine Stefan Ulrike Wolfgang",
    "ru": "Алексей Анна Дмитрий Екатерина Иван Мария Наталья Олег Ольга Павел Сергей Татьяна",
    "hi": "अमित अनीता दीपक कविता नेहा पूजा राहुल राजेश संजय सुनीता विकास प्रिया",
}
LAST = {
    "pt": "Albuquerque Almeida Araújo Barbosa Barros Batista Borges Campos Cardoso Carvalho Castro Cavalcanti Correia Dias Duarte Farias Fernandes Ferreira Fonseca Freitas Gomes Guimarães Lacerda Lima Lopes Macedo Machado Marques Martins Melo Mendes Monteiro Moraes Moreira Moura Nascimento Nogueira Nunes Oliveira Pacheco Peixoto Pereira Pinheiro Queiroz Ramos Rezende Ribeiro Rocha Sampaio Santana Santos Siqueira Souza Tavares Teixeira Vasconcelos Vieira Xavier",  # noqa: E501
    "en": "Baker Carter Cooper Edwards Foster Harrison Hughes Mitchell Parker Reynolds Sullivan Turner Watson",
    "de": "Becker Fischer Hoffmann Krüger Lehmann Müller Neumann Richter Schäfer Schneider Vogel Weber Zimmermann",
    "ru": "Васильев Громов Ковалёв Лебедев Морозов Новиков Орлов Соколов Титов Фролов",
    "hi": "शर्मा वर्मा गुप्ता सिंह पटेल मेहता जोशी कुलकर्णी देशपांडे नायर",
}
FIRST_NAMES = {language: tuple(names.split()) for language, names in FIRST.items()}
LAST_NAMES = {language: tuple(names.split()) for language, names in LAST.items()}
ASCII = str.maketrans("áàâãäçéêíóôõöúüñÁÂÃÉÍÓÔÕÚÇß", "aaaaaceeioooouunAAAEIOOOUCs")
CITIES = {
    "pt": "Manaus Belém Recife Olinda Natal Maceió Aracaju Salvador Ilhéus Vitória Niterói Santos Campinas Sorocaba Bauru Franca Londrina Maringá Cascavel Joinville Blumenau Chapecó Pelotas Gramado Cuiabá Sinop Goiânia Anápolis Palmas Macapá Santarém Marabá Teresina Sobral Caruaru Petrolina Uberaba Uberlândia Viçosa Betim Macaé Resende Jundiaí Limeira Marília Ourinhos Bagé Lages Toledo Dourados",  # noqa: E501
    "en": "Lisbon Dublin Austin Denver Toronto Leeds Bristol Perth Cardiff Boston Dallas Oslo",
    "de": "Köln Bonn Leipzig Dresden Bremen Ulm Kassel Mainz Erfurt Kiel Graz Linz",
    "ru": "Казань Самара Тверь Омск Пермь Томск Уфа Рязань Тула Сочи",
    "hi": "पुणे नागपुर इंदौर भोपाल जयपुर लखनऊ पटना सूरत कोच्चि मैसूर",
}
CITY_NAMES = {language: tuple(names.split()) for language, names in CITIES.items()}
ONSETS = "b br c d f g gr j l m n p qu r s t tr v x z".split()  # noqa: SIM905
VOWELS = "a e i o u ai au ei".split()  # noqa: SIM905
CAPITALS = "ABCDEFGILMNOPRSTUVX"
CLOSES = ("", "", "", "r", "n", "s", "l")


class Values(dict[str, str]):
    """Slot values of one ticket: what is missing is drawn when first asked for, and kept."""

    __slots__ = ("areas", "day", "dice", "hosts", "language")

    def __init__(
        self, dice: Dice, *, language: str, day: dt.datetime, hosts: Sequence[str], areas: Sequence[str]
    ) -> None:
        super().__init__()
        self.dice, self.language, self.day, self.hosts, self.areas = dice, language, day, hosts, areas

    def __missing__(self, slot: str) -> str:
        value = SLOTS[slot](self)
        self[slot] = value
        return value


def full_name(dice: Dice, language: str) -> str:
    """Return a first and last name as common in the country of *language*."""
    first, last = dice.pick(FIRST_NAMES[language]), dice.pick(LAST_NAMES[language])
    if language == "ru" and first[-1] in "ая":
        last += "а"
    return f"{first} {last}"


def host_pool(dice: Dice, size: int) -> tuple[str, ...]:
    """Return *size* host names in the naming styles of one company."""
    styles = ("srvapp{}", "lnxdb-p-{}", "spo-wls-{}", "winsrv{}", "rjo-app-{}", "ocp-node-{}")
    return tuple(dice.pick(styles).format(dice.digits(3)) for _ in range(size))


def coined(dice: Dice, syllables: int) -> str:
    """Return an invented name that no word list holds."""
    parts = [dice.pick(ONSETS) + dice.pick(VOWELS) for _ in range(syllables)]
    return ("".join(parts) + dice.pick(CLOSES)).capitalize()


def plain(name: str) -> str:
    """Return *name* in ASCII where it is Latin, as logins and addresses are written."""
    return name.translate(ASCII)


def email_of(name: str, dice: Dice) -> str:
    """Return an address of a reserved domain made from *name*."""
    words = plain(name).lower().split()
    if not "".join(words).isascii():
        words = ["user", dice.digits(4)]
    return (
        f"{words[0]}.{words[-1]}@{dice.pick(('banco.example', 'banco.example', 'parceiro.example', 'mail.example'))}"
    )


def _date(values: Values) -> str:
    day = values.day + dt.timedelta(days=values.dice.whole(-5, 12))
    shapes = {"de": ("%d.%m.%Y",), "ru": ("%d.%m.%Y",), "en": ("%Y-%m-%d", "%d %b")}
    return day.strftime(values.dice.pick(shapes.get(values.language, ("%d/%m/%Y", "%d/%m/%Y", "%d/%m"))))


def _amount(values: Values) -> str:
    whole, cents = values.dice.whole(20, 99999), values.dice.digits(2)
    if values.language in ("en", "hi"):
        return f"BRL {whole:,}.{cents}"
    return f"R$ {whole:,}".replace(",", ".") + f",{cents}"


def _ip(values: Values) -> str:
    return f"10.{values.dice.whole(10, 99)}.{values.dice.whole(0, 255)}.{values.dice.whole(1, 254)}"


def _login(values: Values) -> str:
    dice = values.dice
    if dice.chance(0.5):
        return f"{dice.pick('tfcx')}{dice.digits(6)}"
    return plain(f"{dice.pick(FIRST_NAMES['pt'])}.{dice.pick(LAST_NAMES['pt'])}").lower()


def _company(values: Values) -> str:
    suffix = values.dice.pick(("Ltda", "S.A.", "Comércio", "Tecnologia", "Logística", "Serviços"))
    return f"{coined(values.dice, 2)} {suffix}"


def _one_of(*options: str) -> Callable[[Values], str]:
    return lambda values: values.dice.pick(options)


def _digits(shape: str) -> Callable[[Values], str]:
    """Return a slot that writes a drawn digit for each ``#`` of *shape*."""
    return lambda values: "".join(values.dice.digits(1) if sign == "#" else sign for sign in shape)


def _whole(low: int, high: int) -> Callable[[Values], str]:
    return lambda values: str(values.dice.whole(low, high))


def _name(values: Values) -> str:
    return full_name(values.dice, values.language)


SLOTS: dict[str, Callable[[Values], str]] = {
    "acronym": lambda values: "".join(values.dice.pick(CAPITALS) for _ in range(values.dice.whole(3, 4))),
    "amount": _amount,
    "app": _one_of("SISPAG", "SIGARE", "PORTALPJ", "COBRANCA-WEB", "CADUNICO", "MOTORCRED", "APIGATE", "SISGAR"),
    "area": lambda values: values.dice.pick(values.areas),
    "barcode": _digits("34191.##### #####.###### #####.###### # ##############"),
    "brand": lambda values: coined(values.dice, 2),
    "branch": _digits("0###"),
    "card": lambda values: identifiers.card(values.dice),
    "cert": lambda values: f"{coined(values.dice, 2).lower()}.banco.example",
    "chg": _digits("CHG00#####"),
    "city": lambda values: values.dice.pick(CITY_NAMES[values.language]),
    "cnpj": lambda values: identifiers.cnpj(values.dice),
    "company": _company,
    "cpf": lambda values: identifiers.cpf(values.dice),
    "date": _date,
    "date2": _date,
    "db": _one_of("ORAPRD01", "ORAPRD02", "ORAPRD05", "SQLPRD03", "ORALIQ01", "ORACRM02"),
    "e2e": _digits("E########2026############"),
    "ec": _digits("10########"),
    "email": lambda values: email_of(values["name"], values.dice),
    "few": _one_of("1", "2", "3"),
    "file": lambda values: (
        f"{coined(values.dice, 2).upper()}_{values.dice.digits(8)}.{values.dice.pick(('txt', 'rem', 'ret', 'zip'))}"
    ),
    "fs": _one_of("/var", "/u01", "/opt/app", "/var/log", "/data", "/tmp"),
    "host": lambda values: values.dice.pick(values.hosts),
    "host2": lambda values: values.dice.pick(values.hosts),
    "iccid": _digits("8955##############"),
    "ip": _ip,
    "ip2": _ip,
    "job": lambda values: f"LIQ{values.dice.pick(('CONC', 'AGEN', 'CLEAR', 'RAZAO', 'EXTR'))}{values.dice.digits(2)}",
    "login": _login,
    "login2": _login,
    "lot": _digits("LQ-2026-#####"),
    "me": _name,
    "me1": lambda values: values["me"].split()[0],
    "model": _one_of("S920", "D195", "MOVE2500", "A930", "LANE3000"),
    "myemail": lambda values: email_of(values["me"], values.dice),
    "name": _name,
    "name1": lambda values: values.dice.pick(FIRST_NAMES[values.language]),
    "name2": _name,
    "notebook": _digits("NBK-SP-####"),
    "ns": _one_of("pagamentos-prd", "cobranca-prd", "openfinance-prd", "antifraude-prd"),
    "num": _whole(1000, 999999),
    "num2": _whole(2, 60),
    "num3": _whole(10000000, 99999999),
    "num4": _whole(1000, 9999),
    "pct": lambda values: f"{values.dice.whole(86, 99)}%",
    "phone": lambda values: identifiers.phone(values.dice, values.language),
    "pod": lambda values: (
        f"{values.dice.pick(('pagamento', 'cobranca', 'consent', 'score'))}-api-{values.dice.digits(5)}"
    ),
    "port": _one_of("443", "1521", "8443", "1433", "22", "27017", "1414"),
    "project": lambda values: coined(values.dice, 3),
    "queue": lambda values: (
        f"LIQ.{values.dice.pick(('ENTRADA', 'RETORNO', 'AGENDA', 'CLEARING'))}.Q{values.dice.digits(1)}"
    ),
    "share": lambda values: (
        rf"\\nas01\{plain(values['area']).lower().replace(' ', '_')}\{coined(values.dice, 2).lower()}"
    ),
    "short": lambda values: coined(values.dice, 2).lower(),
    "spb": _one_of("STR0008", "STR0004", "LDL0022", "PAG0108"),
    "store": _digits("####"),
    "street": lambda values: f"Rua {coined(values.dice, 3)}, {values.dice.whole(10, 2900)}",
    "terminal": _digits("7#######"),
    "time": lambda values: f"{values.dice.whole(0, 23):02d}:{values.dice.whole(0, 59):02d}",
    "time2": lambda values: f"{values.dice.whole(0, 23):02d}:{values.dice.whole(0, 59):02d}",
    "ts": _one_of("TS_DADOS01", "TS_INDICES", "TS_HIST", "TS_LOB", "USERS_DATA"),
    "url": lambda values: f"https://grafana.banco.example/d/{coined(values.dice, 2).lower()}{values.dice.digits(4)}",
    "version": lambda values: f"{values.dice.whole(1, 9)}.{values.dice.whole(0, 30)}.{values.dice.whole(0, 9)}",
    "wls": lambda values: f"wls_core_{values.dice.whole(1, 6)}",
}
