"""Tests that decide whether what stands after a domain and a backslash is a person's login."""

from __future__ import annotations

import re

from toil.privacy.accounts import is_surnamed
from toil.privacy.words import fold, read_people


def is_domain_login(value: str, before: str) -> bool:
    r"""Say whether ``BANK\\jsouza`` is a login: not ``SQLPRD07\\INST02``, a database server's instance.

    A server is said to be one by the word before it, by its name, or by digits at the end of a name in capitals.
    """
    domain, _, user = value.partition("\\")
    if re.fullmatch("HK(?:LM|CU|CR|U|CC|EY.*)", domain):
        return False  # a key of the registry
    if domain.istitle() and user.istitle() and user.isalpha() and not is_surnamed(fold(user)):
        return fold(user) in read_people().given  # Bank\\Web, a group
    if not re.fullmatch("[A-Z][A-Z0-9_]*", user) or re.fullmatch("[A-Z]{1,2}[0-9]{4,8}", user):
        return True
    return not (_SERVER_WORD.search(before) or _SERVER_NAME.search(domain))


_SERVER_WORD = re.compile(
    r"(?:inst[âa]ncia|instance|instanz|server|servidor|banco(?: de dados)?|database|datenbank|sql"
    r"|listener|cluster|экземпляр\w?"
    r"|инстанс\w?|сервер\w?|баз\w|सर्वर|इंस्टेंस) $",
    re.IGNORECASE,
)
_SERVER_NAME = re.compile(r"SQL|DB|SRV|CLU|[A-Z]{3,}[0-9]{2,}$")
