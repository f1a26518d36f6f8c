"""What a notebook offers to choose, and what it was asked for."""

import sys

import ipywidgets
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.errors import AnalysisError


def of_teams(teams, years, line):
    frame = pd.DataFrame({"team": [f"{line} {n}" for n in range(teams)], "service_line": line})
    return frame.merge(pd.DataFrame({"year": years}), how="cross")


@pytest.fixture(scope="module")
def trust():
    ratings = pd.concat([of_teams(5, [2023, 2025], "Adult"), of_teams(4, [2025], "Older")])
    return ta.Returns.from_tables(ratings=ratings.assign(item_id="choices", rating=3))


def test_by_default_the_latest_year_and_all_service_lines_are_chosen(trust):
    choice = ta.choose(trust, year=None, instrument=None, view=None, service_line=None)
    assert (choice.year, choice.year_before, choice.first_year) == (2025, 2023, 2023)
    assert (choice.instrument, choice.view, choice.service_line) == ("trip", "team", None)
    assert choice.returns is trust


def test_a_service_line_is_looked_at_by_itself_if_it_has_five_teams(trust):
    choice = ta.choose(trust, service_line="Adult")
    assert choice.returns.returns["team"].nunique() == 5
    with pytest.raises(AnalysisError, match="no service line Older to choose: there is Adult"):
        ta.choose(trust, service_line="Older")


@pytest.mark.parametrize("written", [2023, "2023", "2023/24"])
def test_a_year_is_written_as_people_do_and_has_none_before_the_first(trust, written):
    choice = ta.choose(trust, year=written)
    assert (choice.year, choice.year_before, choice.first_year) == (2023, 2022, 2022)


def test_what_there_is_not_is_refused_in_a_sentence(trust):
    with pytest.raises(AnalysisError, match="no year 1999 to choose: there is 2025 and 2023"):
        ta.choose(trust, year=1999)
    with pytest.raises(AnalysisError, match="There is no choice of team: give any of year="):
        ta.choose(trust, team="Adult 1")
    assert ta.choose(ta.Returns(), year=None).year is None


def test_what_is_chosen_from_a_list_stays_chosen_when_the_cell_runs_again(trust):
    choice = ta.choose(trust, year=None, view=None)
    assert "widget-view" in str([*choice._repr_mimebundle_()])
    year, _ = (choice._drop_down(ipywidgets, name) for name in ("year", "view"))
    year.value = 2023
    assert ta.choose(trust, year=None, view=None).year == 2023
    assert ta.choose(trust, year=2025, view=None).year == 2025


def test_without_ipywidgets_it_is_a_sentence(trust, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    shown = ta.choose(trust, year=2025)._repr_mimebundle_()
    assert shown == {"text/plain": "Year: 2025", "text/html": "<p>Year: 2025</p>"}


def test_a_mistake_in_a_notebook_is_a_sentence_without_a_traceback(trust):
    with pytest.raises(AnalysisError) as mistake:
        ta.practice_profile(trust, year="soon")
    assert mistake.value._render_traceback_() == [str(mistake.value)]
