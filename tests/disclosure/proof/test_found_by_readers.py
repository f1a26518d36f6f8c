"""What readers of the documents could find out, and no longer can: each was found by trying it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.disclosure.published_figures import as_text
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.year import release_year
from trip_analytics.errors import DisclosureError
from trip_analytics.instruments import load_instrument
from trip_analytics.returns import PublishedYear, Returns


def two_years(sent_trip, sent_template_a):
    """Ten teams and X in 2024; in 2025 one of two teams sends TRIP, the other Template A alone."""
    random = np.random.default_rng(0)
    trip, template_a = (load_instrument(name).item_ids for name in ("trip", "template-a"))
    rows = [
        (team, f"trip {team} {year}", year, item, int(random.integers(1, 6)))
        for year in (2024, 2025)
        for team in [*map(str, range(10)), "X" if year == 2024 else sent_trip]
        for item in trip
    ]
    stages = [(sent_template_a, "template-a", 2025, item, 2) for item in template_a]
    columns = ["team", "return_id", "year", "item_id"]
    return Returns.from_tables(
        ratings=pd.DataFrame(rows, columns=[*columns, "rating"]),
        stages=pd.DataFrame(stages, columns=[*columns, "stage"]),
        teams=pd.DataFrame({"team": [*map(str, range(10)), "X", "Y"], "service_line": "Adult"}),
    )


def test_who_sent_which_form_is_not_told():
    one, other = (
        release_year(two_years(*sent), 2025, by=None, audience="public", rule=PUBLIC)
        for sent in (("X", "Y"), ("Y", "X"))
    )
    assert as_text(one) == as_text(other)


def apart(years=(2024, 2025)):
    """A practice of which one part fails, and the whole would tell which: for two years."""
    teams = [(f"A{n}", "Adult") for n in range(10)] + [(f"B{n:02}", "Older") for n in range(20)]
    own = [4] * 8 + [2, 3] + [1] * 6 + [2] * 6 + [3] * 6 + [5] * 2
    random = np.random.default_rng(1)
    rows = []
    for year in years:
        for (team, line), rating in zip(teams, own, strict=True):
            now = rating if year == 2024 else int(random.integers(1, 6))
            rows.append((team, line, year, "choices", now))
            rows.append((team, line, year, "hope-stories", int(random.integers(1, 6))))
    columns = ["team", "service_line", "year", "item_id", "rating"]
    return Returns.from_tables(ratings=pd.DataFrame(rows, columns=columns), instruments=())


@pytest.mark.slow
def test_what_a_breakdown_withholds_no_later_report_with_it_shows():
    returns = apart()
    then, now = (
        release_year(returns, year, by="service_line", audience="public", rule=PUBLIC)
        for year in (2024, 2025)
    )
    assert then["practice_profile"].withheld.loc[0, "mean"]
    assert now["practice_profile 2024"].withheld.loc[0, "mean"]
    assert now["change_between"].withheld.loc[0, "mean_before"]


def test_of_a_year_that_is_public_without_a_breakdown_none_is_released():
    returns = apart()
    later = release_year(returns, 2025, by=None, audience="public", rule=PUBLIC)
    published = PublishedYear(2025, "2026-03-01T09:00:00+00:00", as_text(later))
    returns = replace(returns, published=(published,), secret="of the store")  # noqa: S106 # made up
    with pytest.raises(DisclosureError, match="2024 was published without a breakdown"):
        ta.release(ta.practice_profile(returns, year=2024, by="service_line"), returns)


def test_a_late_return_adds_no_row_to_the_history_of_published_years():
    returns = apart()
    first = release_year(returns, 2024, by=None, audience="public", rule=PUBLIC)
    published = PublishedYear(2024, "2025-03-01T09:00:00+00:00", as_text(first))
    returns = replace(returns, published=(published,), secret="of the store")  # noqa: S106 # made up
    late = returns.ratings.head(1).assign(item_id="a practice of its own")
    busy = replace(returns, ratings=pd.concat([returns.ratings, late], ignore_index=True))
    one, other = (
        release_year(each, 2025, by=None, audience="public", rule=PUBLIC)["practice_history"]
        for each in (returns, busy)
    )
    assert as_text({"": one}) == as_text({"": other})


def test_a_year_of_few_returns_is_not_compared_with():
    returns = apart((2023, 2024, 2025))
    few = returns.ratings["year"].ne(2024) | returns.ratings["team"].isin(["A0", "A1"])
    returns = replace(returns, ratings=returns.ratings.loc[few])
    tables = release_year(returns, 2025, by=None, audience="public", rule=PUBLIC)
    assert tables["change_between"].table["from_year"].unique().tolist() == [2023]
    assert tables["practice_history"].table["year"].unique().tolist() == [2023, 2025]
