"""Small tables of tickets whose patterns are plain to see."""

from itertools import product

import pandas as pd
import pytest

from toil.patterns import fit_patterns
from toil.schema import conform
from toil.text import build_templates

WORDINGS = {
    "senha": ["Senha de rede expirada do usuário {n}", "Usuário com senha de rede expirada {n}",
              "senha de rede expirada, usuário {n} bloqueado"],
    "disco": ["Servidor SRV{n} sem espaço em disco no filesystem", "Sem espaço em disco no servidor SRV{n}",
              "filesystem sem espaço em disco servidor SRV{n}"],
    "vpn": ["VPN não conecta no notebook {n}",
            "não conecta na VPN pelo notebook {n}", "notebook {n} VPN não conecta"],
}  # fmt: skip
ONE_OFFS = [
    "Mudança de sala da diretoria comercial",
    "Comprar cadeiras novas para recepção",
    "Pintura do corredor do terceiro andar",
    "Orçamento de palestra sobre ergonomia",
    "Troca de lâmpada queimada na garagem",
]


def mix(form, *words):
    """Return *form* with every combination of *words*, each a string of words to choose from."""
    return [form.format(*chosen) for chosen in product(*(part.split() for part in words))]


PLACES = "loja agência balcão celular"
UNLIKE = [
    *mix("Impressora {} atola papel {}", "azul preta antiga nova", "ontem cedo agora sempre"),
    *mix("Liberar acesso {} pasta {}", "leitura escrita total parcial", "contábil fiscal jurídica técnica"),
    *mix("Chave {} veículo {} extraviada", "reserva principal única mestra", "branco cinza vermelho verde"),
]
"""Three patterns of 16 texts that share no word."""


def make_texts(repeats=6):
    """Return texts and the work each stands for ("" is a one-off)."""
    texts, work = [], []
    for name, wordings in WORDINGS.items():
        for turn in range(repeats):
            for place, wording in enumerate(wordings):
                texts.append(wording.format(n=100 + 10 * turn + place))
                work.append(name)
    return texts + ONE_OFFS, work + [""] * len(ONE_OFFS)


def make_tickets(texts, **columns):
    table = pd.DataFrame({"summary": texts, **columns})
    table["ticket_id"] = [f"T{n:04d}" for n in range(len(table))]
    return conform("tickets", table.assign(source="x", month="2026-01"))


def fit_tickets(tickets, **options):
    return fit_patterns(tickets, *build_templates(tickets), **options)


@pytest.fixture(scope="session")
def small_fit():
    return fit_tickets(make_tickets(make_texts()[0]))
