"""The page on formats claims what tests show, and quotes what the code says."""

from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest

import trip_analytics as ta
from trip_analytics.import_log import kinds
from trip_analytics.loading.workers import LOOK_EVERY, MOST_ENCLOSED
from trip_analytics.reading import archive, decoding, files
from trip_analytics.reading.binary_excel import record_scan
from trip_analytics.reading.containers import contained_files
from trip_analytics.reading.excel import control_positions, workbook, worksheet

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "formats.md"
TEXT = PAGE.read_text(encoding="utf-8")

TABULAR = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx", ".csv", ".tsv", ".html"}
FOLDERS = {".zip", ".eml", ".msg"}
NAMES = re.compile(r"`test_\w+`(?:, `test_\w+`)*")
DEFAULTS = {
    name: parameter.default
    for name, parameter in inspect.signature(ta.load_returns).parameters.items()
}
LIMITS = {
    "a file": f"{files.LARGEST_FILE / archive.MEGABYTE:g} MB",
    "an e-mail with what is attached": f"{contained_files.LARGEST_MAIL / archive.MEGABYTE:g} MB",
    "files in a zip or an e-mail": f"{contained_files.MOST_FILES:,}",
    "a zip": f"{files.LARGEST_FOLDER / archive.MEGABYTE:g} MB",
    "zips and e-mails within each other": f"{files.DEEPEST}",
    "a part of an Office file, unpacked": f"{archive.LARGEST_PART / archive.MEGABYTE:g} MB",
    "all its parts, unpacked": f"{archive.LARGEST_TOTAL / archive.MEGABYTE:g} MB",
    "its parts": f"{archive.MOST_PARTS:,}",
    "how tightly it may be packed, from 1 MB on": f"{archive.STEEPEST} to 1",
    "the body of a Word document, unpacked": f"{archive.LARGEST_TREE / archive.MEGABYTE:g} MB",
    "a text table or a web page": f"{decoding.LARGEST_TEXT / archive.MEGABYTE:g} MB",
    "cells that hold something": f"{workbook.MOST_CELLS:,}",
    "merged ranges": f"{worksheet.MOST_MERGED:,}",
    "places from the first cell to the last, in `.xls` and `.xlsb`": f"{record_scan.MOST_PLACES:,}",
    "check boxes and buttons on a sheet": f"{control_positions.MOST_CONTROLS:,}",
    "time to read it (`took-too-long`)": f"{DEFAULTS['time_limit']:g} seconds",
    "memory to read it (`took-too-much-memory`)": f"{DEFAULTS['memory_limit']:,} MB",
}


def sections():
    """The text of each section by its heading."""
    parts = re.split(r"^#{1,3} (.+)$", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def tables(section):
    """Each table of a section: its heading, and its rows; both lists of cells."""
    for block in re.findall(r"(?:^\|.*\n)+", sections()[section], re.MULTILINE):
        lines = [line.strip("|").split(" | ") for line in block.splitlines()]
        heading, _, *rows = [[cell.strip() for cell in line] for line in lines]
        yield heading, rows


def rows_of(section, *heading):
    """The rows of all tables of a section with such a heading."""
    return [row for found, rows in tables(section) if tuple(found) == heading for row in rows]


@cache
def names_in(path):
    """The test functions of a file, or of all files below a folder."""
    modules = [path] if path.is_file() else sorted(path.rglob("test_*.py"))
    return {
        node.name
        for module in modules
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("section", sections())
def test_every_test_that_is_named_is_where_the_section_says(section):
    text = sections()[section]
    said = text.partition("\nTests: ")[2]
    there = {
        name
        for place in re.findall(r"\(\.\./(tests/[^)]+)\)", said)
        for name in names_in(ROOT / place)
    }
    named = set(re.findall(r"`(test_\w+)`", text))
    assert sorted(named - there) == []
    assert bool(named) == bool(there)


def test_every_claim_names_its_test():
    of_claims = [
        row
        for section in sections()
        for heading, rows in tables(section)
        for row in rows
        if heading[-1] == "shown by"
    ]
    assert len(of_claims) > 150
    assert [claim for *claim, shown_by in of_claims if not NAMES.fullmatch(shown_by)] == []


def test_every_reason_stands_on_the_page_with_what_the_log_says():
    told = {
        kind.strip("`"): says
        for _, kind, says, _ in rows_of(
            "What you are asked to get again", "what came", "kind", "what the log says", "shown by"
        )
    }
    says = {kind.kind: kind.what_to_do for kind in kinds().values()}
    filled = {"{seconds}": f"{DEFAULTS['time_limit']:g}", "{most}": f"{MOST_ENCLOSED:,}"}
    # Those of files come first there, the register of teams after them.
    names = list(kinds())
    assert set(told) == set(names[: names.index("team-register")])
    for gap, value in filled.items():
        says = {kind: words.replace(gap, value) for kind, words in says.items()}
    assert told == {kind: says[kind] for kind in told}


def test_the_limits_are_those_of_the_code():
    limits = rows_of("What keeps you safe", "what", "at most", "shown by")
    assert {what: most for what, most, _ in limits} == LIMITS
    assert f"{1 / LOOK_EVERY:g} times a second" in TEXT
    assert archive.STEEP_FROM == archive.MEGABYTE


def test_the_limits_can_be_lowered_as_the_page_shows():
    (block,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    (call,) = (node for node in ast.walk(ast.parse(block)) if isinstance(node, ast.Call))
    given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    assert set(given) == {"time_limit", "memory_limit"}
    assert all(limit < DEFAULTS[name] for name, limit in given.items())


def test_every_format_that_is_read_stands_on_the_page():
    names = [names for _, names in rows_of("Which files can be read", "what it is", "names")]
    assert set(re.findall(r"`(\.\w+)`", " ".join(names))) == TABULAR | FOLDERS
    ((heading, _),) = tables("What is lost")
    assert set(re.findall(r"\.\w+", " ".join(heading))) == TABULAR


def test_what_is_lost_is_yes_partly_or_no_and_every_mark_is_explained():
    ((heading, rows),) = tables("What is lost")
    assert {len(row) for row in rows} == {len(heading)}
    answers = [answer for _, *of_formats in rows for answer in of_formats]
    assert [one for one in answers if not re.fullmatch(r"(yes|partly|no)( \(\d\))?|-", one)] == []
    marks = {mark for answer in answers for mark in re.findall(r"\d", answer)}
    assert marks == set(re.findall(r"^(\d)\. ", sections()["What is lost"], re.MULTILINE))


def test_links_within_the_page_lead_to_its_sections():
    anchors = {re.sub(r"[^\w -]", "", name).lower().replace(" ", "-") for name in sections()}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
