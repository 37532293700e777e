"""Tests that decide whether digits are a code that opens something: one that is sent once, one of a lock."""

from __future__ import annotations

import re


def is_one_time_code(value: str, before: str) -> bool:
    """Say whether digits after "code" or "token", in a text about such, are a code sent once, and no ticket."""
    return 4 <= sum(c.isdigit() for c in value) <= 8 and _CODED.search(before) is None


_CODED = re.compile(
    r"(?:\berr\w*|fehler\w*|chamado|ticket|\binc\w*|http|status|linha|line|porta|port|rfc|vlan|vers\w*|kb|protocolo|pedido|loja|etiqueta|patrim\w+|asset|serial|lacre|ag[êe]ncia|filial"
    r"|terminal|produto|product|banco|retorno|return|resposta|ramal|\bext|\bjob|lote|ошибк\w|त्रुटि|\b(?:ano|year|de|em|n[oa]|in|at|auf|seit|on|im|am|[àa]s|cep|в|на|में))\W{1,3}$",
    re.IGNORECASE,
)


def is_lock_code(value: str, before: str) -> bool:
    """Say whether digits are the code of a lock: no year."""
    return not re.fullmatch("(?:19|20)[0-9]{2}", value)
