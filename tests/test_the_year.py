"""The guide is a year that can be walked: each of its commands, in order, on the wheel alone."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import docx
import openpyxl
import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OWN_LIST = re.compile(r"^`our-list/([\w.]+)`.*?^```\w+\n(.*?)^```$", re.M | re.S)
LATE = (
    "Crisis Resolution and Home Treatment Team West",
    "Hazel Ward",
    "Juniper Ward",
    "The Orchards",
)
MARKS = (4, 3, 2, 3, "Not applicable", 1, 5, 4)
# In every process of that Python: whatever asks for another computer fails.
CONNECTIONS_REFUSED = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
"""
NEEDS_A_PERSON = ("import", "check")  # may end with status 1


def page(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python that has the wheel, and of everything else only the libraries."""
    folder = tmp_path_factory.mktemp("machine")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    wheels = folder / "wheels"
    subprocess.run([*pip, "wheel", "--no-deps", "-w", wheels, ROOT], check=True, timeout=300)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    (site,) = (folder / "venv").rglob("site-packages")
    (wheel,) = wheels.iterdir()
    subprocess.run([*pip, "install", "--no-deps", "--target", site, wheel], check=True)
    # Libraries come after the wheel, and without the .pth files of editable installs.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    (site / "connections_refused.py").write_text(CONNECTIONS_REFUSED)
    (site / "refused.pth").write_text("import connections_refused")
    return next(path for path in (folder / "venv").glob("*/python*") if path.is_file())


@pytest.fixture
def run(python, tmp_path):
    def run(*arguments):
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        done = subprocess.run(
            [python, *arguments],
            cwd=tmp_path, capture_output=True, text=True, timeout=600,
            env={**kept, "HOME": str(tmp_path.parent), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def fill_in(path, *, marks=MARKS):
    """Write in the cells of a form that are open, found as a person finds them, by their titles."""
    book = openpyxl.load_workbook(path)
    sheet = book["Ratings"]
    fields = {sheet.cell(row, 1).value: row for row in range(1, 13)}
    sheet.cell(fields["Date of review"], 2).value = dt.date(2025, 6, 3)
    (title,) = (cell for cell in sheet["B"] if str(cell.value).startswith("Rating"))
    for row, mark in enumerate(marks, title.row + 1):
        assert not sheet.cell(row, 2).protection.locked
        sheet.cell(row, 2).value = mark
    book["Priorities"]["B4"] = "A quiet room"
    book.save(path)


def correct(folder):
    """A team's corrected form beside its first one."""
    (first,) = folder.rglob("Calderfold_CMHT_TRIP_2025.xlsx")
    book = openpyxl.load_workbook(first)
    book["TRIP return"]["E11"] = 3
    book.save(first.with_name("Calderfold CMHT TRIP 2025 v2.xlsx"))


def allow_one_quotation(path):
    book = openpyxl.load_workbook(path)
    (quote,) = (cell for sheet in book for row in sheet for cell in row if cell.value == "Quote")
    titles = {cell.value: cell.column for cell in quote.parent[quote.row]}
    for row in quote.parent.iter_rows(min_row=quote.row + 1):
        if row[titles["Holds what looks like"] - 1].value == "nothing was found":
            row[quote.column - 1].value = "yes"
            break
    book.save(path)


def what_a_trust_has_of_its_own(folder):
    (folder / "our-list").mkdir()
    for name, content in OWN_LIST.findall(page("adding.md")):
        (folder / "our-list" / name).write_text(content, encoding="utf-8")
    settings = '[organisation]\nname = "Harbour Foundation Trust"\n'
    (folder / "our-settings.toml").write_text(settings, encoding="utf-8")
    docx.Document().save(folder / "trust.docx")


@pytest.mark.slow
def test_the_year_of_the_guide_runs_as_it_is_printed_on_the_wheel_alone(
    run, python, tmp_path, soffice
):
    assert list(python.parents[1].rglob("docs/disclosure.md"))  # which messages name
    with pytest.raises(AssertionError, match=r"RuntimeError: socket\.getaddrinfo"):
        run("-c", "import socket; socket.create_connection(('localhost', 9))")
    what_a_trust_has_of_its_own(tmp_path)
    commands, walked = BLOCK.findall(page("guide.md")), []
    for kind, text in commands:
        if kind == "python":
            done = run("-c", f"{text}\nprint(ta.describe(change), ta.__file__)")
            assert done.returncode == 0, done.stderr
            assert "Since 2024" in done.stdout
            assert str(ROOT / "trip_analytics") not in done.stdout
            continue
        for line in text.splitlines():
            program, command, *words = shlex.split(line)
            assert program == "trip-analytics"
            if "--quotes" in words:
                allow_one_quotation(tmp_path / "comments.xlsx")
            unopened = ["--no-open"] if command == "lab" else []
            done = run("-m", "trip_analytics", command, *words, *unopened)
            allowed = (0, 1) if command in NEEDS_A_PERSON else (0,)
            assert done.returncode in allowed, f"{line}\n{done.stdout}{done.stderr}"
            walked.append((command, done.stdout))
            if command == "forms" and "returns" in words:
                for team in LATE:
                    assert team in " ".join(page("guide.md").split())
                    (form,) = (tmp_path / "forms").glob(f"{team} *.xlsx")
                    fill_in(form)
                    form.replace(tmp_path / "returns" / "2025" / form.name)
                saved_by_libreoffice(soffice, tmp_path / "returns" / "2025" / form.name)
            if command == "decide" and "--answer" in words:
                correct(tmp_path / "returns")
    assert_the_year_was_walked(tmp_path, walked)


def saved_by_libreoffice(soffice, form):
    """Open a form in LibreOffice and save it, as a team without Excel does."""
    aside = form.parent.parent.parent / "libreoffice"
    subprocess.run(
        [soffice, f"-env:UserInstallation={aside.as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", aside, form],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    (aside / form.name).replace(form)


def assert_the_year_was_walked(folder, walked):
    said = dict(walked)  # the last of each
    assert {"sample", "forms", "import", "check", "decide", "comments", "report", "audit"} < {*said}
    (first_check, *_) = (text for command, text in walked if command == "check")
    assert "returns missing" not in first_check
    assert "2 superseded" in said["import"] or "1 superseded" in said["import"]
    assert "Published: the report of 2025" in said["report"]
    assert (folder / "draft" / "annual-report-2025.html").exists()
    assert (folder / "report" / "annual-report-2025.docx").exists()
    assert "Harbour Foundation Trust" in (
        folder / "other" / "annual-report-2025.html"
    ).read_text(encoding="utf-8")  # fmt: skip
    assert list((folder / "notebooks").glob("*.ipynb"))
    assert (folder / "tables" / "ratings.xlsx").exists()
    assert list((folder / "shared").iterdir())
    ours = openpyxl.load_workbook(next((folder / "forms-2026").glob("Hazel Ward *.xlsx")))
    assert "A quiet room" in [cell.value for row in ours["Last year"] for cell in row]
    packs = {path.stem.split(" - ")[0] for path in (folder / "packs").rglob("*.docx")}
    assert {*LATE} <= packs or len(packs) > 40
