"""The report's section on indicators."""

from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.model import Bullets, Figure, Table
from trip_analytics.tables.check import check

HEADING = "Figures that we keep an eye on"


def section_of(report, heading):
    return next((each for each in report.sections if each.heading == heading), None)


def figures(name, values, **columns):
    months = pd.date_range("2024-01-01", periods=len(values), freq="MS")
    table = {"indicator": name, "month": months, "frequency": "month", "value": values}
    return pd.DataFrame({**table, **columns})


@pytest.fixture(scope="module")
def trust(make_returns):
    return make_returns(teams=12, years=(2025,), stages=0, priorities=False)


@pytest.fixture(scope="module")
def report(trust, drawing_dots):
    tables = [
        figures("Incidents", [*[5, 4, 6] * 4, 15], better="lower", target=12.0),
        figures("Complaints", [9, 8, 12, 11, 4, 5]),
        *(figures("Sickness", [80] * 12, team=name, team_id=name) for name in "AB"),
    ]
    with drawing_dots():
        return annual_report(replace(trust, indicators=check("indicators", pd.concat(tables))))


def test_each_indicator_has_a_sentence_a_chart_and_a_row(report):
    blocks = section_of(report, HEADING).blocks
    (said,) = [block for block in blocks if isinstance(block, Bullets)]
    assert [line.split(",")[0] for line in said.items] == ["Complaints", "Incidents"]
    (drawn,) = [block for block in blocks if isinstance(block, Figure)]
    assert drawn.alt.startswith("Two small control charts.")
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == ["Complaints", "Incidents"]
    assert table.rows[1][1:] == (
        "13 months to January 2025",
        "15",
        "5.8",
        "between 2.1 and 9.4",
        "at most 12",
        "concern, high; target within reach",
    )


def test_what_is_left_out_is_named_with_the_reason(report):
    (table,) = [each for each in section_of(report, HEADING).blocks if isinstance(each, Table)]
    assert any(note.startswith("Sickness is left out. The figures of") for note in table.notes)
    assert not any("write count" in note for note in table.notes)


@pytest.mark.usefixtures("undrawn")
def test_without_a_table_the_report_says_that_it_has_none(trust):
    report = annual_report(trust)
    assert section_of(report, HEADING) is None
    said = [
        item
        for block in section_of(report, "What is not in this report").blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]
    assert any("there is no table of them with the returns" in item for item in said)
