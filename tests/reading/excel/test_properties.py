"""What was written is read: random workbooks by two writers, asked for cell by cell."""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import NamedTuple

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from trip_analytics.reading.files import read_bytes

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!")
WHOLE = {"General": "{}", "0": "{}", "0.00": "{}.00", "#,##0": "{:,}", '0" points"': "{} points"}


class Error(NamedTuple):
    """An error value."""

    text: str


class Formula(NamedTuple):
    """A formula and its stored result; openpyxl stores none."""

    text: str
    result: int | str


class Written(NamedTuple):
    """A cell to write."""

    value: object
    code: str = "General"
    struck: bool = False
    symbols: bool = False


letters = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])
texts = st.text(letters | st.sampled_from("\n\t"), min_size=1, max_size=40)
moments = st.datetimes(dt.datetime(1904, 1, 2), dt.datetime(2199, 12, 31))  # noqa: DTZ001 # none in workbooks
values = st.one_of(
    texts,
    st.integers(-(10**10) + 1, 10**10 - 1),
    st.floats(-1e300, 1e300, allow_subnormal=False),  # beyond which Excel goes no further
    st.booleans(),
    moments.map(lambda moment: moment.replace(microsecond=0)),
    moments.map(lambda moment: moment.date()),
    st.times().map(lambda time: time.replace(microsecond=0)),
    st.sampled_from(ERRORS).map(Error),
    st.builds(Formula, st.sampled_from(["1+1", "SUM(A1:B2)", '"a"&"<"']), st.integers() | texts),
)
cells = st.builds(Written, values, st.sampled_from(list(WHOLE)), st.booleans(), st.booleans())
near = st.tuples(st.integers(1, 60), st.integers(1, 40))
edges = st.tuples(st.sampled_from([1, 2, 999]), st.sampled_from([1, 27, 703, LAST_COLUMN]))
grids = st.dictionaries(near | edges, cells, max_size=12)
# Excel's limits: 31 characters, none of these, no apostrophe at the ends, not "History".
names = (
    st.text(letters, min_size=1, max_size=31)
    .map(lambda name: "".join("-" if letter in "[]:*?/\\'" else letter for letter in name))
    .filter(lambda name: name.casefold() != "history" and len(name.encode("utf-16-le")) <= 62)
)
books = st.lists(
    st.tuples(names, grids, st.sets(st.integers(1, 60), max_size=3), st.booleans()),
    min_size=1,
    max_size=3,
    unique_by=lambda sheet: sheet[0].lower(),
)


def date_code(value):
    if isinstance(value, dt.datetime):
        return "dd/mm/yyyy hh:mm:ss"
    return "hh:mm:ss" if isinstance(value, dt.time) else "dd/mm/yyyy"


def code_of(cell):
    is_date = isinstance(cell.value, dt.date | dt.time)
    return date_code(cell.value) if is_date else cell.code


def by_openpyxl(book, *, from_1904):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    if from_1904:
        workbook.epoch = CALENDAR_MAC_1904
    for name, grid, hidden_rows, hidden_columns in book:
        sheet = workbook.create_sheet(name)
        for (row, column), written in grid.items():
            cell = sheet.cell(row, column)
            value = written.value
            if isinstance(value, Error):
                cell.value = value.text
            elif isinstance(value, Formula):
                cell.value = f"={value.text}"
            else:
                cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # whatever it looks like
            cell.number_format = code_of(written)
            font = "Wingdings" if written.symbols else "Arial"
            cell.font = Font(name=font, strike=written.struck)
        for row in hidden_rows:
            sheet.row_dimensions[row].hidden = True
        if hidden_columns:
            sheet.column_dimensions["B"].hidden = True
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def by_xlsxwriter(book, *, from_1904):
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"date_1904": from_1904, "in_memory": True}) as workbook:
        for name, grid, hidden_rows, hidden_columns in book:
            sheet = workbook.add_worksheet(name)
            for (row, column), written in grid.items():
                shown = workbook.add_format(
                    {
                        "num_format": code_of(written),
                        "font_strikeout": written.struck,
                        "font_name": "Wingdings" if written.symbols else "Arial",
                    }
                )
                _write(sheet, (row - 1, column - 1), written.value, shown)
            for row in hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            if hidden_columns:
                sheet.set_column("B:B", None, None, {"hidden": True})
    return packed.getvalue()


def _write(sheet, place, value, shown):
    if isinstance(value, Error):
        sheet.write_formula(*place, "=NA()", shown, value.text)
    elif isinstance(value, Formula):
        sheet.write_formula(*place, f"={value.text}", shown, value.result)
    elif isinstance(value, str):
        sheet.write_string(*place, value, shown)
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value, shown)
    elif isinstance(value, dt.date | dt.time):
        sheet.write_datetime(*place, value, shown)
    else:
        sheet.write_number(*place, value, shown)


WRITERS = {"openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter}


def same(cell, written, writer):
    """Whether a cell is what was written."""
    value = written.value
    if isinstance(value, Error):
        assert (cell.text, cell.value, cell.kind) == (value.text, value.text, "error")
    elif isinstance(value, Formula):
        assert cell.formula == value.text
        if writer == "openpyxl":
            assert (cell.text, cell.value) == ("", None)
        elif isinstance(value.result, str):
            assert (cell.text, cell.value) == (value.result, value.result)
        else:
            assert math.isclose(cell.value, value.result, rel_tol=1e-15)
    elif isinstance(value, bool):
        assert (cell.text, cell.value, cell.kind) == (str(value).upper(), value, "boolean")
    elif isinstance(value, str):
        assert (cell.text, cell.value, cell.kind) == (value, value, "text")
    elif isinstance(value, dt.date | dt.time):
        _same_date(cell, value)
    else:
        assert cell.kind == "number"
        assert math.isclose(cell.value, value, rel_tol=1e-15)
        if isinstance(value, int):
            sign = "-" if value < 0 else ""
            assert cell.text == sign + WHOLE[written.code].format(abs(value))
    if cell.text.strip():
        assert bool(cell.struck) == written.struck
        assert cell.font == ("Wingdings" if written.symbols else None)


def _same_date(cell, value):
    assert cell.kind == "date"
    if isinstance(value, dt.time):
        assert (cell.value, cell.text) == (value, value.strftime("%H:%M:%S"))
        return
    date = dt.datetime.combine(value, dt.time()) if type(value) is dt.date else value
    at = cell.value
    found = at if isinstance(at, dt.datetime) else dt.datetime.combine(at, dt.time())
    assert found == date
    assert cell.text == date.strftime("%d/%m/%Y" if type(value) is dt.date else "%d/%m/%Y %H:%M:%S")


@pytest.mark.parametrize("writer", WRITERS)
@given(book=books, from_1904=st.booleans())
@settings(max_examples=settings.default.max_examples // 5, deadline=None)
@example(book=[("Form", {(LAST_ROW, LAST_COLUMN): Written(4)}, set(), False)], from_1904=False)
def test_what_was_written_is_read(writer, book, from_1904):
    document = read_bytes("form.xlsx", WRITERS[writer](book, from_1904=from_1904))
    assert [sheet.name for sheet in document.sheets] == [name for name, *_ in book]
    for sheet, (_, grid, hidden_rows, hidden_column) in zip(document.sheets, book, strict=True):
        assert sheet.cells.keys() == grid.keys()
        for (row, column), cell in sheet.cells.items():
            assert cell.address == f"{get_column_letter(column)}{row}"
            assert cell.hidden == (row in hidden_rows or (hidden_column and column == 2))
            same(cell, grid[row, column], writer)
