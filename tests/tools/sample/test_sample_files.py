"""The sample's files: forms as people fill them in, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText

from tools.forms.marks import Entry
from tools.sample import answers, challenges, files, intended, returns, trust, words
from trip_analytics.instruments import load_instrument

ROOT = Path(__file__).resolve().parents[3]
MAKE_SAMPLE = ROOT / "tools" / "sample"
SAMPLE = ROOT / "data" / "sample"


TRIP = load_instrument("trip")
TEMPLATE_A = load_instrument("template-a")


@pytest.mark.slow
def test_a_form_holds_its_marks_beside_its_statements(some_returns):
    """Each statement's row holds, left to right, what the team wrote and its comment."""
    assert {each.layout for each in some_returns} == set(returns.LAYOUTS)
    for each in some_returns:
        rows = _rows_of(_made(each.file))
        for item_id in each.arrangement.order:
            text = each.arrangement.texts[item_id]
            (row,) = [row for row in rows if text in row and row.index(text) < 4]
            beside = row[row.index(text) + 1 :]
            written = [each.marks[item_id, view] for view in each.perspectives]
            expected: list[object] = []
            if each.layout == "column per point":
                points = [1, 2, 3, 4, 5, 0]
                ticked = [points[at] for at, cell in enumerate(beside[:6]) if cell is not None]
                assert tuple(ticked) == written[0].points
                beside = beside[6:]
            else:
                expected = [_shown_mark(mark) for mark in written]
            assert beside[: len(expected)] == expected
            assert beside[len(expected)] == each.comments.get(item_id)


def test_a_form_holds_everything_else_the_team_wrote(some_returns):
    for each in some_returns:
        cells = {cell for row in _rows_of(_made(each.file)) for cell in row}
        wrote = [*each.fields.values(), each.general_comment]
        wrote += [text for asset in each.assets for text in asset]
        for priority in each.priorities:
            wrote += [priority.priority, priority.action, priority.measure, priority.due]
            wrote += [priority.staff_lead, priority.service_user_lead, priority.progress]
        assert {_shown(value) for value in wrote if value} <= cells


def test_forms_print_the_statements_as_the_instrument_has_them():
    statements = {item.item_id: item.wordings[0].text for item in TRIP.items}
    for each in returns.trip_returns():
        if each.layout != "moved":
            assert dict(each.arrangement.texts) == statements
        else:
            # Cut or mistyped, a statement still begins as it did.
            for item_id, text in each.arrangement.texts.items():
                assert text.split()[0] == statements[item_id].split()[0]


def test_moved_forms_are_moved_reordered_shortened_and_lack_or_add_statements():
    moved = [each.arrangement for each in returns.trip_returns() if each.layout == "moved"]
    assert all(form.first_row > 1 and form.first_column > 1 for form in moved)
    assert any(form.order != TRIP.item_ids and len(form.order) == 8 for form in moved)
    assert any(len(form.order) < 8 for form in moved)
    assert any(form.extra for form in moved)
    assert any(form.hidden_column for form in moved)
    assert any(form.numbers["choices"] != 2 for form in moved)


def test_template_a_prints_known_wordings_and_some_in_the_order_of_2013():
    wordings = {(each.item_id, each.text) for each in TEMPLATE_A.wordings}
    numbers_lie = 0
    for each in challenges.standings():
        assert {(item_id, text) for item_id, _, text in each.printed} <= wordings
        assert {item_id for item_id, _, _ in each.printed} == set(TEMPLATE_A.item_ids)
        assert [number for _, number, _ in each.printed] == list(range(1, 11))
        numbers_lie += each.printed[5][0] == "challenge-8"
    assert 3 <= numbers_lie <= 12


def test_template_b_is_about_the_challenges_that_come_first():
    priorities = {
        (each.service_line, each.year, item_id): rank
        for each in challenges.standings()
        for item_id, rank in each.priorities.items()
    }
    plans = challenges.plans()
    assert {each.year for each in plans} == {2024, 2025}
    for each in plans:
        assert priorities[each.service_line, each.year, each.item_id] <= 2
        assert len(each.goals) == len(each.actions) == 3
    lines = intended.intended_action_plans()
    assert lines["kind"].value_counts().to_dict() == {
        "goal": 3 * len(plans),
        "action": 3 * len(plans),
        "current-standard": len(plans),
        "evidence": len(plans),
    }


# The words


@pytest.mark.parametrize("item_id", TRIP.item_ids)
def test_several_dozen_comments_for_each_practice(item_id):
    banks = words.bank("comments")
    sentences = [text for tone in ("high", "middle", "low") for text in banks[f"{item_id} {tone}"]]
    assert len(sentences) >= 24
    assert len(set(sentences)) == len(sentences)


def test_no_words_look_like_a_persons_details():
    details = re.compile(
        r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b|@|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
        r"|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b0\d{9,10}\b"
    )
    for path in sorted((MAKE_SAMPLE / "words").iterdir()):
        assert not details.search(path.read_text(encoding="utf-8")), path.name


# The files


@pytest.mark.slow
def test_the_same_bytes_every_time(some_names):
    """Made again by another process, in another time zone, with other hashes."""
    here = {name: hashlib.sha256(_made(name)).hexdigest() for name in some_names}
    script = (
        "import hashlib, json, sys; from tools.sample.files import sample_files; "
        "files = sample_files(); "
        "names = json.loads(sys.stdin.read()); "
        "print(json.dumps({n: hashlib.sha256(files[n]()).hexdigest() for n in names}))"
    )
    again = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(some_names),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "4", "TZ": "Asia/Tokyo", "PYTHONUTF8": "1"},
    )
    assert json.loads(again.stdout) == here


def test_workbooks_tell_nothing_of_when_they_were_made(some_returns):
    each = some_returns[0]
    with zipfile.ZipFile(io.BytesIO(_made(each.file))) as parts:
        days = {entry.date_time[:3] for entry in parts.infolist()}
        properties = parts.read("docProps/core.xml").decode()
    assert days == {(each.dated.year, each.dated.month, each.dated.day)}
    assert set(re.findall(r"\d{4}-\d\d-\d\d", properties)) == {each.dated.isoformat()}


@pytest.mark.slow
def test_the_sample_is_what_the_script_makes(some_names):
    """The same files, and in some of every kind the same cells."""
    there = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file()}
    assert there == set(files.sample_files())
    for name in some_names:
        stored, fresh = (SAMPLE / name).read_bytes(), _made(name)
        if name.endswith(".xlsx") and "~$" not in name:
            assert _rows_of(stored) == _rows_of(fresh), name
        else:
            assert stored == fresh, name


def test_the_sample_is_small_and_every_return_is_in_it():
    sizes = {
        path.relative_to(SAMPLE).as_posix(): path.stat().st_size
        for path in SAMPLE.rglob("*")
        if path.is_file()
    }
    assert sum(sizes.values()) < 4_000_000
    returned = set(intended.intended_returns()["file"])
    assert set(sizes) == returned | {"teams.csv", *files.LEFT_BEHIND}


def test_intended_tables_hold_the_years_of_the_trust(ratings):
    assert tuple(sorted(ratings["year"].unique())) == trust.YEARS
    assert answers.true_rating("AW01", 2022, "choices") in range(1, 6)


@cache
def _made(name: str) -> bytes:
    return files.sample_files()[name]()


def _rows_of(workbook: bytes) -> list[list[object]]:
    """The cells of every sheet, row by row, without what merged cells cover."""
    return [
        [_read(cell.value) for cell in cells if not isinstance(cell, MergedCell)]
        for sheet in openpyxl.load_workbook(io.BytesIO(workbook), rich_text=True)
        for cells in sheet.iter_rows()
    ]


def _read(value: object) -> object:
    if isinstance(value, CellRichText):
        old, new = value
        return ("struck", old.text if old.font.strike else None, str(new))
    return value


def _shown_mark(mark: Entry) -> object:
    """What a written mark looks like once it is read back."""
    if mark.look.struck:
        return ("struck", mark.look.struck, f" {mark.content}")
    return _shown(mark.content)


def _shown(value: object) -> object:
    if isinstance(value, date):
        return pd.Timestamp(value).to_pydatetime()
    return value
