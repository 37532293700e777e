"""What a header says beside its field: of the ticket, in hours, required; and tables named before columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from toil.exports.layouts.fields import CODES, COUNTS, DURATIONS, FIELDS, ID, MAPPED, REFERENCES, TEXTS, TIMES
from toil.exports.layouts.plain import plain

Ranked = Mapping[str, tuple[str, int]]
FEWEST_ALIKE = 3
MOSTLY_ONE = 0.6
_LABELLED = (*CODES, *TEXTS)
_SUMS = tuple(map(plain, ("total", "gesamt", "soma", "sum", "итого", "всего", "कुल")))
_PREFIXES = (
    dict.fromkeys(("dt", "dth", "dh", "dat"), TIMES)
    | dict.fromkeys(("nm", "nom", "ds", "dsc", "des", "tx", "txt", "tp", "tip", "st", "sit", "sg"), _LABELLED)
    | dict.fromkeys(("id", "nr", "nro", "nu", "num"), (*ID, *REFERENCES))
    | dict.fromkeys(("cd", "cod", "codigo"), (*ID, *REFERENCES, *MAPPED))
    | dict.fromkeys(("no", "numero", "number"), (*ID, *REFERENCES, *COUNTS))
    | dict.fromkeys(_SUMS, (*COUNTS, *DURATIONS))
    | dict.fromkeys(
        map(plain, ("qtd", "qtde", "qt", "quantidade", "count", "anzahl", "кол-во", "количество")), COUNTS
    )
)
"""What columns of a database are called in Brazil (dt_abertura, nm_grupo, nr_chamado), and counts anywhere."""
_NUMBERS = map(plain, ("no", "nr", "number", "numero", "nummer", "номер", "संख्या"))
_SUFFIXES = dict.fromkeys(_SUMS, (*COUNTS, *DURATIONS)) | dict.fromkeys(_NUMBERS, (*ID, *REFERENCES))
_MEANT = {
    "st": "status",
    "sit": "situacao",
    "tp": "tipo",
    "tip": "tipo",
    "dt": "data",
    "dh": "data",
    "ds": "descricao",
    "dsc": "descricao",
}
SMALL = frozenset(
    plain(
        "a o de da do e nome of the and name der des und и имя фио की का के"
        " atual current aktueller aktuelle текущий текущая afetado afetada affected betroffen betroffene betroffener"
        " betroffenes затронутый затронутая затронутое"
    ).split()
)
_TICKET = frozenset(
    plain(
        "ticket incident request case issue chamado incidente solicitação requisição ocorrência demanda atendimento"
        " vorgang störung stoerung vorfall meldung заявки обращения инцидента запроса тикета задачи टिकट"
    ).split()
)
_OF_TICKET = [
    re.compile(rf"^(?:{'|'.join(sorted((*_TICKET, 'auftrag'), key=len, reverse=True))}){end}(?=[^\W\d_]{{2}})")
    for end in ("s", "")
]
_MOMENTS = tuple(
    plain(pair).split()
    for pair in (
        "data hora",
        "date time",
        "datum uhrzeit",
        "datum zeit",
        "дата время",
        "तिथि समय",
        "dt hr",
        "dt hora",
        "data hr",
    )
)
_GENDER = re.compile(r"(?<=[a-z]{2}[ai]d)a$|(?<=ert)a$")
"""The end of a Portuguese participle: `aprovada`, `aberta`."""
_UNITS = (
    r"h|hs|hrs?|hh:mm(?::ss)?|horas?|hours?|stunden|std|ч|час\w*|min\w*|мин\w*|s|secs?|seg\w*|dias?|days?|tage|дни?"
)
_UNIT = re.compile(rf"\s*(?:[(\[](?:in )?(?:{_UNITS})\.?[)\]]|, (?:{_UNITS})\.?$)", re.IGNORECASE)
_REMARKS = re.compile(
    r"\s*(?:\*+|[(\[](?:obrigat\w+|required|mandatory|pflicht\w*|opcional|optional|utc|gmt\S*"
    r"|[dmyaнгтhsч:/.\- ]{6,19}|hor[aá]rio \w[\w ]*|brt"
    r"|bras[ií]lia|msk|мск|moscow(?: time)?|московское(?: время)?|local time)[)\]])",
    re.IGNORECASE,
)
_TABLE = re.compile(r"(?P<table>'?[^\[\]'.]{1,60}'?[.\[])(?P<column>[^\[\]]+?)\]?")


def loosely(name: str) -> str:
    """Return the words of a plain header in order of the alphabet, without small ones and the ticket that it is of.

    >>> loosely("data da solucao"), loosely("titulo do chamado"), loosely("team assigned"), loosely("chamado")
    ('data solucao', 'titulo', 'assigned team', 'chamado')
    """
    words = [_GENDER.sub("o", word) for word in name.split() if word not in SMALL]
    for day, time in _MOMENTS:  # "date and time of" is the date
        if day in words and time in words:
            words.remove(time)
    while len(words) > 1 and words[0] in _TICKET:
        words = words[1:]
    while len(words) > 1 and words[-1] in _TICKET:
        words = words[:-1]
    return " ".join(sorted(words))


def loosened(headers: Ranked) -> dict[str, tuple[str, int]]:
    """Return *headers* (plain -> field, rank) by what `loosely` leaves of them; what is so already comes first."""
    whole = sorted(headers.items(), key=lambda entry: loosely(entry[0]) != entry[0])
    found: dict[str, tuple[str, int]] = {}
    for name, known in whole:
        found.setdefault(loosely(name), known)
    return found


def find_field(name: str, headers: Ranked, loose: Ranked) -> tuple[str, int] | None:
    """Return field and rank of a plain header: as it stands, else without a prefix for its type, else loosely.

    Loosely is also without a ticket that it is joined to: ``Meldungsart``, ``incidentstate``.
    """
    if name in headers:
        return headers[name]
    prefix, _, rest = name.partition(" ")
    meant = f"{_MEANT.get(prefix, prefix)} {rest}"  # st_chamado
    apart = [(joined.sub("", name), FIELDS) for joined in _OF_TICKET]
    before, _, last = name.rpartition(" ")
    behind = (before, _SUFFIXES.get(last, ()))
    for words, fields in ((rest, _PREFIXES.get(prefix, ())), (meant, FIELDS), *apart, behind):
        kept = loosely(words)
        field, rank = loose.get(kept, ("", 0))
        if kept and field in fields:
            return field, rank + len(headers)
    return None


def without_remarks(header: str) -> str:
    """Return *header* without what it says of its cells: a zone, a form of dates, that they are required.

    >>> without_remarks("Título* (obrigatório)"), without_remarks("Status (novo)"), without_remarks("Abertura (UTC)")
    ('Título', 'Status (novo)', 'Abertura')
    """
    return _REMARKS.sub("", header).strip() or header


def without_unit(header: str) -> str:
    """Return *header* without the unit of a duration.

    >>> without_unit("Aufwand (h)"), without_unit("Трудозатраты, ч")
    ('Aufwand', 'Трудозатраты')
    """
    return _UNIT.sub("", header).strip() or header


def without_table(headers: Sequence[str]) -> list[str]:
    """Return *headers* without a table's name that stands before each of them, as Hive and Power BI write it.

    Where several tables' names do, that of most is left out, unless a column would stand twice then.

    >>> without_table(["t.id", "t.title", "t.group"]), without_table(["T[a]", "T[b]", "T[c]"])
    (['id', 'title', 'group'], ['a', 'b', 'c'])
    >>> without_table(["wf.task", "wf.status", "wf.opened", "chg.chg_ref_num"])
    ['task', 'status', 'opened', 'chg.chg_ref_num']
    >>> without_table(["fields.id", "key", "self"])
    ['fields.id', 'key', 'self']
    """
    parts = [_TABLE.fullmatch(header) for header in headers]
    named = Counter(part["table"] if part else None for part in parts)
    table, times = named.most_common(1)[0] if named else (None, 0)
    if None in named or times < max(FEWEST_ALIKE, MOSTLY_ONE * len(headers)):
        return list(headers)
    left = [part["column"] if part["table"] == table else part[0] for part in parts if part]
    return left if len(named) == 1 or len(set(left)) == len(left) else list(headers)
