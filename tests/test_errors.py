"""An error that a user can mend is one line, wherever it is shown."""

import sys

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from toil.errors import SettingsError


def test_a_notebook_shows_the_line_and_no_traceback(capsys):
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        raise SettingsError("unknown squad 'acesso'", where="toil.toml", do="Did you mean 'acessos'?")
    except SettingsError:
        shell.showtraceback(sys.exc_info())
    assert capsys.readouterr().out == "SettingsError: toil.toml: unknown squad 'acesso'. Did you mean 'acessos'?\n"
