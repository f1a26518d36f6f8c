"""What Excel shows, in the cases that were compared with LibreOffice's own rendering."""

import datetime as dt
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.reading.excel.number_formats import BUILT_IN, number_format

APRIL = 45750  # 3 April 2025
SHOWN = [
    ("General", 4, "4"),
    ("General", 4.0, "4"),
    ("General", -3.5, "-3.5"),
    ("General", 0.1 + 0.2, "0.3"),
    ("General", 1 / 3, "0.333333333"),
    ("General", 123456789012, "1.23457E+11"),
    ("General", 0.0000123456789, "1.23457E-05"),
    ("General", 12345.6789, "12345.6789"),
    ("@", 4, "4"),
    ("0", 3.67, "4"),
    ("0", 2.5, "3"),
    ("0", -0.4, "0"),
    ("0", -1.5, "-2"),
    ("0.0", 4, "4.0"),
    ("0.00", 1.005, "1.01"),
    ("0.0#", 2.5, "2.5"),
    ("#.##", 4, "4."),
    ("#", 0, ""),
    ("00000", 42, "00042"),
    ("000-000", 12345, "012-345"),
    ("#,##0", 1234567.891, "1,234,568"),
    ("#,##0.00", -1234.5, "-1,234.50"),
    ('0.0,,"m"', 1234567.891, "1.2m"),
    ("#,##0,", 45750, "46"),
    ("0%", 0.125, "13%"),
    ("0.00%", 0.5, "50.00%"),
    ("0.00E+00", 12345.6789, "1.23E+04"),
    ("##0.0E+0", 12345.6789, "12.3E+3"),
    ("##0.0E+0", 0.999999, "1.0E+0"),
    ("# ?/?", 0.75, "3/4"),
    ("# ?/?", 3.5, "3 1/2"),
    ("# ?/?", 4, "4"),
    ("# ?/8", 2.5, "2 4/8"),
    ("?/?", 2.5, "5/2"),
    ("0;(0)", -4, "(4)"),
    ("0;-0;;@", 0, ""),
    (";;;", 4, ""),
    ('[Red]0.0;[Blue]-0.0;"zero"', 0, "zero"),
    ('[Red]0.0;[Blue]-0.0;"zero"', -1.26, "-1.3"),
    ('[>=3]"high";[<3]"low"', 3.67, "high"),
    ('[>=3]"high";[<3]"low"', 1, "low"),
    ('0 "points"', 4, "4 points"),
    ('"Stage "0', 2, "Stage 2"),
    ('0" / 5"', -0.4, "0 / 5"),
    ('General" pts"', 3.5, "3.5 pts"),
    ("0_);(0)", 4, "4"),
    ("* 0", 4, "4"),
    ("\\x0", 4, "x4"),
    ("[$£-809]#,##0.00", 1234.5, "£1,234.50"),
    ('_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', 0, "-"),
    ("dd/mm/yyyy", APRIL, "03/04/2025"),
    ("d-mmm", APRIL, "3-Apr"),
    ("d/m/yy", APRIL, "3/4/25"),
    ("mmm-yy", APRIL, "Apr-25"),
    ("mmmmm", APRIL, "A"),
    ("dddd d mmmm yyyy", APRIL, "Thursday 3 April 2025"),
    ("ddd dd mmm", APRIL, "Thu 03 Apr"),
    ("yyyy-mm-dd hh:mm:ss", APRIL + 0.75, "2025-04-03 18:00:00"),
    ("m/d/yyyy h:mm", APRIL + 0.3, "4/3/2025 7:12"),
    ("[$-409]d mmm yyyy;@", APRIL, "3 Apr 2025"),
    ("[$-F800]dddd\\, mmmm dd\\, yyyy", APRIL, "03 April 2025"),
    ("h:mm AM/PM", 0.75, "6:00 PM"),
    ("h:mm A/P", 0.25, "6:00 A"),
    ("hh\\hmm", 0.3, "07h12"),
    ("mm:ss", 0.3, "12:00"),
    ("mm:ss.0", 1.5 / 86_400, "00:01.5"),
    ("[h]:mm", 2.5, "60:00"),
    ("[mm]:ss", 0.125, "180:00"),
    ("dd/mm/yyyy", 0, "00/01/1900"),
    ("dd/mm/yyyy", 60, "29/02/1900"),
    ("dd/mm/yyyy", -4, "-4"),
]


@pytest.mark.parametrize(("code", "value", "expected"), SHOWN)
def test_a_number_shows_as_in_excel(code, value, expected):
    assert number_format(code).show(value) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [("General", "Ash"), ("0", "Ash"), ("@", "Ash"), ('"Team "@', "Team Ash"), (";;;", "")],
)
def test_text_shows_as_in_excel(code, expected):
    assert number_format(code).show_text("Ash") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(14, "03/04/2025"), (15, "03-Apr-25"), (16, "03-Apr"), (17, "Apr-25"), (9, "4575000%")],
)
def test_built_in_formats_show_as_in_the_united_kingdom(number, expected):
    assert number_format(BUILT_IN[number]).show(APRIL) == expected


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]dd mmmm yyyy;@", True),
        ("hh:mm", True),
        ("[h]:mm", False),  # so many hours: no point in time
        ("0.00", False),
        ('0 "days"', False),
        ("[Red]0", False),
        ("General", False),
        ("0;dd/mm/yyyy", False),
    ],
)
def test_formats_of_dates_are_told_from_those_of_numbers(code, is_date):
    assert number_format(code).is_date == is_date


@given(
    st.text(string.printable + "£", max_size=30),
    st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**14), 10**14),
)
def test_no_code_and_no_number_is_too_odd(code, value):
    assert isinstance(number_format(code).show(value), str)
    assert isinstance(number_format(code).show_text("4"), str)


@given(
    st.lists(st.sampled_from([*'0#?.,%/E+-;@ymdhs[]$"\\_* ()', "General", "AM/PM"]), max_size=14),
    st.sampled_from([0, 4, -4, 3.67, 0.5, -0.04, APRIL + 0.75, 1e-300, 1e300, -1e15]),
)
def test_no_mixture_of_a_formats_own_signs_is_too_odd(signs, value):
    assert isinstance(number_format("".join(signs)).show(value), str)


@given(st.decimals(-99999, 99999, places=3))
def test_two_places_round_half_away_from_zero(number):
    shown = number_format("0.00").show(float(number))
    assert abs(number - type(number)(shown)) <= type(number)("0.005")


@given(st.dates(dt.date(1900, 3, 1), dt.date(9999, 12, 30)), st.integers(0, 86_399))
def test_dates_show_as_python_writes_them(date, second):
    serial = (date - dt.date(1899, 12, 30)).days + second / 86_400
    when = dt.datetime.combine(date, dt.time()) + dt.timedelta(seconds=second)
    assert number_format("yyyy-mm-dd hh:mm:ss").show(serial) == when.isoformat(" ")
