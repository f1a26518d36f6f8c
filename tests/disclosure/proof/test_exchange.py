"""Two teams of a part exchange their whole sheets of a year: nothing that is public changes.

So no reader can tell the two worlds apart, whatever was published before or will be. Trusts of
6 to 60 teams over 3 to 8 years, with teams that join and leave, practices on which all or nearly
all agree, parts, statements without an answer, single views, priorities and Template A.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import trip_analytics as ta
from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.questions import questions
from trip_analytics.disclosure import change
from trip_analytics.disclosure import practices as of_practices
from trip_analytics.disclosure import year as of_year
from trip_analytics.disclosure.published_figures import as_text
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.year import release_year
from trip_analytics.errors import TripAnalyticsError
from trip_analytics.reports import writing
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest
from trip_analytics.returns.worked_out_once import kept_meanwhile

# Each try takes seconds: it works out every table of every year twice.
SLOWLY = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],  # to make a trust smaller would take minutes
}
MANY = settings(max_examples=10, **SLOWLY)


@pytest.fixture(scope="module", autouse=True)
def _each_year_once():
    """The practices of earlier years are worked out once for each returns, not in every report."""
    known, work_out = {}, of_year.practices_of

    def practices_of(returns, year, *asked):
        key = (id(returns), year, *asked)
        if key not in known or known[key][0] is not returns:
            known[key] = returns, work_out(returns, year, *asked)
        return known[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of_year, "practices_of", practices_of)
        yield known


def tables_of(returns, by, *, years=None):
    """Every public table of every year, by its year and name."""
    return {
        f"{year} {name}": as_text({name: released})
        for year in years or returns.years
        for name, released in release_year(
            returns, year, by=by(returns, year)[0], audience="public", rule=PUBLIC
        ).items()
    }


@kept_meanwhile()
def released_of(returns):
    """What `release` gives the public of every result of the analysis, or why it does not."""
    before, year = returns.years[-2:]
    asked = {
        "practice_profile": [
            {"year": year},
            {"by": "service_line"},
            {"instrument": "own-list"},
            {"instrument": "own-list", "by": "service_line"},
        ],
        "domain_profile": [{"instrument": "own-list", "year": each} for each in (before, year)],
        "strongest_practices": [{"year": before}],
        "weakest_practices": [{"n": 2}],
        "practice_history": [{}],
        "change_between": [
            {"from_year": before, "to_year": year},
            {"from_year": returns.years[0], "to_year": year, "bridge_wordings": True},
        ],
        "stage_profile": [{"year": year}],
        "stage_change": [{"from_year": before, "to_year": year}],
        "plans": [{"year": year}],
        "challenge_priorities": [{"year": year}],
        "priority_themes": [{"year": before}],
        "priority_progress": [{}],
        "perspective_gap": [{}, {"of": "team", "over": "staff", "year": before}],
        "asset_categories": [{"year": year}],
        "participation": [{"year": year}],
        "trend": [{}],
        "priority_effect": [{}],
        "control_chart": [{}],
        "outcomes": [{}],
    }
    return {
        f"{name} {options}": _released(name, returns, options)
        for name, each in asked.items()
        for options in each
    }


def _released(name, returns, options):
    try:
        result = questions()[name].function(returns, **options)
        return as_text({name: ta.release(result, returns)})
    except TripAnalyticsError as refused:
        return str(refused)


def documents_of(returns, year, by):
    """The documents of a year's report, to the byte; why there is none."""
    try:
        return writing.documents_of(
            annual_report(returns, ReportRequest(year=year, by=by(returns, year)[0]))
        )
    except TripAnalyticsError as refused:
        return str(refused)


def check_same(one, other):
    """The same was said."""
    changed = [each for each in one if one[each] != other.get(each)]
    assert (changed, list(one)) == ([], list(other))


def check_exchanged(returns, seed, by, mix, *, years=None):
    """Sheets are exchanged, exchange upon exchange, and files come in another order."""
    world = shuffled(mix(returns, np.random.default_rng(seed)), seed)
    check_same(tables_of(returns, by, years=years), tables_of(world, by, years=years))
    check_same(released_of(returns), released_of(world))


def check_documents(returns, world, by):
    for year in returns.years:
        assert documents_of(returns, year, by) == documents_of(world, year, by)


@pytest.mark.slow
def test_neither_exchanges_nor_the_order_of_files_change_a_public_table(trust_of, breakdown, mix):
    """The tables of the last year, in which the years before are shown too."""
    returns = trust_of(24, 3, seed=5)
    check_exchanged(returns, 7, breakdown, mix, years=returns.years[-1:])


def test_nor_do_they_with_a_second_list_in_domains(trust_of, breakdown, mix):
    returns = trust_of(20, 2, seed=5, stages=0.0, views=0.0, own=0.8)
    last = returns.years[-1:]
    world = shuffled(mix(returns, np.random.default_rng(7)), 7)
    one, other = (tables_of(each, breakdown, years=last) for each in (returns, world))
    check_same(one, other)
    assert any("domain_profile" in name for name in one), list(one)


@pytest.mark.slow
@MANY
@given(data=st.data(), seed=st.integers(0, 999))
def test_nor_in_many_trusts(data, seed, trusts, breakdown, mix):
    check_exchanged(data.draw(trusts()).returns(), seed, breakdown, mix)


@pytest.mark.slow
@pytest.mark.parametrize("teams", [9, 40])
def test_every_document_of_every_year_stays_the_same_to_the_byte(
    teams, trust_of, breakdown, mix, monkeypatch
):
    monkeypatch.setattr(writing, "can_write_pdf", lambda: False)
    returns = trust_of(teams, 3, seed=teams)
    check_documents(returns, mix(returns, np.random.default_rng(teams)), breakdown)
    check_documents(returns, shuffled(returns, teams), breakdown)


def shuffled(returns, seed):
    """The same rows of every table in another order."""
    return replace(
        returns,
        **{
            name: table.sample(frac=1, random_state=seed).reset_index(drop=True)
            for name, table in vars(returns).items()
            if isinstance(table, pd.DataFrame)
        },
    )


# What else a report has is of its own year.
OF_THE_YEAR = ("change_between", "change_since_first", "practice_profile ", "practice_history")


def of_its_year(returns, year, by):
    tables = release_year(returns, year, by=by(returns, year)[0], audience="public", rule=PUBLIC)
    return {
        name: as_text({name: released})
        for name, released in tables.items()
        if not name.startswith(OF_THE_YEAR)
    }


def with_other_answers(returns, year):
    """The ratings of all other years turned round."""
    ratings = returns.ratings.copy()
    others = ratings["year"].ne(year)
    ratings.loc[others, "rating"] = 6 - ratings.loc[others, "rating"]
    return replace(returns, ratings=ratings)


def check_year_by_itself(returns, year, by):
    other = with_other_answers(returns, year)
    check_same(of_its_year(returns, year, by), of_its_year(other, year, by))


def test_a_year_says_nothing_of_the_answers_of_another(trust_of, breakdown):
    returns = trust_of(24, 3, seed=5)
    check_year_by_itself(returns, returns.years[1], breakdown)


@pytest.mark.slow
@settings(max_examples=5, **SLOWLY)
@given(data=st.data())
def test_a_year_says_nothing_of_another_in_many_trusts(data, trusts, breakdown):
    returns = data.draw(trusts()).returns()
    check_year_by_itself(returns, data.draw(st.sampled_from(returns.years)), breakdown)


@pytest.fixture(scope="module")
def two_worlds(trust_of, mix):
    """A trust with ratings alone, and the same with sheets exchanged."""
    returns = trust_of(14, 3, seed=3, lines=0, stages=0.0, views=0.0, unanimous=0.2)
    returns = replace(returns, priorities=returns.priorities.head(0))
    return returns, mix(returns, np.random.default_rng(8))


class TestWhatFails:
    """Each of these would tell something of single teams, and the checks above see it."""

    def changed(self, two_worlds, by):
        last = two_worlds[0].years[-1:]
        one, other = (tables_of(returns, by, years=last) for returns in two_worlds)
        with pytest.raises(AssertionError):
            check_same(one, other)
        return {each.split(" ", 1)[1] for each in one if one[each] != other[each]}

    @pytest.mark.slow
    def test_nothing_of_it_without_a_mistake(self, two_worlds, breakdown):
        last = two_worlds[0].years[-1:]
        check_same(*(tables_of(returns, breakdown, years=last) for returns in two_worlds))

    @pytest.mark.slow
    def test_change_of_the_same_teams(self, two_worlds, breakdown, monkeypatch):
        def release_change(returns, before, now, **asked):
            released = change.release_change(returns, before, now, **asked)
            matched = change_between(returns, before, now).set_index("item_id")
            released.table["mean_change"] = (
                matched["mean_change"].reindex(released.table["item_id"]).to_numpy()
            )
            return released

        monkeypatch.setattr(of_year, "release_change", release_change)
        changed = {"change_between", "change_since_first"}
        assert self.changed(two_worlds, breakdown) == changed

    @pytest.mark.slow
    def test_the_rule_on_the_teams_that_joined(self, two_worlds, breakdown, monkeypatch):
        fails = of_practices._fails
        release_practices = of_practices.release_practices

        def of_those_who_joined(returns, year, **asked):
            ratings = returns.ratings
            before = set(ratings.loc[ratings["year"].eq(year - 1), "team_id"])
            joined = replace(returns, ratings=ratings.loc[~ratings["team_id"].isin(before)])
            counts = practice_profile(joined, year=year)
            hidden = set(counts.loc[counts["rated_3"].gt(0), "item_id"])
            monkeypatch.setattr(
                of_practices,
                "_fails",
                lambda table, rule: fails(table, rule) | table["item_id"].isin(hidden),
            )
            return release_practices(returns, year, **asked)

        monkeypatch.setattr(of_year, "release_practices", of_those_who_joined)
        assert "practice_profile" in self.changed(two_worlds, breakdown)

    @pytest.mark.slow
    def test_the_rule_on_another_year(self, two_worlds, breakdown, monkeypatch):
        fails = of_practices._fails
        release_practices = of_practices.release_practices
        returns = two_worlds[0]
        year = returns.years[-1]

        def as_of_the_year_before(returns, year, **asked):
            counts = practice_profile(returns, year=year - 1)
            hidden = set(counts.loc[counts["mean"].gt(3), "item_id"])
            monkeypatch.setattr(
                of_practices,
                "_fails",
                lambda table, rule: fails(table, rule) | table["item_id"].isin(hidden),
            )
            return release_practices(returns, year, **asked)

        check_year_by_itself(returns, year, breakdown)
        monkeypatch.setattr(of_year, "release_practices", as_of_the_year_before)
        with pytest.raises(AssertionError):
            check_year_by_itself(returns, year, breakdown)

    @pytest.mark.slow
    def test_an_order_that_the_answers_of_the_first_team_by_name_decide(
        self, two_worlds, breakdown, monkeypatch
    ):
        first = two_worlds[0].ratings["team_id"].min()

        def release_practices(returns, year, **asked):
            practices = of_practices.release_practices(returns, year, **asked)
            own = returns.ratings.loc[returns.ratings["year"].eq(year)]
            own = own.loc[own["team_id"].eq(first)].drop_duplicates("item_id")
            place = own.set_index("item_id")["rating"]
            table = practices.profile.table
            place = place.reindex(table["item_id"]).fillna(0).argsort(kind="stable").to_numpy()
            return of_practices.Practices(
                replaced(practices.profile, table.iloc[place]), practices.in_parts
            )

        def replaced(released, table):
            return of_practices.withhold(released.name, table, {}, {}, released.notes)

        monkeypatch.setattr(of_year, "release_practices", release_practices)
        assert "practice_profile" in self.changed(two_worlds, breakdown)
