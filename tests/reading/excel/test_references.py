import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from trip_analytics.reading.addresses import column_letters
from trip_analytics.reading.excel.references import moved

FORMULAS = [
    "A10+1",
    "SUM($A10:B$12)/COUNT(C:D,$E:$F)",
    "IF(B10=\"A1\",Sheet2!C10,'My A1 sheet'!D10)",
    "LOG10(A10)+ATAN2(A10,B10)",
    "SUM(10:12)-$10:12",
    "Rate1*TRUE",
    '"It says ""A1"" here"&B10',
]


@pytest.mark.parametrize("formula", FORMULAS)
@given(st.integers(-5, 40), st.integers(0, 30))
def test_references_move_as_in_openpyxl(formula, rows, columns):
    there = f"{column_letters(1 + columns)}{10 + rows}"
    expected = Translator(f"={formula}", origin="A10").translate_formula(there)
    assert f"={moved(formula, rows, columns)}" == expected


def test_a_reference_that_leaves_the_sheet_is_lost():
    assert moved("A1+B2", -1, 0) == "#REF!+B1"
    assert moved("SUM(A:B)", 0, -1) == "SUM(#REF!)"
