"""Drop-down lists, and rules for numbers, as workbooks have them."""

import pytest
import xlsxwriter

from trip_analytics.reading import read_document


@pytest.fixture
def choices(tmp_path):
    """The choices of a sheet with these rules over B2:B4, beside a sheet of lists."""

    def choices(*rules):
        with xlsxwriter.Workbook(tmp_path / "form.xlsx") as book:
            sheet, lists = book.add_worksheet("Form"), book.add_worksheet("Lists")
            lists.write_column("A1", ["1 - Never", "2 - Often", "3 - Always"])
            for rule in rules:
                sheet.data_validation("B2:B4", rule)
            sheet.write("A1", "Statement")
        return read_document(tmp_path / "form.xlsx").sheets[0].choices

    return choices


def test_a_list_written_out(choices):
    (found,) = choices({"validate": "list", "source": ["1", "2", "3"]})
    assert found.entries == ("1", "2", "3")
    assert found.ranges == ((2, 2, 4, 2),)
    assert (found.holds(3, 2), found.holds(3, 3)) == (True, False)


def test_a_list_from_cells_of_another_sheet(choices):
    (found,) = choices({"validate": "list", "source": "=Lists!$A$1:$A$3"})
    assert found.entries == ("1 - Never", "2 - Often", "3 - Always")


def test_whole_numbers_between_two(choices):
    rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 4}
    (found,) = choices(rule)
    assert found.entries == ("0", "1", "2", "3", "4")


def test_rules_that_name_no_choices_are_none(choices):
    assert choices({"validate": "length", "criteria": ">", "value": 3}) == ()
    assert choices({"validate": "integer", "criteria": ">", "value": 0}) == ()
    assert choices({"validate": "list", "source": "=[Other.xlsx]Sheet!$A$1:$A$3"}) == ()
