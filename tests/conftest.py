import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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
    study = tmp_path / "study"
    (study / "data").mkdir(parents=True)
    (study / "toil.toml").write_bytes((ROOT / "toil.toml").read_bytes())
    (study / "data" / "sample").symlink_to(ROOT / "data" / "sample")
    return study
