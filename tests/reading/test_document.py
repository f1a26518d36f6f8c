import pytest

from trip_analytics.reading.document import Cell


@pytest.mark.parametrize(
    ("text", "struck", "unstruck", "standing"),
    [
        (" 4 ", "", None, "4"),
        ("4", "4", "", ""),
        ("3 4", "3", " 4", "4"),
        ("3 4", "3", None, "4"),
        ("434", "4", "34", "34"),
        ("434", "4", "43", "43"),  # which of the two is struck through is not lost
    ],
)
def test_what_is_struck_through_does_not_stand(text, struck, unstruck, standing):
    cell = Cell(1, 1, "A1", text, text, "text", struck=struck, unstruck=unstruck)
    assert cell.standing == standing
