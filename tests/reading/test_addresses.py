import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries

from trip_analytics.reading.addresses import LAST_COLUMN, LAST_ROW, area, column_letters, place

rows, columns = st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN)


@given(rows, columns)
def test_addresses_are_those_of_openpyxl(row, column):
    address = f"{column_letters(column)}{row}"
    assert address == f"{get_column_letter(column)}{row}"
    assert place(address) == coordinate_to_tuple(address) == (row, column)


@pytest.mark.parametrize("wrong", ["", "A", "7", "A0", "XFE1", "A1048577", "A1B", "Ä1", "A１"])
def test_what_no_cell_is_called_is_refused(wrong):
    with pytest.raises(ValueError, match="address"):
        place(wrong)


@given(rows, columns, rows, columns)
def test_an_area_is_the_same_from_either_corner(top, left, bottom, right):
    one = f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
    other = f"{column_letters(right)}{bottom}:{column_letters(left)}{top}"
    first_row, first_column, last_row, last_column = area(one)
    assert area(other) == (first_row, first_column, last_row, last_column)
    assert first_row <= last_row
    assert first_column <= last_column
    if left <= right and top <= bottom:
        assert range_boundaries(one) == (first_column, first_row, last_column, last_row)


def test_an_area_of_one_cell():
    assert area("C4") == (4, 3, 4, 3)
