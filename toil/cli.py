"""The command line: a thin skin over the library.

Exit codes: 0 all done; 1 a squad failed, or an export is not fit; 2 nothing could start; 130 stopped at the keyboard;
141 whoever read the answer went away before its end (`toil check FILE | head`).

What only one command needs is imported by it: the libraries behind a report take longer to import than `toil check`
takes for a small file.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from toil.errors import ExportError, SettingsError, ToilError
from toil.exports import Checks, check_exports, default_name, render_check, render_together, share_export, write_draft
from toil.i18n import Wording, wording
from toil.privacy import HashKey, read_key
from toil.settings import read_study

if TYPE_CHECKING:
    from toil.publish import Evidence


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. An error that the user can mend is one line on standard error."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING, format="%(name)s: %(message)s")
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        code = command(arguments)
        sys.stdout.flush()
        return code
    except ToilError as error:
        print(f"toil: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("toil: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Nobody reads any more; what is left in the buffer would be tried again, and complain, at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        if error.filename is None:  # no file of the user's
            raise
        mended = ToilError(
            "it can't be read or written",
            where=str(error.filename),
            found=str(error.strerror).lower(),
            do="See to this user's rights, and to the room left, there; then run again.",
        )
        print(f"toil: {mended}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    from toil.runs import run_study, summary_line
    from toil.steps import open_study

    say = partial(print, flush=True)
    say(f"reading {arguments.study}")
    parent = open_study(arguments.study, exports=arguments.exports, create_key=_attended(arguments))
    outcomes = run_study(
        parent,
        month=arguments.month,
        squads=arguments.squad,
        jobs=arguments.jobs,
        force=arguments.force,
        notebooks=arguments.notebooks,
        exports=arguments.exports,
        say=say,
    )
    reports = parent.study.folder / "reports"
    print(f"\nindex   {reports / 'index.html'}")
    for outcome in outcomes:
        for name in ("report.html", "slides.pptx"):
            if (outcome.folder / name).exists() and outcome.status != "failed":
                print(f"{name.split('.')[0]:7} {outcome.folder / name}")
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    for outcome in failed:
        print(f"toil: {outcome.squad} failed: {outcome.error}", file=sys.stderr)
    print(f"done    {summary_line(outcomes, parent.wording)}")
    return 1 if failed else 0


def _check(arguments: argparse.Namespace) -> int:
    study = read_study(arguments.study) if arguments.study else None
    words = wording(study.study.language if study else arguments.language)
    checks = check_exports(arguments.file, study)
    answers = [*(render_check(check, words) for check in checks.each), render_together(checks, words)]
    rule = "\n\n" + "=" * 100 + "\n\n"
    print(rule.join(answer for answer in answers if answer))
    for error in checks.unreadable:
        print(f"toil: {error}", file=sys.stderr)
    if arguments.draft:
        _write_draft(arguments.draft, checks, words)
    return checks.exit_code


def _write_draft(path: Path, checks: Checks, words: Wording) -> None:
    drafts = [check.draft for check in checks.each if check.draft]
    if not drafts:
        raise ExportError("no draft to write", where=str(path), found="layouts that are all known")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(write_draft(drafts[0], words))
    except OSError as error:
        raise ExportError(
            "the draft can't be written",
            where=str(path),
            found=type(error).__name__,
            do="Name a file that isn't there.",
        ) from None
    print(f"draft   {path}", file=sys.stderr)


def _new(arguments: argparse.Namespace) -> int:
    from toil.runs import new_study

    told = {"language": arguments.language, "group": arguments.group}
    path = new_study(arguments.folder, arguments.export, **told, say=print)
    print(f"study   {path}\nnext    toil run --study {path}")
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from toil.publish import render_explanation

    evidence = _evidence(arguments)
    print(render_explanation(evidence, arguments.pattern, wording(arguments.language or evidence.language)))
    return 0


def _evidence(arguments: argparse.Namespace) -> Evidence:
    """Return what a report's folder (or page) holds, else what the study says of the pattern's squad and month."""
    from toil.publish import evidence_of, read_evidence

    place: Path = arguments.report
    folder = place.parent if place.name == "report.html" else place
    if (folder / "candidates.json").exists():
        return read_evidence(folder)
    from toil.steps import Steps, open_study

    parent = open_study(place)
    squads = [parent.checked_squad(arguments.squad)] if arguments.squad else list(parent.study.squads)
    month = parent.checked_month(arguments.month)
    for squad in squads:
        found = evidence_of(Steps(parent, squad, month).report())
        if len(squads) == 1 or (found.candidates["pattern_id"] == arguments.pattern).any():
            return found
    raise SettingsError(f"no squad has the pattern '{arguments.pattern}' in {month}", where=str(place))


def _redact(arguments: argparse.Namespace) -> int:
    study = read_study(arguments.study) if arguments.study else None
    key = read_key(study, create=False) if study else HashKey.for_once()
    many = len(arguments.file) > 1
    for path in arguments.file:
        named = default_name(path)
        out = named if arguments.out is None else arguments.out / named.name if many else arguments.out
        shared = share_export(path, out, key, study)
        counts = ", ".join(f"{name} {n}" for name, n in shared.masked.items())
        print(f"{shared.path}: {shared.rows} row(s); masked: {counts or 'nothing'}")
        for notice, rows in shared.notices.items():
            print(f"  {rows} {notice}")
    if study is None:
        print("People's tokens are of a key that is now gone: they agree within this command only (or use --study).")
    return 0


def _rekey(arguments: argparse.Namespace) -> int:
    from toil.steps import rekey

    if not (arguments.yes or _attended(arguments)):
        raise SettingsError(
            "a new key is made by hand only", where=str(arguments.study), do="Run it at a terminal, or add --yes."
        )
    rotation, dropped = rekey(read_study(arguments.study), destroy=arguments.destroy)
    print(f"key     {rotation.old.key_id} -> {rotation.new.key_id}")
    print(f"old key {rotation.kept or 'destroyed'}")
    print(f"store   {dropped} table(s) with tokens of the old key dropped; the next run reads the exports again")
    print("Reports written before hold old tokens: `toil run --force` writes a month again.")
    return 0


def _attended(arguments: argparse.Namespace) -> bool:
    """Say whether a person sits there: a terminal, no CI, and nobody said otherwise."""
    return sys.stdin.isatty() and not os.environ.get("CI") and not getattr(arguments, "unattended", False)


def _sample(arguments: argparse.Namespace) -> int:
    from toil.sample import write_sample

    for path in write_sample(arguments.folder, seed=arguments.seed):
        print(path)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="toil", description="Find the work that repeats in a squad's tickets.")
    parser.add_argument("--version", action="version", version=metadata.version("toil-notebooks"))
    parser.add_argument("-v", "--verbose", action="store_true", help="log each stage with its row counts")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser(
        "run", help="report a month for every squad of a study; exit 0 all done, 1 a squad failed, 2 nothing started"
    )
    run.set_defaults(command=_run)
    run.add_argument("--study", default="toil.toml", type=Path, help="study file or folder (default: toil.toml)")
    run.add_argument("--month", default="", help="YYYY-MM (default: the latest that the exports cover whole)")
    run.add_argument("--squad", nargs="+", default=[], help="squads to report (default: all)")
    run.add_argument("--exports", nargs="+", default=[], metavar="FILE", help="exports instead of the study's own")
    run.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="notebooks at a time")
    run.add_argument("--notebooks", nargs="+", default=["04_candidates"], help="notebooks by name, or all")
    run.add_argument("--unattended", action="store_true", help="never make a hash key, even at a terminal")
    run.add_argument("--force", action="store_true", help="run squads again whose inputs did not change")

    check = commands.add_parser(
        "check", help="say what an export holds and whether it is fit; exit 0 fit, 1 not, 2 unreadable"
    )
    check.set_defaults(command=_check)
    check.add_argument("file", nargs="+", type=Path, help="exports, or folders of exports")
    check.add_argument("--study", type=Path, help="study file whose settings apply")
    check.add_argument("--language", default="en", help="language of the answer where no study is given")
    check.add_argument(
        "--draft", type=Path, metavar="FILE", help="write the draft profile of an unknown layout there"
    )

    redact = commands.add_parser("redact", help="write a copy of an export that may be passed on")
    redact.set_defaults(command=_redact)
    redact.add_argument("file", nargs="+", type=Path, help="exports to copy")
    redact.add_argument(
        "-o", "--out", type=Path, help="file to write, or a folder for several (default: beside FILE)"
    )
    redact.add_argument("--study", type=Path, help="study whose rules, columns and key apply")

    rekey_ = commands.add_parser("rekey", help="give a study a new hash key for people")
    rekey_.set_defaults(command=_rekey)
    rekey_.add_argument("--study", default="toil.toml", type=Path, help="study file or folder (default: toil.toml)")
    rekey_.add_argument(
        "--destroy", action="store_true", help="remove the old key instead of keeping it beside the new"
    )
    rekey_.add_argument("--yes", action="store_true", help="also without a terminal")

    new = commands.add_parser("new", help="write a study from what its exports hold")
    new.set_defaults(command=_new)
    new.add_argument("folder", type=Path, help="folder to write the study into")
    new.add_argument("export", nargs="+", type=Path, help="exports of your ticket system; they are copied into it")
    new.add_argument("--language", default="pt-BR", help="language of the reports: pt-BR, en, de, ru or hi")
    new.add_argument("--group", default=None, help="whose all tickets are, where no column of an export says it")

    explain = commands.add_parser("explain", help="trace each figure of a candidate back to its tickets")
    explain.set_defaults(command=_explain)
    explain.add_argument("report", type=Path, help="a report's folder or page; or a study file or folder")
    explain.add_argument("pattern", metavar="PATTERN", help="a pattern's id; of a report its number does too")
    explain.add_argument("--squad", default="", help="squad, where a study is given (default: the one that has it)")
    explain.add_argument(
        "--month", default="", help="YYYY-MM, where a study is given (default: the latest whole one)"
    )
    explain.add_argument("--language", default="", help="pt-BR, en, de, ru or hi (default: the report's)")

    sample = commands.add_parser("sample", help="write synthetic exports with planted truth")
    sample.set_defaults(command=_sample)
    sample.add_argument("folder", type=Path, help="folder to write them into")
    sample.add_argument("--seed", type=int, default=7, help="another number gives other tickets")
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


if __name__ == "__main__":
    sys.exit(main())
