"""Large exports wait on disk: what comes of them is the same as in memory, and nothing of them stays."""

import errno
import tempfile

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from export_studies import KEY, assert_accounted, assert_same, study_of

from toil.exports import load_exports, tickets_by_month
from toil.exports.formats import delimited
from toil.store import Parts, aside, parts

CELLS = [None if place % 7 == 0 else "x" * (place % 50) + str(place) for place in range(5000)]
TEXT = pa.large_string()


@pytest.fixture(params=["in memory", "on disk"])
def column(request, monkeypatch, tmp_path):
    """Texts in eight chunks."""
    monkeypatch.setattr(aside, "ROOM", 0 if request.param == "on disk" else 1 << 30)
    monkeypatch.setattr(aside, "PIECE", 333)
    with aside.waiting_room(tmp_path):
        yield aside.pile_up((pa.array(CELLS[at : at + 700], TEXT) for at in range(0, len(CELLS), 700)), TEXT)


@pytest.mark.parametrize(
    "places",
    [
        np.random.default_rng(1).permutation(5000),
        np.random.default_rng(2).integers(0, 5000, 7000),
        np.arange(0, 5000, 3),
        np.array([4999, 0]),
        np.zeros(0, dtype=np.int64),
    ],
    ids=["any order", "some twice", "in order", "two", "none"],
)
def test_cells_are_taken_in_the_order_asked_for(column, places):
    assert aside.take(column, places).to_pylist() == [CELLS[place] for place in places]


def test_cells_are_tested_and_changed_piece_by_piece(column):
    assert aside.some(column, lambda cells: pc.equal(cells, CELLS[4999]))
    assert not aside.some(column, lambda cells: pc.equal(cells, "nowhere"))
    assert aside.each(column, pc.utf8_upper).to_pylist() == [cell and cell.upper() for cell in CELLS]


def test_what_is_small_makes_no_file(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: pytest.fail("a file was made"))
    with aside.waiting_room(tmp_path):
        assert aside.pile_up([pa.array(["a"], TEXT)], TEXT).to_pylist() == ["a"]


def test_a_full_disk_says_where(monkeypatch, tmp_path):
    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(aside, "ROOM", 0)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with aside.waiting_room(tmp_path), pytest.raises(OSError, match="No space left") as raised:
        aside.pile_up([pa.array(["a"], TEXT)], TEXT)
    assert raised.value.filename == str(tmp_path)


HEADER = "number,short_description,description,assignment_group,opened_at,sys_updated_on,state,caller_id\r\n"


def write_audit_log(path):
    """200 tickets, two rows each, not in order; cells to be mended, some rows said twice, some of another squad."""
    texts = [
        "Senha expirada",
        "NÃ£o abre",
        '=""Fila cheia""',
        "  Impressora parada  ",
        "linha\r\noutra_x000D_\r\n",
        "",
    ]
    rows = []
    for number in np.random.default_rng(3).permutation(200):
        group, body = ("G1", "G2", "G9")[number % 3], texts[number % 6]
        opened = f"2026-{7 + number % 3:02d}-{1 + number % 28:02d} 09:00:00"
        for state, changed in (("New", opened), ("Closed", opened.replace(" 09", " 1" + str(number % 10)))):
            asked = f"{body} para Zuleica Prates, ramal {number}"
            row = f'INC{number},{body.strip()[:5]},"{asked}",{group},{opened},{changed},{state},Zuleica Prates\r\n'
            rows += [row] * (1 + (number % 5 == 0))
    path.write_bytes((HEADER + "".join(rows)).encode())


def test_an_export_that_waits_on_disk_gives_the_same_and_leaves_nothing(monkeypatch, tmp_path):
    write_audit_log(tmp_path / "log.csv")
    study = study_of(["log.csv"], groups=["G1", "G2"], folder=tmp_path)
    in_memory = load_exports(study, KEY)
    assert_accounted(in_memory)
    assert len(in_memory.tickets) > 100
    monkeypatch.setattr(aside, "ROOM", 0)
    monkeypatch.setattr(aside, "PIECE", 7)
    monkeypatch.setattr(parts, "ROWS", 11)
    monkeypatch.setattr(delimited, "BLOCKS", (1 << 11,))
    room, shelf = tmp_path / "room", Parts(tmp_path / "parts", "1")
    for _ in ("first time", "from the shelf"):
        with aside.waiting_room(room):
            on_disk = load_exports(study, KEY, shelf)
            assert list(room.iterdir()) == []
            assert_same(in_memory, on_disk)
            for squad, month in on_disk.tickets.groupby(["squad", "month"]).groups:
                by_month = dict(tickets_by_month(on_disk.tickets, squad))
                own = in_memory.tickets.query("squad == @squad and month == @month").reset_index(drop=True)
                pd.testing.assert_frame_equal(by_month[month], own)
