"""The page and the deck where readers open them: a browser at two widths, on paper, and an office suite."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from toil.i18n import wording
from toil.publish import render_html, write_slides

pytestmark = [pytest.mark.browser, pytest.mark.slow]
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no chromium here: install it to see the page as readers do")
    profile = tmp_path_factory.mktemp("profile")

    def run(*arguments: str) -> str:
        command = [program, *QUIET, f"--user-data-dir={profile}", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

    return run


@pytest.mark.parametrize(("width", "language"), [(1280, "pt-BR"), (1280, "de"), (400, "pt-BR"), (400, "en")])
def test_nothing_is_wider_than_its_place(report, browser, tmp_path, width, language):
    """A script beside the page measures it in a frame of that width; the page itself runs none."""
    (tmp_path / "report.html").write_text(render_html(report, wording(language)), encoding="utf-8")
    page = (tmp_path / "report.html").read_text(encoding="utf-8").replace('"', "&quot;")
    (tmp_path / "frame.html").write_text(
        f'<meta charset="utf-8"><iframe style="width:{width}px;height:9000px;border:0" srcdoc="{page}"></iframe>'
        "<script>"
        "onload=()=>{const d=document.querySelector('iframe').contentDocument.documentElement;"
        "const right=e=>e.getBoundingClientRect().right;"
        "const tables=[...d.querySelectorAll('section :not(.scroll) > table')];"
        "const out=tables.filter(t=>right(t)>right(t.closest('section')));"
        "document.title=`${d.scrollWidth} of ${d.clientWidth}, ${out.length} out`;}</script>",
        encoding="utf-8",
    )
    dumped = browser("--dump-dom", "--virtual-time-budget=4000", f"file://{tmp_path / 'frame.html'}")
    scroll, client, out = map(int, re.search(r"<title>(\d+) of (\d+), (\d+) out</title>", dumped).groups())
    assert client == width
    assert scroll <= client
    assert out == 0


def test_the_answer_fits_the_first_printed_page(report, words, browser, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext here: install poppler-utils")
    (tmp_path / "report.html").write_text(render_html(report, words), encoding="utf-8")
    pdf = tmp_path / "report.pdf"
    browser("--no-pdf-header-footer", f"--print-to-pdf={pdf}", f"file://{tmp_path / 'report.html'}")
    first = subprocess.run(["pdftotext", "-l", "1", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert {"en": "What is not known", "pt-BR": "O que não se sabe"}[words.language] in first
    assert {"en": "Candidates: where", "pt-BR": "Candidatos: para"}[words.language] not in first
    assert re.search(r"^1 / \d\d?$", first, flags=re.MULTILINE), "loose sheets are put in order by their numbers"


def test_an_office_suite_opens_the_deck(report, words, tmp_path):
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        pytest.skip("no LibreOffice here: install it to see the deck as readers do")
    write_slides(report, tmp_path / "slides.pptx", words)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [
        program,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "slides.pptx"),
    ]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    assert (tmp_path / "slides.pdf").read_bytes().startswith(b"%PDF")
