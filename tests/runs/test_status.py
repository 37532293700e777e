"""What a run leaves for the next one and for a scheduler."""

from toil.runs.status import write_status, written_files


def test_a_status_names_the_same_files_on_every_run(tmp_path):
    """A run with --force, or one beside another, finds the status of the run before."""
    (tmp_path / "report.html").touch()
    write_status(tmp_path, {"files": written_files(tmp_path)})
    assert written_files(tmp_path) == ["report.html"]
