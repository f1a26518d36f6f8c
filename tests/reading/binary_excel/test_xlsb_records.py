"""Workbooks of .xlsb, record by record."""

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw_files import binary_workbooks as make
from tests.raw_files import outcome
from trip_analytics.reading.binary_excel import record_scan
from trip_analytics.reading.files import read_bytes

ERROR, TRUTH, REAL, TEXT, SHARED, RK, FORMULA_ERROR = 3, 4, 5, 6, 7, 2, 11


def cells(data):
    return {cell.address: cell for cell in read_bytes("ward.xlsb", data).sheets[0].cells.values()}


def why(data):
    return outcome(read_bytes, "ward.xlsb", data)


def real(value):
    return struct.pack("<d", value)


def test_every_kind_of_cell_at_its_true_address():
    sheet = (
        make.row12(6)
        + make.cell12(TEXT, 1, make.text12("Statement"))
        + make.cell12(SHARED, 2, struct.pack("<I", 1))
        + make.row12(9)
        + make.cell12(RK, 2, struct.pack("<I", 4 << 2 | 2))
        + make.cell12(REAL, 3, real(3.5))
        + make.cell12(TRUTH, 4, b"\x01")
        + make.cell12(ERROR, 5, b"\x17")
        + make.cell12(FORMULA_ERROR, 6, b"\x07" + bytes(14))
        + make.cell12(1, 7, b"")
    )
    read = cells(make.xlsb(sheet, strings=("first", "Rating")))
    assert {a: (c.text, c.value, c.kind) for a, c in read.items()} == {
        "B7": ("Statement", "Statement", "text"),
        "C7": ("Rating", "Rating", "text"),
        "C10": ("4", 4, "number"),
        "D10": ("3.5", 3.5, "number"),
        "E10": ("TRUE", True, "boolean"),
        "F10": ("#REF!", "#REF!", "error"),
        "G10": ("#DIV/0!", "#DIV/0!", "error"),
    }


def test_looks_come_from_the_fonts_and_formats_of_the_workbook():
    sheet = make.row12(0) + b"".join(
        make.cell12(kind, column, data, style=column)
        for column, (kind, data) in enumerate(
            [
                (TEXT, make.text12("P")),
                (TEXT, make.text12("P")),
                (REAL, real(3.67)),
                (REAL, real(45750)),
            ]
        )
    )
    read = cells(make.xlsb(sheet, styles=make.STYLES12))
    assert [read[a].font for a in ("A1", "B1")] == [None, "Wingdings 2"]
    assert (read["C1"].text, read["C1"].value, read["C1"].struck) == ("4", 3.67, "4")
    assert (read["D1"].text, str(read["D1"].value)) == ("03-Apr", "2025-04-03")


def test_rows_and_columns_may_be_hidden():
    columns = make.record12(60, struct.pack("<4IH", 2, 2, 2000, 0, 1))
    sheet = b"".join(
        make.row12(row, hidden=row == 4) + make.cell12(REAL, row, real(1)) for row in range(6)
    )
    read = cells(make.xlsb(sheet, columns=columns))
    assert {address for address, cell in read.items() if cell.hidden} == {"C3", "E5"}


def test_sheets_may_be_hidden():
    sheet = make.row12(0) + make.cell12(REAL, 0, real(4))
    made = make.xlsb(sheet, hidden=1)
    assert [found.hidden for found in read_bytes("ward.xlsb", made).sheets] == [True]
    assert [found.hidden for found in read_bytes("ward.xlsb", make.xlsb(sheet)).sheets] == [False]


def test_merged_ranges_are_not_told():
    """Calamine does not give those of .xlsb; the text of merged cells is at the first."""
    merged = make.record12(177, struct.pack("<I", 1)) + make.record12(
        176, struct.pack("<4I", 0, 2, 0, 1)
    )
    sheet = make.row12(0) + make.cell12(TEXT, 0, make.text12("Team")) + make.record12(146) + merged
    (found,) = read_bytes("ward.xlsb", make.xlsb(sheet + make.record12(178))).sheets
    assert ([*found.cells], found.merged) == ([(1, 1)], ())


def test_a_cell_in_the_last_corner_is_refused_only_beside_another():
    corner = make.row12(1_048_575) + make.cell12(REAL, 16_383, real(4))
    first = make.row12(0) + make.cell12(REAL, 0, real(4))
    assert list(cells(make.xlsb(corner))) == ["XFD1048576"]
    assert why(make.xlsb(first + corner)) == "too-large"


@pytest.mark.parametrize("limit", ["MOST_CELLS", "MOST_PLACES"])
def test_limits_hold_over_all_sheets(monkeypatch, limit):
    sheet = make.row12(0) + make.cell12(REAL, 0, real(4)) + make.cell12(REAL, 3, real(4))
    enough = {"MOST_CELLS": 6, "MOST_PLACES": 12}[limit]
    monkeypatch.setattr(record_scan, limit, enough)
    assert cells(make.xlsb(sheet, sheet, sheet))
    monkeypatch.setattr(record_scan, limit, enough - 1)
    assert why(make.xlsb(sheet, sheet, sheet)) == "too-large"


def test_one_part_behind_many_sheets_is_refused():
    packed = make.xlsb(make.row12(0), make.row12(0), target="s1")
    assert why(packed) == "damaged"


def test_a_string_that_is_not_there_is_damage():
    sheet = make.row12(0) + make.cell12(SHARED, 0, struct.pack("<I", 7))
    assert why(make.xlsb(sheet, strings=("first",))) == "damaged"  # calamine panics


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_sheet_cut_short_or_altered_is_read_or_refused(data):
    whole = make.row12(3) + make.cell12(TEXT, 1, make.text12("Statement")) + make.row12(5)
    whole += make.cell12(REAL, 2, real(4)) + make.cell12(ERROR, 4, b"\x17")
    sheet = bytearray(whole[: data.draw(st.integers(0, len(whole)))] + b"\x00")
    for _ in range(data.draw(st.integers(0, 4))):
        sheet[data.draw(st.integers(0, len(sheet) - 1))] = data.draw(st.integers(0, 255))
    assert why(make.xlsb(bytes(sheet), styles=make.STYLES12)) in (
        "read",
        "damaged",
        "too-large",
    )
