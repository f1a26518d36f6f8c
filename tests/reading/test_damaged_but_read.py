"""Damaged files: those that can be read all the same say so, the others are one row each."""

import io
import zipfile

import openpyxl
import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.loading.load_returns import load_returns

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
ROWS = [
    ["Team:", "Ash Ward"],
    ["Year:", 2025],
    ["Statement", "Rating"],
    *([s, 3] for s in STATEMENTS),
]

pytestmark = pytest.mark.usefixtures("without_workers")


def workbook(*left_out, team="Ash Ward"):
    book = openpyxl.Workbook()
    for row in [["Team:", team], *ROWS[1:]]:
        book.active.append(row)
    whole, rest = io.BytesIO(), io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(rest, "w") as kept:
        for name in parts.namelist():
            if name not in left_out:
                kept.writestr(name, parts.read(name))
    return rest.getvalue()


def page():
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in ROWS)
    return f"<html><body><table>{rows}</table></body></html>".encode()


def read(folder, name, content):
    (folder / name).write_bytes(content)
    (folder / "zed.xlsx").write_bytes(workbook(team="Zed Ward"))
    returns = load_returns(folder)
    log = returns.import_log
    rated = returns.ratings[returns.ratings["source_file"].eq(name)]["rating"].count()
    about = log[log["source_file"].str.startswith(name) & log["severity"].ne("note")]
    return rated, [(row.source_file, row.kind) for row in about.itertuples()]


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels"])
def test_a_damaged_workbook_that_was_read_after_all_says_so(tmp_path, missing):
    rated, log = read(tmp_path, "ash.xlsx", workbook(missing))
    assert rated == 8
    assert ("ash.xlsx", "damaged-but-read") in log


def test_a_page_that_was_cut_short_says_so(tmp_path):
    rated, log = read(tmp_path, "ash.html", page()[:-20])
    assert rated == 8
    assert ("ash.html", "damaged-but-read") in log
    assert read(tmp_path, "ash.html", page()) == (8, [])


@pytest.mark.parametrize(
    "missing",
    [
        ("[Content_Types].xml", "xl/workbook.xml"),
        ("[Content_Types].xml", "xl/workbook.xml", "_rels/.rels"),
        ("xl/workbook.xml",),
    ],
)
def test_a_damaged_workbook_is_one_row_and_no_archive(tmp_path, missing):
    rated, log = read(tmp_path, "ash.xlsx", workbook(*missing))
    assert rated == 0
    assert log == [("ash.xlsx", "damaged")]
