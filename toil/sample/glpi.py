"""Tickets in the shape of a Brazilian GLPI export: BOM, ``;``, dates day first, pairs of words as headers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from toil.sample.moments import SLA_HOURS
from toil.sample.tickets import Ticket

HEADERS = (
    "ID", "Título", "Status", "Última atualização", "Data de abertura", "Prioridade", "Tipo", "Categoria",
    "Descrição", "Requerente - Requerente", "Atribuído - Técnico", "Atribuído - Grupo técnico", "Solução - Solução",
    "Data da solução", "Data de fechamento", "Tempo para solução", "Origem da requisição", "Elementos associados",
)  # fmt: skip
PRIORITY = {1: "Muito alta", 2: "Alta", 3: "Média", 4: "Baixa", 5: "Muito baixa"}
KIND = {"incident": "Incidente", "alert": "Incidente", "request": "Requisição", "change": "Requisição"}
SOURCE = {
    "email": "E-mail",
    "portal": "Formulário",
    "phone": "Telefone",
    "chat": "Chat",
    "monitoring": "Monitoramento",
}


def cells(ticket: Ticket, exported: dt.datetime) -> list[str]:
    """Return the row of *ticket* as it stood when the file was *exported* (local time)."""
    resolved = ticket.resolved_at if ticket.resolved_at <= exported else None
    closed = ticket.closed_at if ticket.closed_at <= exported else None
    touched = ticket.opened_at + (ticket.resolved_at - ticket.opened_at) / 3
    number = int(ticket.ticket_id)
    status = "Fechado" if closed else "Solucionado" if resolved else "Em atendimento (atribuído)"
    return [
        f"{number:,}".replace(",", " "),
        ticket.summary,
        status,
        _date(closed or resolved or min(touched, exported)),
        _date(ticket.opened_at),
        PRIORITY[ticket.priority],
        KIND[ticket.kind],
        f"{ticket.category} > {ticket.subcategory}" if ticket.subcategory else ticket.category,
        ticket.description,
        f"{ticket.requester} ({1000 + number % 900})",
        ticket.resolver + (f"<br>Plantão Canais ({number % 90 + 10})" if number % 29 == 0 else ""),
        ticket.group,
        ticket.resolution if resolved else "",
        _date(resolved),
        _date(closed),
        _date(ticket.opened_at + dt.timedelta(hours=SLA_HOURS[ticket.priority])),
        SOURCE[ticket.channel],
        ticket.item,
    ]


def _date(moment: dt.datetime | None) -> str:
    return moment.strftime("%d/%m/%Y %H:%M") if moment else ""


def write_csv(path: Path, rows: Iterable[list[str]], *, quote_all: bool) -> None:
    """Write *rows*; *quote_all* also ends each line in one more ``;``, as one version of GLPI does."""
    text = io.StringIO(newline="")
    text_end = ";\r\n" if quote_all else "\r\n"
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=";", quoting=quoting, lineterminator=text_end)
    writer.writerow(HEADERS)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
