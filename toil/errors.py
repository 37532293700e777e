"""The errors a user can mend. Each is one line: what was found, what was wanted, where, what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")
"""What a broken file makes a library say, and a terminal would act on."""


class ToilError(Exception):
    """A problem that the user can mend; printed as one line, never as a traceback.

    Parameters
    ----------
    problem : str
        What is wrong, in a few words.
    where : str
        The file, and the row, column or key in it.
    found, wanted : str
        What stood there, and what would have been right.
    do : str
        What to do next.
    """

    def __init__(self, problem: str, *, where: str = "", found: str = "", wanted: str = "", do: str = "") -> None:
        self.problem, self.where, self.found, self.wanted, self.do = problem, where, found, wanted, do
        parts = [f"{where}: {problem}" if where else problem]
        parts += [f"found {found}"] if found else []
        parts += [f"wanted {wanted}"] if wanted else []
        sentence = "; ".join(parts)
        whole = f"{sentence}. {do}" if do else sentence
        super().__init__(" ".join(_CONTROLS.sub(" ", whole).split()))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows below the cell: the line; IPython looks for a method of this name."""
        return [f"{type(self).__name__}: {self}"]


class SettingsError(ToilError):
    """The study file, or a parameter of a command or notebook, is wrong."""


class ExportError(ToilError):
    """An export can't be read, or its layout can't be understood."""


class LayoutError(ExportError):
    """A column that no ticket can do without is in no header that is known.

    Parameters
    ----------
    likely : mapping of str to sequence of str
        The fields that lack a column, and for each the headers that could be it, as they may be shown.
    """

    def __init__(
        self,
        problem: str,
        *,
        likely: Mapping[str, Sequence[str]],
        where: str = "",
        found: str = "",
        wanted: str = "",
        do: str = "",
    ) -> None:
        self.likely = likely
        super().__init__(problem, where=where, found=found, wanted=wanted, do=f"{do}{_could_be(likely)}")

    def advising(self, do: str) -> LayoutError:
        """Return this error with other words on what to do."""
        return LayoutError(
            self.problem, likely=self.likely, where=self.where, found=self.found, wanted=self.wanted, do=do
        )


def _could_be(likely: Mapping[str, Sequence[str]]) -> str:
    """Return a sentence on the headers that could be each field; of one field it needs no name.

    >>> _could_be({"group": ["'Setor'", "'Mesa'"]}), _could_be({"group": ["'Setor'"], "opened_at": []})
    (" It could be 'Setor', 'Mesa'.", " As group it could be 'Setor'.")
    """
    named = [(f"as {field} " if len(likely) > 1 else "", ", ".join(h)) for field, h in likely.items() if h]
    sentence = "; ".join(f"{field}it could be {headers}" for field, headers in named)
    return f" {sentence[0].upper()}{sentence[1:]}." if sentence else ""


class ContractError(ToilError):
    """A table between two stages breaks its contract: a fault of the program, not of the user's files."""


class StoreError(ToilError):
    """The store can't be read or written."""


class RunError(ToilError):
    """A run could not start, or a squad's run failed."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a sentence that names the known name closest to *name*, or lists the known ones.

    >>> nearest("timezon", ["timezone", "language"])
    "Did you mean 'timezone'?"
    """
    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(known) or 'none'}."


def check_columns(
    header: Sequence[str], required: Sequence[str], optional: Sequence[str], *, of: str, where: str
) -> None:
    """Raise a SettingsError that says all that is wrong with the *header* of a file *of* what people wrote.

    Wrong is a column of *required* that is absent, one of neither list, or one that stands twice.
    """
    known = (*required, *optional)
    absent = [f"no '{name}'" for name in required if name not in header]
    unknown = [name for name in dict.fromkeys(header) if name not in known]
    twice = [f"'{name}' twice" for name in dict.fromkeys(header) if name in known and header.count(name) > 1]
    if absent or unknown or twice:
        close = [nearest(name, known) for name in unknown if difflib.get_close_matches(name, known, n=1)]
        raise SettingsError(
            f"wrong columns in the {of}",
            where=where,
            found=", ".join([*absent, *(f"an unknown '{name[:40]}'" for name in unknown), *twice]),
            wanted=f"{', '.join(required)}, and of {', '.join(optional)} what you have",
            do=" ".join(close),
        )
