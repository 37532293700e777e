"""Tests that decide what an address of the web says of a person, and whether numbers are a machine's address."""

from __future__ import annotations

import ipaddress
import re

from toil.privacy.words import fold, read_people, read_words

_VERSION_WORD = re.compile(
    r"(?:\bv|\b1[cс](?:[: ]\w+(?: \w+)?)?"
    r"|vers\w*|верси\w*|обновлени\w+|патч\w*|पैच|release|rel|build|patch|oracle|weblogic|erp|платформ\w*|конфигураци\w*|java|jdk|jre|db2|kernel|firmware|hotfix"
    r"|openshift|sql server|संस्करण|r[oe]ll\w* ?back|(?:r[oe]ll\w* ?back(?: \w+)?|downgrad\w*) to"
    r"|(?:patch|hotfix|release|vers\w*|верси\w*) (?-i:[A-Z]{2,6})"
    r"|(?:upgrad\w*|updat\w*|atualiza\w+|обновлен\w+|migra\w+)(?: v?[0-9][0-9.]*[0-9])? \w{1,5})[\s.:#(=>-]{0,3}$",
    re.IGNORECASE,
)
LEAST_ADDRESS = 100  # no version begins so high, after its word either
MOST_MINOR = 16  # the second and third parts of a version that could be an address of 10.0.0.0/8
MOST_MAJOR = 30  # no version of what has four parts begins higher, but browsers', whose third part is no octet
_X500 = (4, 29)  # attributes and certificate extensions: 2.5.4.3 is a common name
_CLIENT = re.compile(r"\b(?:client|agent|console|plugin|driver|sidecar) $", re.IGNORECASE)
_SYSTEM_WORD = re.compile(r"(?:^|[^A-Za-z])(?:[A-Z][A-Za-z]*-?OS|NX-OS)(?: X[ER])? $")  # PAN-OS 10.2.3.4
_PRODUCT_WORD = re.compile(r"(?:^|[^A-Za-z])[A-Z][a-z]+[A-Z][A-Za-z]*[ -]$")
_ADDRESS_LABEL = re.compile(
    r"(?:\bip|ipv4|endere[çc]o|address|adresse|host|server|gateway|dns|адрес|хост|आईपी|होस्ट|पता)[\s:=(\[]{1,3}$",
    re.IGNORECASE,
)

_IP_LABEL = re.compile(
    r"\bip(?:[ -]?(?:address|adresse|адрес))?\W{1,3}(?:(?:is|ist|lautet|é|это)\W)?$", re.IGNORECASE
)
_HOST_ALONE = re.compile(
    r"(?:https?|ftps?|sftp|wss?|ldaps?|amqps?)://(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*(?::[0-9]{1,5})?(?:[/?#][^@=]*)?"
    r"|(?:(?:jdbc:)?(?:mongodb(?:\+srv)?|postgres(?:ql)?|mysql|mariadb|rediss?|mssql|sqlserver|db2|kafka)://|jdbc:oracle:[a-z0-9]+:@?/{0,2})"
    r"(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*(?::[0-9]{1,5})?(?:[/:][a-z0-9_.]*|;databasename=[a-z][a-z0-9_]*)?"
    r"|jdbc:[a-z0-9]+(?::[a-z0-9]+)?(?:://)?",
    re.IGNORECASE,
)


def has_user(value: str, before: str) -> bool:
    """Say whether an address of the web may hold a user or a token: all but a plain host, a port and a path.

    ``https://ana:x@host``, ``https://host/reset?token=x`` and whatever is no page may, so may a number as host.
    """
    return _HOST_ALONE.fullmatch(value) is None


def is_broken(value: str, before: str) -> bool:
    """Say whether an e-mail address begins on the line above: after a word for it, with a mark or a known name."""
    above, _, below = value.partition("\n")
    if above.endswith("_") or below[0] in "._+-" or _MAIL_LABEL.search(before):
        return True
    people, pieces = read_people(), re.split(r"[._+-]", above)
    return len(pieces) > 1 and any(piece in people.given or piece in people.surnames for piece in pieces)


_MAIL_LABEL = re.compile(
    r"(?:mail|contato|contact|kontakt|reply to|почта|ящик|адрес|написать|писать на|ईमेल|मेल|संपर्क)[\w -]{0,12}"
    r"[:=(<]\s{0,2}$",
    re.IGNORECASE,
)


def is_ipv4(value: str, before: str) -> bool:
    """Say whether four numbers are an address: under 256, not after a version word, not as small as one, no 0 last.

    19.21.0.0 and 10.3.6.0.5 are versions; 8.8.8.8 is an address where the word stands before it.
    """
    apart = re.fullmatch("[0-9]+(?: [0-9]+)+", value) is not None
    if apart and not value.startswith("192 168 ") and not _IP_LABEL.search(before):
        return False
    value = re.sub(r"\s", "." if apart else "", value)
    octets = [int(part) for part in re.findall("[0-9]+", value)]
    if max(octets) > 255 or re.search(r"[0-9]\.$", before):
        return False
    if _IP_LABEL.search(before):
        return True  # atualizar IP 10.65.38.160
    if octets[:2] == [2, 5] and octets[2] in _X500:
        return False  # 2.5.29.17, an object identifier
    if _follows_version_word(octets, before):
        return False
    private = octets[0] in (10, 127, 172, 192)
    minor = max(octets[1:3]) < MOST_MINOR and octets[3 if octets[0] == 10 else 0] < LEAST_ADDRESS
    if (minor or (not private and octets[0] < MOST_MAJOR)) and _follows_product(before):
        return False  # Citrix 14.5.7.87, NetBackup 10.3.0.1
    if _ADDRESS_LABEL.search(before):
        return True
    if re.search(r"(?<![0-9])0[0-9]", value) and re.search(r"(?<![0-9])[1-9][0-9]?(?![0-9])", value):
        return False  # 23.1.0.097 is a build; addresses with leading zeros have them throughout
    if octets[0] < 10 and _PRODUCT_WORD.search(before):
        return False  # SiTef 6.2.115.31
    return octets[3] > 0 and (private or max(octets[1:]) >= 20)


def _follows_version_word(octets: list[int], before: str) -> bool:
    """Say whether a word for a version stands before numbers that may be one: Zabbix Agent 10.2.3.4."""
    if octets[0] >= LEAST_ADDRESS or sum(octet >= 100 for octet in octets) > 1:
        return False
    if _CLIENT.search(before) and (octets[0] != 10 or max(octets[1:3]) < MOST_MINOR):
        return True
    return _VERSION_WORD.search(before) is not None or _SYSTEM_WORD.search(before) is not None


def _follows_product(before: str) -> bool:
    """Say whether a product stands before a number: a known one, in CamelCase, or with a digit (S/4HANA, T24)."""
    found = re.search(r"(?:^|[^A-Za-zА-Яа-я0-9/:-])((?:[A-ZА-Я1][A-Za-zА-Яа-я0-9/:-]+ ){1,2})$", before)
    if found is None:
        return False
    *_, last = named = found[1].split()
    coded = re.fullmatch("[A-Z/]*[0-9][A-Z0-9/]*|[A-Z][a-z]+[A-Z][A-Za-z]*", last) is not None
    words = read_words()
    machines = words.organisations | words.not_secrets | words.not_speakers  # are among the products: servidor, conta
    return coded or not (words.products - machines).isdisjoint(map(fold, named))


def is_ipv6(value: str, before: str) -> bool:
    """Say whether *value* parses as an IPv6 address and isn't a time of day."""
    if re.fullmatch("(?:[0-9A-Fa-f]{2}:){6,}[0-9A-Fa-f]{2}", value):
        return False  # of a fingerprint, a name in a storage network
    try:
        ipaddress.IPv6Address(re.sub(r"\s", "", value))
    except ValueError:
        return False
    return value.count(":") >= 3 or "::" in value


def is_hardware_address(value: str, before: str) -> bool:
    """Say whether six pairs are a hardware address: not the serial number or thumbprint of a certificate."""
    return _CERTIFICATE.search(before) is None


_CERTIFICATE = re.compile(
    r"(?:serial(?: (?:number|no\.?))?|s[ée]rie|seriennummer|серийный номер(?: \w+)?|thumbprint|fingerprint"
    r"|fingerabdruck|отпечаток|сертификата|certifica(?:te|do)|zertifikats?)\W{1,3}$",
    re.IGNORECASE,
)


def is_at_host(value: str, before: str) -> bool:
    """Say whether a name with a dot and a host without one are somebody's address: no image at its digest."""
    return re.search("@(?:sha(?:1|256|512)|md5)$", value) is None


def has_letter(value: str, before: str) -> bool:
    """Say whether *value* has a letter: a hardware address of digits only is more likely a number."""
    return any(char.isalpha() for char in value)
