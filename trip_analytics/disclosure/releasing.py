"""From a result of the analysis to what may be published of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple, NoReturn

import pandas as pd

from trip_analytics import analysis
from trip_analytics.analysis.options import BREAKDOWNS, check_returns
from trip_analytics.analysis.strongest import head_of
from trip_analytics.disclosure.challenge_priorities import release_challenge_priorities
from trip_analytics.disclosure.change import release_change
from trip_analytics.disclosure.chart import release_chart
from trip_analytics.disclosure.effect import release_effect
from trip_analytics.disclosure.gap import release_gap
from trip_analytics.disclosure.history import release_history
from trip_analytics.disclosure.merging import merge_small_groups
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.places import among_shown
from trip_analytics.disclosure.profile import release_profile, too_alike
from trip_analytics.disclosure.progress import release_progress
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.rules import PROMISED, Policy
from trip_analytics.disclosure.stage_change import release_stage_change
from trip_analytics.disclosure.stages import release_stages
from trip_analytics.disclosure.themes import release_themes
from trip_analytics.disclosure.trend import release_trend
from trip_analytics.errors import DisclosureError
from trip_analytics.ratings_file import RatingsFile
from trip_analytics.tables import Returns

_NO_RULE: Final = {
    "assets_by_category": (
        "What teams can draw on is told in people's own words, which may tell who somebody is: it "
        "is never released as it is. Read it, and write what you wish to share in your own words."
    ),
    "innovation_link": (
        "There is no safe rule for the link with an innovation: which teams introduced it is "
        "commonly known, so figures on them are figures on a few teams that readers can name. Keep "
        "it at your desk, or say in words what you found."
    ),
}


def release(result: pd.DataFrame, returns: Returns, *, policy: Policy = PROMISED) -> Released:
    """What may be published of a result of the analysis: rounded, with figures withheld.

    Parameters
    ----------
    result : DataFrame
        What an analysis function returned. A profile with ``by`` is released with its small
        groups merged, beside all teams; others are released for the whole trust.
    returns : Returns
        The returns it was worked out from. The rules need more than the result holds, such as
        which teams joined or left.
    policy : Policy, optional
        Higher numbers than the rules have. Lower ones are refused.

    Returns
    -------
    Released
        ``table``, the figures, ``<NA>`` where one is withheld; ``withheld``, which are;
        ``notes``, why. Plots, ``describe`` and reports take it as it is.

    Raises
    ------
    DisclosureError
        There is no safe rule for it, it names teams, has a breakdown that may not be shown, is
        about other views than those that teams agreed, or is not what the analysis makes of
        these returns.
    AnalysisError
        There are no returns given with it.

    Examples
    --------
    >>> ratings = pd.DataFrame({"team": list("ABCDEFGH"), "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=[1, 2, 3, 4, 5, 4, 3, 2]))
    >>> released = release(analysis.practice_history(returns), returns)
    >>> released.table.loc[released.table["item_id"] == "choices", "mean"].tolist()
    [3.0]
    """
    check_returns(returns)
    if isinstance(returns, RatingsFile):
        raise DisclosureError(
            "A release needs the returns themselves, not a file of ratings: give what load_returns "
            "gives."
        )
    name = str(getattr(result, "attrs", {}).get("analysis", ""))
    if reason := _NO_RULE.get(name):
        raise DisclosureError(reason)
    if name not in _RULES:
        raise DisclosureError(
            "Only what a function of the analysis returned can be released: give it as it is."
        )
    if result.attrs.get("perspective", "team") != "team":
        raise DisclosureError(
            "Ratings are released as teams agreed them. The views of staff or of people using "
            "services may be those of one person in a team: perspective_gap compares them in a "
            "way that can be released."
        )
    worked_out_again, rule = _RULES[name]
    if len(result) and worked_out_again is not None:
        _check_is_of(result, worked_out_again(result, returns))
    return rule(result, returns, policy)


def _check_is_of(result: pd.DataFrame, again: pd.DataFrame) -> None:
    """Refuse a table that holds anything but rows of the same analysis worked out again."""
    same_columns = list(result.columns) == list(again.columns)
    if not same_columns or not set(_rows(result)) <= set(_rows(again)):
        _refuse_others()


def _refuse_others() -> NoReturn:
    raise DisclosureError(
        "This table is not what the analysis makes of these returns: release what it returned, as "
        "it is, with the same returns. What is released for the whole trust takes no `by`."
    )


def _rows(table: pd.DataFrame) -> list[tuple[object, ...]]:
    cells = pd.DataFrame(table).astype(object).where(table.notna(), None)
    return list(cells.itertuples(index=False, name=None))


def _year(result: pd.DataFrame, column: str = "year") -> int:
    years = result[column].dropna().unique()
    if len(years) != 1:
        _refuse_others()
    return int(years[0])


def _years(result: pd.DataFrame) -> tuple[int, int]:
    return _year(result, "from_year"), _year(result, "to_year")


def _profile(result: pd.DataFrame, returns: Returns, policy: Policy) -> Released:
    if result.empty:
        return release_profile(result, policy=policy)
    year = _year(result)
    by = next((part for part in BREAKDOWNS if part in result), None)
    if by is None:
        _check_counts(result, returns, year)
        placed = among_shown(result, returns, too_alike(result, policy))
        return release_profile(placed, policy=policy)
    whole = analysis.practice_profile(returns, year=year)
    merged = merge_small_groups(returns, by, year=year, policy=policy)
    parts = analysis.practice_profile(merged, year=year, by=by)
    asked = result["item_id"]
    whole, parts = (each.loc[each["item_id"].isin(asked)] for each in (whole, parts))
    return release_profile(whole, groups=parts, policy=policy)


def _check_counts(profile: pd.DataFrame, returns: Returns, year: int) -> None:
    """Refuse a profile whose counts are not those of the returns; its intervals may be others."""
    again = analysis.practice_history(returns)
    teams = again.loc[again["year"] == year].set_index("item_id")["teams"]
    counted = profile.groupby("item_id")["teams"].sum()
    if not counted.eq(teams.reindex(counted.index)).fillna(False).all():
        _refuse_others()


def _list(result: pd.DataFrame, returns: Returns, policy: Policy) -> Released:
    """A list of the strongest or weakest, made of the practices that are shown."""
    if result.empty:
        return release_profile(result, policy=policy)
    profile = analysis.practice_profile(returns, year=_year(result))
    withheld = too_alike(profile, policy)
    shown = among_shown(profile, returns, withheld).loc[~withheld]
    strongest = result.attrs["analysis"] == "strongest_practices"
    listed = head_of(shown, result.attrs["n"], strongest=strongest)
    return release_profile(listed, policy=policy)


class _Rule(NamedTuple):
    """How a result is worked out again, if it must be the same, and how it is released."""

    again: Callable[[pd.DataFrame, Returns], pd.DataFrame] | None
    rule: Callable[[pd.DataFrame, Returns, Policy], Released]


_RULES: Final[Mapping[str, _Rule]] = {
    "practice_profile": _Rule(None, _profile),
    "strongest_practices": _Rule(None, _list),
    "weakest_practices": _Rule(None, _list),
    "change_between": _Rule(
        lambda it, returns: analysis.change_between(
            returns, *_years(it), bridge_wordings=it.attrs["bridge_wordings"]
        ),
        lambda it, returns, policy: release_change(it, returns, policy=policy),
    ),
    "practice_history": _Rule(
        lambda _, returns: analysis.practice_history(returns),
        lambda it, returns, policy: release_history(it, returns, policy=policy),
    ),
    "trend": _Rule(
        lambda it, returns: analysis.trend(returns, bridge_wordings=it.attrs["bridge_wordings"]),
        lambda it, returns, policy: release_trend(it, returns, policy=policy),
    ),
    "perspective_gap": _Rule(
        lambda it, returns: analysis.perspective_gap(
            returns, year=_year(it), of=it.attrs["of"], over=it.attrs["over"]
        ),
        lambda it, returns, policy: release_gap(it, returns, policy=policy),
    ),
    "stage_profile": _Rule(
        lambda it, returns: analysis.stage_profile(returns, year=_year(it)),
        lambda it, returns, policy: release_stages(it, returns, policy=policy),
    ),
    "stage_change": _Rule(
        lambda it, returns: analysis.stage_change(returns, *_years(it)),
        lambda it, returns, policy: release_stage_change(it, returns, policy=policy),
    ),
    "challenge_priorities": _Rule(
        lambda it, returns: analysis.challenge_priorities(returns, year=_year(it)),
        lambda it, returns, policy: release_challenge_priorities(it, returns, policy=policy),
    ),
    "priority_themes": _Rule(
        lambda it, returns: analysis.priority_themes(returns, year=_year(it)),
        lambda it, returns, policy: release_themes(it, returns, policy=policy),
    ),
    "priority_progress": _Rule(
        lambda _, returns: analysis.priority_progress(returns),
        lambda it, returns, policy: release_progress(it, returns, policy=policy),
    ),
    "priority_effect": _Rule(
        lambda _, returns: analysis.priority_effect(returns),
        lambda it, _, policy: release_effect(it, policy=policy),
    ),
    "participation": _Rule(None, lambda it, _, policy: release_participation(it, policy=policy)),
    "control_chart": _Rule(None, lambda it, _, policy: release_chart(it, policy=policy)),
}
