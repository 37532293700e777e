"""Squads of one shape: all tickets through one form, a part through it, or one work that most tickets are.

    .venv/bin/python bench/shapes.py [--quick]

The sixteen works of `wordings.toml`, 2,000 tickets, beside k-means told the number of works; where TOIL_SHARED_DATA
is there, one-offs beside them. In `form` so many of a hundred tickets come through one form, a field of which tells
the work; in `work` so many are one job that aborts, of 150 applications. `none` is the squad without either. Bars are
our own; `--quick` is one draw.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

import numpy as np
from bars import AT_LEAST, AT_MOST, bar
from scores import score
from small import kmeans, mean_of
from wordings import draw

from toil.patterns import TicketClusterer

SIZE, DRAWS = 2000, 3
FIGURES = ("ari", "v_measure", "found", "repeats", "one_offs", "top_f1")
FORM = """Dados do formulário
Informações gerais
1) Unidade : : {unit}
2) Setor solicitante : : {place}
3) Telefone para contato : : {phone}
4) Número do patrimônio : : {phone}
5) Descreva sua necessidade : : {text}
6) Impacto : : {impact}
7) Possui anexo? : : {yes}"""
PLACES = ("Tesouraria", "Câmbio", "Cadastro", "Jurídico", "Cobrança", "Ouvidoria", "Compras", "Auditoria")
ASKED = ("", "favor verificar", "grato", "aguardo retorno", "urgente", "plantão acionado", "bom dia")
JOB = "Job de integração abortou no ambiente de produção com código 12 aplicação {application} {asked}"
APPLICATIONS = 150
SHAPES = (("none", 0), ("form", 100), ("form", 60), ("form", 40), ("work", 60), ("work", 90))
LEAST, COST = 0.9, 0.05
"""Least ARI of the squad without a form; most that a form may cost of it."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="one draw")
    draws = 1 if arguments.parse_args().quick else DRAWS
    print(f"{'squad':<12}{'side':<18}" + "".join(f"{name:>11}" for name in FIGURES))
    ok, ari = True, dict[str, float]()
    for shape, percent in SHAPES:
        name = f"{shape}_{percent}"
        drawn = [WRITERS[shape](percent / 100, seed) for seed in range(draws)]
        sides: dict[str, Callable[[list[str], np.ndarray], np.ndarray]] = {
            "toil": lambda texts, truth: TicketClusterer().fit(texts).labels_,
            "k-means, true k": kmeans,
        }
        means = {
            side: mean_of([score(truth, find(texts, truth)) for texts, truth in drawn])
            for side, find in sides.items()
        }
        for side, mean in means.items():
            print(f"{name:<12}{side:<18}" + "".join(f"{mean[figure]:>11.3f}" for figure in FIGURES))
        ari[name] = means["toil"]["ari"]
        if shape == "form":
            ok &= bar(f"shapes_{name}_costs_ari", ari["none_0"] - ari[name], COST, AT_MOST)
        else:
            ok &= bar(f"shapes_{name}_ari", ari[name], LEAST, AT_LEAST)
    return 0 if ok else 1


def plain(share: float, seed: int) -> tuple[list[str], np.ndarray]:
    """Return the squad's tickets as people write them, and the work of each ("": none)."""
    return draw(SIZE, 0.0, seed)


def through_form(share: float, seed: int) -> tuple[list[str], np.ndarray]:
    """Return the same with a *share* of the tickets written in a form."""
    texts, truth = draw(SIZE, 0.0, seed)
    rng = np.random.default_rng(seed)
    return [_filled(text, rng) if rng.random() < share else text for text in texts], truth


def mostly_one(share: float, seed: int) -> tuple[list[str], np.ndarray]:
    """Return the same with so many tickets of one work that they are a *share* of all but the one-offs."""
    texts, truth = draw(SIZE, 0.0, seed)
    rng = np.random.default_rng(seed)
    names = [
        "".join(rng.choice(list("bcdfglmnprst")) + rng.choice(list("aeiou")) for _ in range(3))
        for _ in range(APPLICATIONS)
    ]
    kept = rng.permutation(SIZE)[: round(SIZE * (1 - share))]
    jobs = [JOB.format(application=rng.choice(names), asked=rng.choice(ASKED)) for _ in range(SIZE - len(kept))]
    rest = [*kept, *range(SIZE, len(texts))]
    return [*jobs, *(texts[row] for row in rest)], np.array([*["job"] * len(jobs), *truth[rest]], dtype=object)


def _filled(text: str, rng: np.random.Generator) -> str:
    return FORM.format(
        unit=rng.choice(["Matriz", "Filial Recife", "Filial Contagem", "Campus II"]),
        place=rng.choice(PLACES),
        phone=rng.integers(1000, 9999),
        text=text,
        impact=rng.choice(["Somente eu", "Meu setor", "Toda a unidade"]),
        yes=rng.choice(["Sim", "Não"]),
    )


WRITERS = {"none": plain, "form": through_form, "work": mostly_one}

if __name__ == "__main__":
    sys.exit(main())
