import gc
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = (
    "test_examples.py", "test_main_job.py", "test_elsewhere.py", "test_small_squads.py", "test_personal_data.py",
    "test_steps.py",
)  # fmt: skip

gc.set_threshold(100_000, 50, 50)  # looking for cycles among the objects of small tables took a twentieth of the time


def pytest_collection_modifyitems(items):
    """Long files first, so that no worker is left with one at the end."""
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))


@pytest.fixture(scope="session")
def shared_data():
    """Folder of the public data sets, or skip."""
    folder = Path(os.environ.get("TOIL_SHARED_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the public data sets are not here: set TOIL_SHARED_DATA to their folder")
    return folder


@pytest.fixture
def sample_study(tmp_path):
    """The sample study in a folder of its own, exports linked, so that nothing is written into the checkout."""
    return write_sample_study(tmp_path / "study")


def write_sample_study(study, *squads):
    """Write the sample study into the folder *study*, with all squads or some only, and return the folder."""
    (study / "data").mkdir(parents=True)
    settings = (ROOT / "toil.toml").read_text(encoding="utf-8")
    if squads:
        settings = re.sub(rf"(?ms)^\[squads\.(?!{'|'.join(squads)}).*?(?=^\[)", "", settings)
    (study / "toil.toml").write_text(settings, encoding="utf-8")
    (study / "data" / "sample").symlink_to(ROOT / "data" / "sample")
    return study


@pytest.fixture
def make_sample_study(tmp_path):
    """Return what writes the sample study with some of its squads: each report computes those it is compared with."""
    return lambda *squads: write_sample_study(tmp_path / "study", *squads)


@pytest.fixture(scope="module")
def two_squads(tmp_path_factory):
    """The sample study with two of its squads, one folder for all tests of a module."""
    return write_sample_study(tmp_path_factory.mktemp("two") / "study", "acessos", "canais")
