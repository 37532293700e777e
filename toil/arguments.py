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
    for name, (said, take) in _COMMANDS.items():
        command = chosen.add_parser(name, help=said)
        command.set_defaults(command=commands[name])
        take(command)
    return parser


def _study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--study", default="toil.toml", type=Path, help="study file or folder (default: toil.toml)")


def _run(parser: argparse.ArgumentParser) -> None:
    _study(parser)
    parser.add_argument("--month", default="", help="YYYY-MM (default: the latest that the exports cover whole)")
    parser.add_argument("--squad", nargs="+", default=[], help="squads to report (default: all)")
    parser.add_argument("--exports", nargs="+", default=[], metavar="FILE", help="exports instead of the study's own")
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="notebooks at a time")
    parser.add_argument(
        "--notebooks", nargs="+", default=["04_candidates"], help="notebooks by name, or all; 06_portfolio runs once"
    )
    parser.add_argument("--unattended", action="store_true", help="never make a hash key, even at a terminal")
    parser.add_argument("--force", action="store_true", help="run squads again whose inputs did not change")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", type=Path, help="exports, or folders of exports")
    parser.add_argument("--study", type=Path, help="study file whose settings apply")
    parser.add_argument("--language", default="en", help="language of the answer where no study is given")
    parser.add_argument(
        "--draft", type=Path, metavar="FILE", help="write the draft profile of an unknown layout there"
    )


def _redact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="+", type=Path, help="exports to copy")
    parser.add_argument(
        "-o", "--out", type=Path, help="file to write, or a folder for several (default: beside FILE)"
    )
    parser.add_argument("--study", type=Path, help="study whose rules, columns and key apply")


def _rekey(parser: argparse.ArgumentParser) -> None:
    _study(parser)
    parser.add_argument(
        "--destroy", action="store_true", help="remove the old key instead of keeping it beside the new"
    )
    parser.add_argument("--yes", action="store_true", help="also without a terminal")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="folder to write the study into")
    parser.add_argument("export", nargs="+", type=Path, help="exports of your ticket system; they are copied into it")
    parser.add_argument("--language", default="pt-BR", help="language of the reports: pt-BR, en, de, ru or hi")
    parser.add_argument("--group", default=None, help="whose all tickets are, where no column of an export says it")
    parser.add_argument("--month", default=None, help="YYYY-MM, of all tickets, where no column tells when they came")
    parser.add_argument(
        "--profile",
        default=None,
        help="profile of the exports' layout, as `toil check --draft` writes it, or its name",
    )


def _notebooks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", nargs="?", default="explore", type=Path, help="folder to write them into (default: explore)"
    )
    _study(parser)
    parser.add_argument("--squad", default="", help="squad that they begin with (default: the study's first)")


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", type=Path, help="a report's folder or page; or a study file or folder")
    parser.add_argument("pattern", metavar="PATTERN", help="a pattern's id; of a report its number does too")
    parser.add_argument("--squad", default="", help="squad, where a study is given (default: the one that has it)")
    parser.add_argument("--month", default="", help="YYYY-MM, where a study is given (default: the latest whole one)")
    parser.add_argument("--language", default="", help="pt-BR, en, de, ru or hi (default: the report's)")


def _sample(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="folder to write them into")
    parser.add_argument("--seed", type=int, default=7, help="another number gives other tickets")


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "run": (
        "report a month for every squad of a study; exit 0 all done, 1 a squad failed, 2 nothing started",
        _run,
    ),
    "check": ("say what an export holds and whether it is fit; exit 0 fit, 1 not, 2 unreadable", _check),
    "redact": ("write a copy of an export that may be passed on", _redact),
    "rekey": ("give a study a new hash key for people", _rekey),
    "new": ("write a study from what its exports hold", _new),
    "notebooks": ("write the notebooks, in the study's language, to explore it in JupyterLab", _notebooks),
    "explain": ("trace each figure of a candidate back to its tickets", _explain),
    "sample": ("write synthetic exports with planted truth", _sample),
}
"""What `toil --help` says of each command, and what adds its arguments."""
