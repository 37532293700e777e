"""What numbers share: their digits, and what announces a number that is nobody's (a ticket, an order, a batch)."""

from __future__ import annotations

import re

_COUNTED = r"\b(?:scn|idoc|offset|lsn|seq(?:uence)?|rba|epoch)(?:[ _-]?(?:no|nr|id|number))?[\s:.=#\"']{1,3}$"
COUNTED = re.compile(_COUNTED, re.IGNORECASE)
"""What a machine counts, before a number of any length."""
_OWNERS = (
    "client clients cliente clientes customer customers kunde kunden person persons pessoa pessoas titular titulares"
    " holders user users usuarios employees members beneficiarios company companies empresa empresas firma firmen"
    " supplier suppliers vendors fornecedor fornecedores merchants lojistas contribuintes taxpayers cpf cnpj"
)
_OWNED = "".join(f"(?<!{word})" for word in _OWNERS.split())
ID_PREFIX = re.compile(rf"[A-Za-z]{{2,}}(?:[-_#]|{_OWNED}/)$|[0-9a-f]{{4}}-$|(?i:{_COUNTED})")
_DEEDS = (
    r"dispute ref|\b(?:nuop|txn|trx|rrn|utr|stan|tid|mid|scn|lsn|xid|arn)|reference|refer[êe]ncia|शिकायत"
    r"|sinistro|claim|schaden|убыток|दावा|protocolo|pedido|ordem|compra|chamado|ticket|incident\w*|nsu|ec|pos|terminal|c[óo]digo|code|order|purchase|case"
    r"|invoice|shipment|batch|serial|request|requisi[çc][ãa]o|contrato|lote|proposta|ap[óo]lice|processo|fatura|nota|conv[êe]nio"
    r"|s[ée]rie|serien|сери(?:йн\w+|я)|सीरियल|vorgangs?|auftrags?|bestell(?:ung)?|beleg|rechnungs?|liefer|posting|booking|buchung|lan[çc]amento|проводк\w|प्रविष्टि|заказ\w?|заявк\w|обращени\w|документ\w?|टिकट|ऑर्डर|चालान|अनुरोध"
)


def _announced(things: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{things})(?:[ _-]?(?:numbers?|num|no|nr|id|n[úu]mero|nummer|संख्या|क्रमांक|नंबर))?"
        r"[\s:.#nºo°№=\"']{0,4}$|[#$/._-]$",
        re.IGNORECASE,
    )


NUMBER_LABEL = _announced(f"{_DEEDS}|id")
DEED_LABEL = _announced(_DEEDS)
"""The same less "id" by itself, which may announce a person's number."""


def digits_of(value: str) -> list[int]:
    """Return the digits in *value*."""
    return [int(c) for c in value if c in "0123456789"]
