"""What codes and the names of machines look like, which are no password and no login."""

from __future__ import annotations

import re

from toil.privacy.words import read_people


def is_code(value: str) -> bool:
    """Say whether *value* is a ticket, a host with dashes, a path, a number or a version."""
    return _CODE.fullmatch(value) is not None


def is_message(value: str) -> bool:
    """Say whether *value* is the id of a mainframe's message: DFHAC2206, DSNT408I, IEC070I."""
    return _MESSAGE.fullmatch(value) is not None


def is_object(value: str) -> bool:
    """Say whether *value* is a ticket, transaction, table, date or file: SU53, EC-1017, TB_CLIENTE, web.config."""
    return _OBJECT.fullmatch(value) is not None


def is_spoken(word: str) -> bool:
    """Say whether a word of small letters can be spoken, and it is no machine's: not srvdb, not oraprd."""
    vowels = re.search("[aeiouy]", word) is not None and re.search("[^aeiouy]{4}", word) is None
    return vowels and not is_machine(word)


def is_machine(word: str) -> bool:
    """Say whether a word of small letters begins or ends as names of machines and what is numbered do: srv, prd."""
    return _MACHINE.search(word) is not None


def is_host(word: str) -> bool:
    """Say whether a word of small letters is a machine's name with a number: web-hml-12, db-07.corp.local."""
    name, dot, domain = word.partition(".")
    if not name[-1:].isdigit() or (dot and "." not in domain):
        return False
    return _HOST.fullmatch(name) is not None or any(map(is_machine, re.findall("[a-z]+", name)))


def is_thing(word: str) -> bool:
    """Say whether a folded word ends as words for things and deeds do, and as few names: faturamento, billing."""
    return _THING.search(word) is not None


_THING = re.compile(
    "(?:[cs]oes|[cs]ao|mento|dade|agem|encia|ancia|ario|oria|torio|tivo|tiva|ista|ismo|grafia|logia|metria|tron|soft|ware|net"
    "|tion|sion|ment|ness|ship|ing|ings|ware|ability|ance|ence|ics|ory|ible|able|ized|ated|ly"
    "|[a-z]{3}ung|ungen|keit|heit|schaft|tion|lich|betrieb|zentrum|zentrale|[a-z]{3}dienst|technik|ische[rsnm]?|liche[rsnm]?|технология|[а-я]{5,}(?:ам|ям|ами)|ение|ание|ость|ция|отдел)$"
)
_MESSAGE = re.compile(  # component, letters of its part, number, and what is to be done
    "(?:DFH|DSN|IEC|IEF|IEE|IEA|IGD|IKJ|ICH|IRR|IDC|ADR|ARC|CEE|CSQ|AMQ|BIP|HASP|BPX|EZA|EZZ|IXC|IXG|IOS|ICE|WER|CTM|CAS)"
    "[A-Z]{0,3}[0-9]{3,5}[A-Z]?"
)
_HOST = re.compile("(?:app|web|db|vm|win|lnx|srv|fs|dc|nb|pc|ws|sw|nas|esx|vdi)[a-z]{0,4}-[a-z0-9-]*[0-9]")
_OBJECT = re.compile(
    r"[A-Z]{1,4}[-_#]?[0-9]{1,4}[A-Z]?|KB[0-9]+|port|[A-Z]{2,6}[-#][0-9-]+|[A-Z]{3,6}[0-9]{7,10}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|0x[0-9A-Fa-f]+"
    r"|[0-9a-f]{8}-[0-9a-f]{4}-.*|[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,4}|[0-9]{1,4}|.*\.(?i:ya?ml|conf(?:ig)?|ora|xml|json|exe|dll|log|txt|ini|bat|ps1|jar|sql|cfg|csv)"
    r"|(?:sp|tb|vw|fn|pkg|job|svc|grp|tbl|usr|sys)_.*"
)
_CODE = re.compile(
    r"[A-Z]{2,8}[-_#]?[0-9]+|[A-Za-z]+[-_][A-Za-z0-9_.-]*|.*[/\\:].*|[0-9.,-]+[a-z]?|v?[0-9]+(?:\.[0-9]+)+.*|[0-9]+[a-zA-Z]{1,3}"
)
_MACHINE = re.compile(
    "^(?:srv|svr|vpn|fw|gw|lnx|linux|esx|sql|prd|hml|homol|vlan|usb|win(?:srv|svr|dc|nt|pc)|ora[b-df-hj-np-tv-z][a-z]{2}$)"
    "|^(?:app|web|vm|fs|dc|sql|db|prd|hml|dev|qa|uat|srv|node|int|ext)"
    "(?:erp|sap|crm|fin|rh|hr|bi|dw|etl|core|pix|print|file|bkp|backup|app|web|mail|auth|log|ad|dev|tst|qa|uat)$"
    "|^(?:ora|win|web|app|vm|nb|kb|inc|req|chg|ritm|prb|tkt|host|node|prod|sala|ramal|andar|fila|lote|job|rev|ver|v|build|patch|rack|core"
    "|porta?|hdmi|log)$|(?:srv|server|prd|hml|host|node|db|sql|app|cluster|api|gw|fw|vpn)$"
)


# What departments are called, folded: German compounds; nouns of deeds of the other languages.
_OFFICE = re.compile(
    ".{3,}(?:abteilung|dienst|stelle|leitung|verwaltung|betrieb|betreuung|haltung|sicherheit|wesen|amt|buro|management|technik"
    "|entwicklung|verkehr|team|service|annahme|fuhrung|sicherung|abwicklung|wachung|eingang|aufnahme|planung|prufung"
    "|steuerung|zentrale|zentrum|support|strasse|betriebshof|prufstand|[aiu]cao|mento|idade|[ac]tions?|ility|ivity|urity|agement|(?:а|ек|ук|ен)ция|ость|ение|ание|.инг|ство"
    "|тура|(?:ческ|онн)(?:ая|ии|ыи|ое))"
)


def is_office(word: str) -> bool:
    """Say whether folded *word*, which no list has as a name, ends as what a department is called."""
    people = read_people()
    named = any(word in names for names in (people.given, people.surnames, people.ambiguous))
    return not named and _OFFICE.fullmatch(word) is not None
