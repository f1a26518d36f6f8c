"""A workbook as LibreOffice converts it."""

from __future__ import annotations

import datetime as dt
import subprocess

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font


def rich_workbook():
    """What forms hold, and what comes back as something else from some readers."""
    book = openpyxl.Workbook()
    form = book.active
    form.title = "Form"
    form["B3"], form["C3"] = "Statement", "Rating"
    form["B4"], form["C4"] = "Roles & connections", 4
    form["C5"], form["C5"].number_format = 3.67, "0"
    form["C6"], form["C7"] = True, "=1=2"
    form["C8"], form["C9"], form["C10"] = "=1/0", "=A1+5", '="3"&"-4"'
    form["C11"] = dt.date(2025, 4, 3)
    form["C11"].number_format = "dd/mm/yyyy"
    form["C12"] = dt.datetime(2025, 4, 3, 14, 30)  # noqa: DTZ001 # a sheet knows no zones
    form["C12"].number_format = "dd/mm/yyyy hh:mm"
    form["C13"], form["C13"].number_format = dt.time(9, 5), "hh:mm"
    form["C14"], form["C14"].number_format = dt.timedelta(hours=30), "[h]:mm:ss"
    form["C15"] = "  spaced  two\nlines"
    form["C16"], form["C16"].font = "ü", Font(name="Wingdings")
    form["C17"], form["C17"].font = 3, Font(strike=True)
    form["C18"] = "noted"
    form["C18"].comment = Comment("a word with the team", "ward")
    form["C19"], form["C19"].number_format = 0.5, "0%"
    form["C20"], form["C21"], form["C22"] = "=NA()", "=#REF!+1", "=nosuchname"
    form["C23"], form["C24"], form["C25"] = -2, 0.1 + 0.2, '=""'
    form["C26"] = "=DATE(2025,1,2)"
    form["C26"].number_format = "dd/mm/yyyy"
    form["C27"], form["C27"].number_format = 12.5, '"£"#,##0.00'
    form["C28"], form["C29"] = "n/a", "病棟 – 4"
    form["E5"] = "merged"
    form.merge_cells("E5:F7")
    form["A40"], form["H41"] = "in a hidden row", "in a hidden column"
    form.row_dimensions[40].hidden = True
    form.column_dimensions["H"].hidden = True
    book.create_sheet("Hidden")["D9"] = 1
    book["Hidden"].sheet_state = "hidden"
    book.create_sheet("Empty")
    return book


@pytest.fixture(scope="session")
def converted(soffice, tmp_path_factory):
    """The rich workbook as openpyxl writes it, and as LibreOffice makes the others of it."""
    folder = tmp_path_factory.mktemp("older")
    rich_workbook().save(folder / "rich.xlsx")
    for what in ("xls", "ods"):
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                *("--convert-to", what, "--outdir", str(folder), str(folder / "rich.xlsx")),
            ],
            check=True,
            capture_output=True,
            timeout=100,
        )
    return {what: (folder / f"rich.{what}").read_bytes() for what in ("xlsx", "xls", "ods")}
