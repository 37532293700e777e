"""The command line: a thin skin over the library.

Exit codes: 0 all done; 1 a squad failed, or an export is not fit or was left out; 2 nothing could start; 130 stopped
at the keyboard; 141 whoever read the answer went away before its end (`toil check FILE | head`).

What only one command needs is imported by it: the libraries behind a report take longer to import than `toil check`
takes for a small file.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from toil.arguments import Command, build_parser
from toil.errors import ExportError, SettingsError, ToilError
from toil.exports import Checks, check_exports, default_name, render_check, render_together, share_export, write_draft
from toil.i18n import Wording, wording
from toil.privacy import HashKey, read_key
from toil.settings import read_study

if TYPE_CHECKING:
    from toil.publish import Evidence


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. An error that the user can mend is one line on standard error."""
    arguments = build_parser(_COMMANDS).parse_args(argv)
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING, format="%(name)s: %(message)s")
    command: Command = arguments.command
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
        if error.filename is None and error.errno not in (errno.ENOSPC, errno.EDQUOT):  # no file of the user's
            raise
        mended = ToilError(
            "it can't be read or written",
            where=str(error.filename or "the disk"),
            found=str(error.strerror).lower(),
            do="See to this user's rights, and to the room left, there; then run again.",
        )
        print(f"toil: {mended}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    from toil.runs import left_out, run_study, summary_line
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
        print(f"toil: {outcome.squad or 'all squads together'} failed: {outcome.error}", file=sys.stderr)
    unread = left_out(parent)
    for name in unread:
        print(f"toil: {name}: can't be read and was left out; toil check says why", file=sys.stderr)
    print(f"done    {summary_line(outcomes, parent.wording)}")
    return 1 if failed or unread else 0


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

    names = ("language", "group", "month", "profile")
    told = {name: getattr(arguments, name) for name in names}
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
    squads = [parent.study.checked_squad(arguments.squad)] if arguments.squad else list(parent.study.squads)
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


def _notebooks(arguments: argparse.Namespace) -> int:
    from toil.runs import copy_notebooks

    study = read_study(arguments.study)
    squad = study.checked_squad(arguments.squad or next(iter(study.squads)))
    copy_notebooks(study, arguments.folder, squad, say=print)
    print(f"next    jupyter lab {arguments.folder}")
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


_COMMANDS: dict[str, Command] = {
    "run": _run,
    "check": _check,
    "redact": _redact,
    "rekey": _rekey,
    "new": _new,
    "notebooks": _notebooks,
    "explain": _explain,
    "sample": _sample,
}


if __name__ == "__main__":
    sys.exit(main())
