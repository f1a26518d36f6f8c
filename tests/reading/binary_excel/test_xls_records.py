"""Workbooks of .xls, record by record: looks, errors, and what must not become a grid."""

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.raw_files import binary_workbooks as make
from tests.raw_files import outcome
from trip_analytics.reading.binary_excel import record_scan, xls_records
from trip_analytics.reading.compound_file import packed
from trip_analytics.reading.files import read_bytes

FORMULA, CHART_OR_SHEET, DIMENSIONS, NAME, PASSWORD = 0x06, 0x809, 0x200, 0x18, 0x2F

TWO_BYTES = st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc"])


def cells(data):
    return {cell.address: cell for cell in read_bytes("ward.xls", data).sheets[0].cells.values()}


def why(data):
    return outcome(read_bytes, "ward.xls", data)


def test_addresses_are_true_whatever_is_blank_before():
    sheet = make.label(8, 2, "Statement") + make.number(11, 30, 4)
    first = cells(make.xls(sheet))
    assert {a: (c.text, c.value, c.kind) for a, c in first.items()} == {
        "C9": ("Statement", "Statement", "text"),
        "AE12": ("4", 4, "number"),
    }


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 400), st.integers(0, 255)),
        st.one_of(
            st.floats(allow_nan=False, allow_infinity=False),
            st.integers(-9, 9).map(float),
            st.booleans(),
            st.text(
                st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs", "Cc"]), min_size=1
            ),
        ),
        min_size=1,
        max_size=30,
    )
)
@settings(
    max_examples=settings.default.max_examples // 3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_the_cells_written_are_the_cells_read(written):
    records = b"".join(
        make.truth(*place, value)
        if isinstance(value, bool)
        else make.number(*place, value)
        if isinstance(value, float)
        else make.label(*place, value)
        for place, value in written.items()
    )
    read = read_bytes("ward.xls", make.xls(records)).sheets[0].cells
    assert {place: cell.value for place, cell in read.items()} == {
        (row + 1, column + 1): value for (row, column), value in written.items()
    }


@pytest.mark.parametrize(
    ("code", "shown"), [(0x00, "#NULL!"), (0x07, "#DIV/0!"), (0x17, "#REF!"), (0x2A, "#N/A")]
)
def test_errors_are_cells(code, shown):
    result = struct.pack("<BBB3xH", 2, 0, code, 0xFFFF)
    formula = struct.pack("<3H", 4, 1, 0) + result + struct.pack("<HIH", 0, 0, 0)
    read = cells(make.xls(make.error(2, 0, code) + make.record(FORMULA, formula)))
    for address in ("A3", "B5"):
        assert (read[address].text, read[address].kind) == (shown, "error")


def test_looks_come_from_the_fonts_and_formats_of_the_workbook():
    read = cells(
        make.xls(
            make.label(0, 0, "ü", 1)
            + make.number(1, 0, 3.67, 2)
            + make.number(2, 0, 45750, 3)
            + make.number(3, 0, 2, 4),
            workbook=make.STYLES,
        )
    )
    assert (read["A1"].text, read["A1"].font) == ("ü", "Wingdings")
    assert (read["A2"].text, read["A2"].value, read["A2"].struck) == ("4", 3.67, "4")
    assert (read["A3"].text, str(read["A3"].value)) == ("03-Apr", "2025-04-03")
    assert (read["A4"].text, read["A4"].value) == ("", 2)  # a format that shows nothing
    assert [read[a].font for a in ("A2", "A3", "A4")] == [None, None, None]


def test_how_a_part_of_a_text_looks_is_not_told():
    """Calamine leaves it out; the records hold it, so it could be had."""
    struck = struct.pack("<H2H", 1, 0, 6)
    words = struct.pack("<3HHB", 0, 0, 0, 3, 1) + "3 4".encode("utf-16-le") + struck
    (cell,) = cells(make.xls(make.record(0xD6, words), workbook=make.STYLES)).values()
    assert (cell.text, cell.struck, cell.standing) == ("3 4", "", "3 4")


def test_rows_and_columns_may_be_hidden():
    row = make.record(0x208, struct.pack("<6HI", 4, 0, 9, 300, 0, 0, 0x20))
    columns = make.record(0x7D, struct.pack("<6H", 2, 3, 2000, 0, 1, 0))
    sheet = columns + row + b"".join(make.number(at, at, 1) for at in range(6))
    hidden = {address for address, cell in cells(make.xls(sheet)).items() if cell.hidden}
    assert hidden == {"C3", "D4", "E5"}


def test_a_charts_figures_are_not_the_sheets():
    chart = make.record(CHART_OR_SHEET, struct.pack("<2H12x", 0x600, 0x20))
    chart += make.number(0, 0, 99) + make.record(0x0A)
    sheet = make.number(5, 5, 4) + chart + make.number(6, 5, 3)
    assert list(cells(make.xls(sheet))) == ["F6", "F7"]
    left, _ = xls_records.scan(make.xls_stream(sheet))  # not all versions of calamine skip charts
    assert make.number(0, 0, 99) not in left
    assert make.number(5, 5, 4) in left


def test_several_numbers_in_one_record():
    several = struct.pack("<2H", 4, 1) + struct.pack("<HiHi", 0, 3 << 2 | 2, 2, 5 << 2 | 2)
    record = make.record(0xBD, several + struct.pack("<H", 2))
    read = cells(make.xls(record, workbook=make.STYLES))
    assert {a: (c.value, c.struck) for a, c in read.items()} == {"B5": (3, ""), "C5": (5, "5")}


def test_a_formula_is_left_out_however_broken_and_its_result_is_kept():
    broken = struct.pack("<3HdHIH", 0, 0, 0, 4.0, 0, 0, 9999)  # longer than the record
    assert [c.value for c in cells(make.xls(make.record(FORMULA, broken))).values()] == [4]


def test_dates_before_march_1900_and_dates_in_formats_too_long_to_know():
    long = b'yyyy"' + b"x" * 256 + b'"'
    styles = make.STYLES + make.record(0x41E, struct.pack("<2HB", 165, len(long), 0) + long)
    styles += b"".join(make.record(0xE0, struct.pack("<2H16x", 0, code)) for code in (14, 22, 165))
    dates = [(1, 5), (1.5, 6), (59, 5), (45750, 7), (45750.5, 7)]
    sheet = b"".join(make.number(row, 0, *date) for row, date in enumerate(dates))
    assert [c.text for c in cells(make.xls(sheet, workbook=styles)).values()] == [
        *("01/01/1900", "01/01/1900 12:00", "28/02/1900", "03/04/2025", "03/04/2025 12:00")
    ]


def test_a_number_that_is_none_shows_as_an_error():
    sheet = make.number(0, 0, float("nan")) + make.number(1, 0, float("inf"))
    read = cells(make.xls(sheet))
    assert [(c.text, c.kind) for c in read.values()] == [("#NUM!", "error")] * 2


def test_cells_are_in_the_order_of_the_sheet():
    sheet = make.number(0, 0, 4) + make.error(1, 0, 0x17) + make.number(2, 0, 4)
    assert list(cells(make.xls(sheet))) == ["A1", "A2", "A3"]


def test_sheets_that_are_charts_are_left_out_and_a_name_is_of_one_sheet():
    stream = make.xls_stream(make.number(0, 0, 4), make.number(0, 0, 3))
    chart = stream.replace(b"\x00\x06\x00Sheet2", b"\x02\x06\x00Sheet2")
    read = read_bytes("ward.xls", packed("Workbook", chart))
    assert [sheet.name for sheet in read.sheets] == ["Sheet1"]
    assert why(packed("Workbook", stream.replace(b"Sheet2", b"Sheet1"))) == "damaged"


def test_sizes_that_are_only_claimed_cost_nothing():
    claimed = make.record(DIMENSIONS, struct.pack("<2I3H", 0, 0xFFFFFFF0, 0, 0xFFF0, 0))
    assert list(cells(make.xls(claimed + make.number(0, 0, 4)))) == ["A1"]


def test_what_makes_calamine_panic_is_not_shown_to_it():
    name = make.record(NAME, b"\x00\x00\x00\xff")  # shorter than it says
    assert list(cells(make.xls(make.number(0, 0, 4), workbook=name))) == ["A1"]


def test_a_panic_is_damage():
    merged = make.record(0xE5, struct.pack("<H", 500))  # ranges that are not there
    assert why(make.xls(make.number(0, 0, 4) + merged)) == "damaged"


def test_cells_far_apart_are_refused_before_they_are_laid_out():
    assert why(make.xls(make.number(0, 0, 4) + make.number(65535, 255, 4))) == "too-large"
    assert len(cells(make.xls(make.number(65535, 255, 4)))) == 1  # one cell is one cell


@pytest.mark.parametrize("limit", ["MOST_CELLS", "MOST_PLACES"])
def test_limits_hold_over_all_sheets(monkeypatch, limit):
    sheets = [make.number(0, 0, 4) + make.number(1, 1, 4)] * 3
    enough = {"MOST_CELLS": 6, "MOST_PLACES": 12}[limit]
    monkeypatch.setattr(record_scan, limit, enough)
    assert cells(make.xls(*sheets))
    monkeypatch.setattr(record_scan, limit, enough - 1)
    assert why(make.xls(*sheets)) == "too-large"


def test_a_password_is_told_by_its_record():
    locked = make.record(PASSWORD, b"\x01\x00" + bytes(52))
    assert why(make.xls(make.number(0, 0, 4), workbook=locked)) == "password"


def test_excel_5_and_95_are_read_in_a_compound_file_and_outside():
    # Characters of one byte, without a flag before them.
    text = make.record(0x204, struct.pack("<4H", 3, 1, 0, 4) + b"caf\xe9")
    codes = make.record(0x42, struct.pack("<H", 1252))
    stream = make.xls_stream(text, workbook=codes, version=0x500)
    for data in (make.xls(text, workbook=codes, version=0x500), stream):
        assert [(c.address, c.text) for c in cells(data).values()] == [("B4", "café")]


@pytest.mark.parametrize(
    "start", [b"\x09\x00\x04\x00\x02\x00\x10\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"]
)
def test_what_is_older_is_asked_for_again(start):
    assert why(start + bytes(40)) == "before-excel-5"


def test_sheets_within_sheets_are_refused():
    stream = make.xls_stream(make.number(0, 0, 4), make.number(0, 0, 4))
    first = struct.unpack_from("<I", stream, stream.index(b"\x85\x00") + 4)[0]
    second = stream.index(b"\x85\x00", stream.index(b"\x85\x00") + 2) + 4
    twice = stream[:second] + struct.pack("<I", first) + stream[second + 4 :]
    assert why(packed("Workbook", twice)) == "damaged"


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_workbook_cut_short_or_altered_is_read_or_refused(data):
    sheet = make.label(3, 1, "Statement", 1) + make.number(4, 2, 3.67, 2) + make.error(5, 2, 0x17)
    whole = make.xls_stream(sheet, workbook=make.STYLES)
    stream = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 5))):
        stream[data.draw(st.integers(0, len(stream) - 1))] = data.draw(st.integers(0, 255))
    outcomes = ("read", "damaged", "too-large", "password", "before-excel-5")
    assert why(packed("Workbook", bytes(stream))) in outcomes
