"""How results look in a notebook."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from lxml import html

from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.results import result

RATINGS = {"A": [5, 3], "B": [4, 2], "C": [4, 1]}


def cells(shown):
    """The table that a notebook shows, as text."""
    page = html.fromstring(shown._repr_html_())
    titles, *rows = ([cell.text_content() for cell in row] for row in page.iter("tr"))
    return pd.DataFrame(rows, columns=titles)


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        ("mean", 3.14159, "3.14"),
        ("mean", 4.0, "4.0"),
        ("change", -0.001, "0.00"),
        ("change", -0.26, "−0.26"),
        ("share_stage_1", 0.425, "43%"),
        ("well_developed_low", 0.0, "0%"),
        ("p_value", 0.0002, "<0.001"),
        ("p_adjusted", 0.05, "0.050"),
        ("year", np.int16(2025), "2025"),
        ("teams", 1200, "1200"),
        ("complete", True, "yes"),
        ("complete", np.bool_(False), "no"),
        ("due", pd.Timestamp(2025, 4, 3), "3 April 2025"),
        ("month", pd.Timestamp(2025, 4, 1), "April 2025"),
        ("standing", "could-swap", "could-swap"),
        ("mean", None, "–"),
        ("mean", float("nan"), "–"),
        ("complete", pd.NA, "–"),
        ("due", pd.NaT, "–"),
        ("mean", float("inf"), "inf"),
        ("notes", ["a", "b"], "['a', 'b']"),
        ("notes", np.array([1, 2]), "[1 2]"),
    ],
)
def test_figures_are_written_as_people_write_them(column, value, written):
    assert cells(result("x", pd.DataFrame({column: [value]}), [])).iloc[0, 0] == written


@pytest.mark.parametrize(
    ("dtype", "values", "written"),
    [
        ("Float64", [0.5, None, -0.25], ["0.50", "–", "−0.25"]),
        ("Float64", [0.5, None, -0.2], ["0.5", "–", "−0.2"]),
        ("Int64", [2025, None], ["2025", "–"]),
        ("boolean", [True, None], ["yes", "–"]),
        ("datetime64[s]", ["2025-04-03", None], ["3 April 2025", "–"]),
        ("string", ["Hope", None], ["Hope", "–"]),
        ("category", ["Hope", "Choice"], ["Hope", "Choice"]),
    ],
)
def test_columns_of_every_type(dtype, values, written):
    table = pd.DataFrame({"of_it": pd.Series(values, dtype=dtype)})
    assert cells(result("x", table, []))["of_it"].tolist() == written


def test_words_stand_left_and_are_not_squeezed_and_figures_right(trust):
    shown = practice_profile(trust({2025: RATINGS}))._repr_html_()
    assert "overflow-x: auto" in shown
    style = shown[: shown.index("</style>")]
    assert style.count("min-width: 12em") == 2  # item_id and practice
    assert "color" not in shown


def test_columns_keep_their_names(trust):
    profile = practice_profile(trust({2025: RATINGS}))
    assert list(cells(profile)) == list(profile)


def test_a_named_index_is_shown_and_a_number_is_not(trust):
    profile = practice_profile(trust({2025: RATINGS}))
    assert list(cells(profile.set_index("practice")[["teams"]])) == ["practice", "teams"]
    assert list(cells(profile.loc[[1], ["practice", "teams"]])) == ["practice", "teams"]


@pytest.mark.parametrize(
    "turned",
    [
        lambda table: table.T,
        lambda table: table[["practice", "practice"]],
        lambda table: table.groupby(["practice", "year"])[["mean"]].max(),
        lambda table: table[["mean"]].describe(),
        lambda table: table.set_index("practice", drop=False),
        lambda table: table.pivot_table("mean", "practice", "year"),
        lambda table: table.iloc[:, :0],
    ],
)
def test_any_other_table_shows_as_tables_do(trust, turned):
    assert "<table" in turned(practice_profile(trust({2025: RATINGS})))._repr_html_()


def test_long_tables_end_with_how_many_more_there_are(trust):
    profile = practice_profile(trust({2025: RATINGS}))
    long = pd.concat([profile] * 40, ignore_index=True)
    long.attrs = profile.attrs
    assert len(cells(long)) == 60
    assert ">20 more rows are in the table.<" in long._repr_html_()
