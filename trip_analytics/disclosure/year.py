"""Everything that may be said of a year: what a report is written from, and a store keeps."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.challenge_priorities import challenge_priorities
from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.perspectives import perspective_gap
from trip_analytics.analysis.priorities import priority_themes
from trip_analytics.analysis.progress import priority_progress
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.disclosure.change import (
    practices_of,
    release_change,
    release_history,
    years_before,
)
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.practices import release_practices
from trip_analytics.disclosure.published_figures import Tables, profile_of
from trip_analytics.disclosure.questions import QUESTIONS
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.releasing import apply_rule
from trip_analytics.disclosure.rules import Audience, Rule
from trip_analytics.returns import Returns

# A list of the strongest says little if it is most of the list.
LONGEST_LIST: Final = 5


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
    few = max(1, min(LONGEST_LIST, places * 3 // 8))
    tables: dict[str, Released | None] = {
        "participation": release_participation(participation(returns, year=year), rule=rule),
        "practice_profile": practices.profile,
        "strongest_practices": practices.listed(few, strongest=True),
        "weakest_practices": practices.listed(few, strongest=False),
        "in_parts": practices.in_parts,
        **_of_earlier_years(returns, year, by, practices.profile, rule),
    }
    for name, result in _by_rule(returns, year, audience).items():
        tables[name] = apply_rule(name, result, returns, audience, rule)
    return {name: each for name, each in tables.items() if each is not None}


def _by_rule(returns: Returns, year: int, audience: Audience) -> dict[str, pd.DataFrame]:
    """The results of the year whose release is the rule alone."""
    progress = priority_progress(returns)
    results = {
        "stage_profile": stage_profile(returns, year=year),
        "challenge_priorities": challenge_priorities(returns, year=year),
        "priority_themes": priority_themes(returns, year=year),
        "priority_progress": progress.loc[progress["year"] == year] if len(progress) else progress,
        "perspective_gap": perspective_gap(returns, year=year),
    }
    themes = results["priority_themes"]
    if len(themes) and audience != "desk":
        results["priority_themes"] = QUESTIONS["priority_themes"].again(themes, returns)
    return results


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
