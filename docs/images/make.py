"""Take the pictures of README.md and docs/importing.md: ``python docs/images/make.py``.

They show what the commands print and write for the fictional trust in data/sample. It
needs the extra ``test``, and Chromium, LibreOffice and pdftoppm (of Poppler) on the PATH.
"""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent
SAMPLE = IMAGES.parents[1] / "data" / "sample"
COMMANDS = {
    "import": "import returns --store returns.db --log log.xlsx",
    "check": "check returns.db --out to-chase.xlsx",
}
SCREENFUL = 31  # lines of the longer output that the picture shows

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 16px 20px; background: #fff; color: #1a1a1a; }}
pre {{ margin: 0; font: 15px/1.4 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }}
b {{ color: #005eb8; }}
</style><pre><b>&gt; trip-analytics {command}</b>
{output}</pre>"""


def main() -> None:
    """Run the commands in a folder of their own, and take a picture of each thing they give."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(SAMPLE, folder / "returns")
        for picture, command in COMMANDS.items():
            take_printed(folder, picture, command)
        take_sheet(folder, "to-chase.xlsx", "To chase")
        take_report(folder)


def take_printed(folder: Path, picture: str, command: str) -> None:
    """What a command prints, as a page in the browser."""
    printed = run(sys.executable, "-m", "trip_analytics", *command.split(), folder=folder)
    lines = printed.splitlines()[:SCREENFUL]
    page = folder / f"{picture}.html"
    page.write_text(PAGE.format(command=command, output=html.escape("\n".join(lines))), "utf-8")
    take_page(page, picture, 980, "body")


def take_report(folder: Path) -> None:
    """What the report as a web page says in brief, and its picture of the practices."""
    words = ("report", "returns", "--out", "report")
    run(sys.executable, "-m", "trip_analytics", *words, folder=folder)
    (page,) = (folder / "report").glob("annual-report-*.html")
    take_page(page, "report", 1240, "#part-1")


def take_page(page: Path, picture: str, width: int, part: str) -> None:
    """One part of a page, as wide as the browser's window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        window = browser.new_page(viewport={"width": width, "height": 800})
        window.goto(page.as_uri())
        box = window.locator(part).bounding_box()
        window.screenshot(
            path=IMAGES / f"{picture}.png", full_page=True, clip={**box, "x": 0, "width": width}
        )
        browser.close()


def take_sheet(folder: Path, book: str, title: str) -> None:
    """The top left of one worksheet, as LibreOffice shows it."""
    workbook = openpyxl.load_workbook(folder / book)
    for name in workbook.sheetnames:
        if name != title:
            del workbook[name]
    sheet = workbook[title]
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.sheet_properties.pageSetUpPr = None  # at its own size, not made to fit the page
    sheet.print_options.gridLines = True
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = ""
    copy = folder / "shown" / book
    copy.parent.mkdir()
    workbook.save(copy)
    run(
        *("soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"),
        *("--convert-to", "pdf", "--outdir", str(copy.parent), str(copy)),
        folder=folder,
    )
    run(
        *("pdftoppm", "-png", "-r", "80", "-singlefile"),
        *("-x", "54", "-y", "76", "-W", "938", "-H", "462"),
        *(str(copy.with_suffix(".pdf")), str(IMAGES / copy.stem)),
        folder=folder,
    )


def run(*words: str, folder: Path) -> str:
    """What a program prints."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 # our own words
    if done.returncode > 1:  # 1 is how `check` says that there is something to chase
        sys.exit(done.stderr)
    return done.stdout + done.stderr


if __name__ == "__main__":
    main()
