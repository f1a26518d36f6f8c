from __future__ import annotations

import struct

import pytest

from trip_analytics.reports.column_widths import column_widths
from trip_analytics.reports.model import (
    Bullets,
    Column,
    Figure,
    Missing,
    Paragraph,
    Section,
    Table,
    shown,
)


@pytest.mark.parametrize(
    ("cell", "shows", "expected"),
    [
        (3.25, "rating", "3.3"),
        (4, "rating", "4.0"),
        (0.3, "change", "+0.3"),
        (-0.04, "change", "0.0"),
        (0.425, "share", "43%"),
        (0.001, "probability", "0.001"),
        (0.0003, "probability", "0.001"),
        (0.0301, "probability", "0.031"),
        (1.0, "probability", "1"),
        (41, "whole", "41"),
        (2025, "year", "2025"),
        ((3.1, 3.6), "rating", "3.1 to 3.6"),
        ((-0.3, 0.2), "change", "−0.3 to +0.2"),
        ((2, 2), "whole", "2"),
        ((2.0, 2.0), "rating", "2.0 to 2.0"),
        (Missing.WITHHELD, "rating", "[c]"),
        (Missing.NOT_AVAILABLE, "share", "[x]"),
        (Missing.NOT_APPLICABLE, "text", "[z]"),
    ],
)
def test_cells_are_shown_as_people_write_them(cell, shows, expected):
    assert shown(cell, Column("A", shows)) == expected


def test_a_row_must_fit_the_columns():
    with pytest.raises(ValueError, match="more or fewer cells"):
        Table("A", (Column("B"),), (("c", "d"),))


def test_shorthand_in_a_table_is_explained_once_each(small_report):
    (table,) = small_report.tables
    assert table.shorthand == (Missing.WITHHELD, Missing.NOT_AVAILABLE)
    assert [note[:3] for note in table.all_notes[1:]] == ["[c]", "[x]"]


def test_tables_and_figures_are_numbered_apart(report):
    numbers = [report.number(table) for table in report.tables]
    assert numbers == list(range(1, len(report.tables) + 1))


def test_widths_fill_the_page_and_leave_room_for_names(report):
    for table in report.tables:
        widths = column_widths(table)
        assert sum(widths) == pytest.approx(1)
        assert widths[0] > 0.17


def a_picture(height: int) -> Figure:
    """A picture of 100 dots across; what a PNG says of its size is all that is asked for."""
    return Figure("Title", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 100, height), "")


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ((Paragraph("A"), Paragraph("B"), a_picture(90)), [True, True, False]),
        ((Paragraph("A"), Paragraph("B"), a_picture(50)), [False, False, False]),
        ((Paragraph("A"), a_picture(50), Paragraph("B"), a_picture(90)), [False] * 4),
        ((Paragraph("A"), Paragraph("B"), Bullets(("C", "D"))), [False, True, False]),
        ((Paragraph("A"),), [False]),
    ],
    ids=["high", "low", "later", "list", "last"],
)
def test_words_are_kept_with_the_list_or_the_high_picture_that_they_introduce(blocks, kept):
    section = Section("Heading", blocks)
    assert [section.introduces(at) for at in range(len(blocks))] == kept
