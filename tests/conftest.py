import os
import re
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


@pytest.fixture
def two_squads(sample_study):
    """The sample study with two of its squads only: each report computes the squads that it is compared with."""
    path = sample_study / "toil.toml"
    path.write_text(re.sub(r"(?ms)^\[squads\.(?!acessos|canais).*?(?=^\[)", "", path.read_text(encoding="utf-8")))
    return sample_study
