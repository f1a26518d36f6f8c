"""The report's section on what people say of their own recovery."""

from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.model import Bullets, Missing, Table
from trip_analytics.tables.check import check

HEADING = "What people say of their own recovery"


@pytest.fixture(scope="module")
def trust(make_returns):
    return make_returns(teams=12, years=(2025,), stages=0, priorities=False)


@pytest.fixture(scope="module")
def report(trust, drawing_dots):
    names = ["measure", "timing", "level", "n", "mean", "sd"]
    rows = [
        ("Wellbeing", "before", None, 30, 2.0, 0.7),
        ("Wellbeing", "after", None, 25, 2.5, 0.7),
        ("Hope", None, None, 4, 2.5, 0.7),
        *(("Goals", "after", level, n, None, None) for level, n in enumerate([2, 3, 5, 10])),
    ]
    ends = {"month": "2024-04", "frequency": "financial-year", "lowest": 0, "highest": 4}
    table = check("outcomes", pd.DataFrame(rows, columns=names).assign(**ends))
    with drawing_dots():
        return annual_report(replace(trust, outcomes=table))


def test_each_measure_has_a_sentence_and_rows_with_people_and_interval(report):
    section = next(each for each in report.sections if each.heading == HEADING)
    (said,) = [block for block in section.blocks if isinstance(block, Bullets)]
    assert [line.split(" (")[0] for line in said.items] == ["Goals", "Hope", "Wellbeing"]
    assert "neither is the same as recovery" in said.items[2]
    means, levels = [block for block in section.blocks if isinstance(block, Table)]
    assert means.rows[0][:3] == ("Hope", "2024/25", Missing.WITHHELD)
    assert means.rows[1][:4] == ("Wellbeing", "2024/25, before", 30, 2.0)
    assert means.rows[3][:4] == ("Wellbeing", "2024/25, change", 25, 0.5)
    assert levels.rows[3][:5] == ("Goals", "2024/25, after", 3, 10, 0.5)
    assert levels.notes == ()


def test_what_is_withheld_is_listed_for_whoever_makes_the_report(report):
    assert "figures of 'Hope'" in report.withheld


@pytest.mark.usefixtures("undrawn")
def test_without_a_table_the_report_says_that_it_has_none(trust):
    report = annual_report(trust)
    assert HEADING not in [section.heading for section in report.sections]
    items = [item for block in report.blocks if isinstance(block, Bullets) for item in block.items]
    assert any("there is no table of outcomes with the returns" in item for item in items)
