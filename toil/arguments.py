"""What the command line takes: each command with its arguments, and what `toil --help` says of them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path

Command = Callable[[argparse.Namespace], int]
"""What runs a command and returns its exit code."""


def build_parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Return the parser of ``toil``, which leaves in ``command`` what *commands* has under the command's name."""
    parser = argparse.ArgumentParser(prog="toil", description="Find the work that repeats in a squad's tickets.")
    parser.add_argument("--version", action="version", version=metadata.version("toil-notebooks"))
    parser.add_argument("-v", "--verbose", action="store_true", help="log each stage with its row counts")
    chosen = parser.add_subparsers(required=True, metavar="COMMAND")

    run = chosen.add_parser(
        "run", help="report a month for every squad of a study; exit 0 all done, 1 a squad failed, 2 nothing started"
    )
    run.set_defaults(command=commands["run"])
    run.add_argument("--study", default="toil.toml", type=Path, help="study file or folder (default: toil.toml)")
    run.add_argument("--month", default="", help="YYYY-MM (default: the latest that the exports cover whole)")
    run.add_argument("--squad", nargs="+", default=[], help="squads to report (default: all)")
    run.add_argument("--exports", nargs="+", default=[], metavar="FILE", help="exports instead of the study's own")
    run.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="notebooks at a time")
    run.add_argument("--notebooks", nargs="+", default=["04_candidates"], help="notebooks by name, or all")
    run.add_argument("--unattended", action="store_true", help="never make a hash key, even at a terminal")
    run.add_argument("--force", action="store_true", help="run squads again whose inputs did not change")

    check = chosen.add_parser(
        "check", help="say what an export holds and whether it is fit; exit 0 fit, 1 not, 2 unreadable"
    )
    check.set_defaults(command=commands["check"])
    check.add_argument("file", nargs="+", type=Path, help="exports, or folders of exports")
    check.add_argument("--study", type=Path, help="study file whose settings apply")
    check.add_argument("--language", default="en", help="language of the answer where no study is given")
    check.add_argument(
        "--draft", type=Path, metavar="FILE", help="write the draft profile of an unknown layout there"
    )

    redact = chosen.add_parser("redact", help="write a copy of an export that may be passed on")
    redact.set_defaults(command=commands["redact"])
    redact.add_argument("file", nargs="+", type=Path, help="exports to copy")
    redact.add_argument(
        "-o", "--out", type=Path, help="file to write, or a folder for several (default: beside FILE)"
    )
    redact.add_argument("--study", type=Path, help="study whose rules, columns and key apply")

    rekey_ = chosen.add_parser("rekey", help="give a study a new hash key for people")
    rekey_.set_defaults(command=commands["rekey"])
    rekey_.add_argument("--study", default="toil.toml", type=Path, help="study file or folder (default: toil.toml)")
    rekey_.add_argument(
        "--destroy", action="store_true", help="remove the old key instead of keeping it beside the new"
    )
    rekey_.add_argument("--yes", action="store_true", help="also without a terminal")

    new = chosen.add_parser("new", help="write a study from what its exports hold")
    new.set_defaults(command=commands["new"])
    new.add_argument("folder", type=Path, help="folder to write the study into")
    new.add_argument("export", nargs="+", type=Path, help="exports of your ticket system; they are copied into it")
    new.add_argument("--language", default="pt-BR", help="language of the reports: pt-BR, en, de, ru or hi")
    new.add_argument("--group", default=None, help="whose all tickets are, where no column of an export says it")

    notebooks = chosen.add_parser(
        "notebooks", help="write the notebooks, in the study's language, to explore it in JupyterLab"
    )
    notebooks.set_defaults(command=commands["notebooks"])
    notebooks.add_argument(
        "folder", nargs="?", default="explore", type=Path, help="folder to write them into (default: explore)"
    )
    notebooks.add_argument(
        "--study", default="toil.toml", type=Path, help="study file or folder (default: toil.toml)"
    )
    notebooks.add_argument("--squad", default="", help="squad that they begin with (default: the study's first)")

    explain = chosen.add_parser("explain", help="trace each figure of a candidate back to its tickets")
    explain.set_defaults(command=commands["explain"])
    explain.add_argument("report", type=Path, help="a report's folder or page; or a study file or folder")
    explain.add_argument("pattern", metavar="PATTERN", help="a pattern's id; of a report its number does too")
    explain.add_argument("--squad", default="", help="squad, where a study is given (default: the one that has it)")
    explain.add_argument(
        "--month", default="", help="YYYY-MM, where a study is given (default: the latest whole one)"
    )
    explain.add_argument("--language", default="", help="pt-BR, en, de, ru or hi (default: the report's)")

    sample = chosen.add_parser("sample", help="write synthetic exports with planted truth")
    sample.set_defaults(command=commands["sample"])
    sample.add_argument("folder", type=Path, help="folder to write them into")
    sample.add_argument("--seed", type=int, default=7, help="another number gives other tickets")
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value
