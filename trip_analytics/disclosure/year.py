"""Everything that may be said of a year: what a report is written from, and a store keeps."""

from __future__ import annotations

from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.strongest import default_length
from trip_analytics.disclosure.change import release_change, years_before
from trip_analytics.disclosure.history import release_history
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.practices import practices_of, release_practices
from trip_analytics.disclosure.published_figures import Tables, profile_of
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.releases import releases
from trip_analytics.disclosure.rules import Audience, Rule
from trip_analytics.disclosure.strongest import release_ends
from trip_analytics.returns import Returns


def release_year(
    returns: Returns, year: int, *, by: str | None, audience: Audience, rule: Rule
) -> Tables:
    """The released tables of a year, by the function of the analysis that each is of.

    Figures of the year itself, of earlier years as they were published, and change as the
    difference of published averages; what follows the same teams is not among them.

    Parameters
    ----------
    returns : Returns
    year : int
    by : {"service_line", "team_type"}, optional
        The year's one breakdown.
    audience : {"public", "board", "desk"}
    rule : Rule

    Returns
    -------
    mapping of str to Released
        ``in_parts`` beside the names of functions, and ``practice_profile YEAR`` of each earlier
        year that is shown. Without what there are no returns for.
    """
    practices = release_practices(returns, year, by=by, rule=rule)
    places = int(practices.profile.table["rank_low"].notna().sum())
    few = default_length(places)
    tables: dict[str, Released | None] = {
        "participation": release_participation(participation(returns, year=year), rule=rule),
        "practice_profile": practices.profile,
        "strongest_practices": release_ends(practices.profile, few, strongest=True),
        "weakest_practices": release_ends(practices.profile, few, strongest=False),
        "in_parts": practices.in_parts,
        **_of_earlier_years(returns, year, by, practices.profile, rule),
    }
    for name, release in releases().items():
        if (table := release.table_of_year(returns, year, audience, rule)) is not None:
            tables[name] = table
    return {name: each for name, each in tables.items() if each is not None}


def _of_earlier_years(
    returns: Returns, year: int, by: str | None, profile: Released, rule: Rule
) -> dict[str, Released]:
    """The years before that have ratings, and the change since the last of them."""
    earlier = years_before(returns, year, rule)
    if not earlier or not profile.table["teams"].gt(0).any():
        return {}
    before = {each: practices_of(returns, each, rule, by) for each in earlier}
    profiles = {**before, year: profile}
    return {
        **{profile_of(each): released for each, released in before.items()},
        "change_between": release_change(returns, earlier[-1], year, rule=rule, profiles=profiles),
        "practice_history": release_history(returns, profiles),
    }
