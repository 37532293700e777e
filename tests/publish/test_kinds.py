import pandas as pd
import pytest
from ticket_tables import make_tickets

from toil.i18n import wording
from toil.publish.kinds import kinds_text

CAME = {"channel": "phone", "opened_at": "2026-03-02T12:00Z"}
ENGLISH = wording("en")
SAID = "The exports call nearly every ticket an incident; verdicts read in the texts which are requests."


class Told:
    """What `kinds_text` reads of a report."""

    def __init__(self, rows):
        self.tickets = make_tickets(rows)
        self.squad_months = pd.DataFrame({"problems": [0], "unknown_kind": [0]})


@pytest.mark.parametrize(("others", "said"), [(1, SAID), (2, "")])
def test_a_kind_that_all_tickets_have_is_said_to_tell_nothing(others, said):
    rows = [{"kind": "incident"} | CAME] * (20 - others) + [{"kind": "request"} | CAME] * others
    assert kinds_text(Told(rows), ENGLISH) == said
