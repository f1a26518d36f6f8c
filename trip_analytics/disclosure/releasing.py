"""From a result of the analysis to what an audience may have of it."""

from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.options import check_returns
from trip_analytics.disclosure.released import Released, for_the_desk, refuse_part_of_trust
from trip_analytics.disclosure.releases import releases
from trip_analytics.disclosure.rules import PROMISED, Audience, Policy, rule_for
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns
from trip_analytics.returns.worked_out_once import kept_meanwhile


@kept_meanwhile()
def release(
    result: pd.DataFrame,
    returns: Returns,
    *,
    audience: Audience = "public",
    policy: Policy = PROMISED,
) -> Released:
    """What an audience may have of a result of the analysis.

    For the public it says of a year only what follows from that year's answers, and treats the
    teams alike. What is released for the same audience is safe together, however much it is; but
    of a year's practices either the whole alone or one breakdown, which withholds more.

    Parameters
    ----------
    result : DataFrame
        What an analysis function returned. A profile with ``by`` is released with its small
        groups merged, beside all teams; others are released for the whole trust.
    returns : Returns
        The returns it was worked out from. If they are from a store and the year is published,
        its figures are given as they were published.
    audience : {"public", "board", "desk"}
        Who is to have it. What follows the same teams over the years is for the board. For
        the desk, figures are exact, and must not be passed on.
    policy : Policy, optional
        Higher numbers than the rule has. Lower ones are refused.

    Returns
    -------
    Released
        ``table``, the figures, ``<NA>`` where one is withheld; ``withheld``, which are;
        ``notes``, why. Plots, ``describe`` and reports take it as it is. For the public, a
        change is the difference of the two years' published averages.

    Raises
    ------
    DisclosureError
        It is not for this audience, it names teams, has a breakdown that may not be shown, is
        about other views than those that teams agreed, or is not what the analysis makes of
        these returns; or the returns are a selection of some service lines.
    AnalysisError
        There are no returns given with it.

    Examples
    --------
    >>> from trip_analytics.analysis.practices import practice_profile
    >>> ratings = pd.DataFrame({"team": list("ABCDEFGH"), "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=[1, 2, 3, 4, 5, 4, 3, 2]))
    >>> released = release(practice_profile(returns), returns)
    >>> released.table.loc[released.table["item_id"] == "choices", "mean"].tolist()
    [3.0]
    """
    check_returns(returns)
    if not isinstance(returns, Returns):
        raise DisclosureError(
            "A release needs the returns themselves, not a file of ratings: give what load_returns "
            "gives."
        )
    rule = rule_for(audience, policy)
    found = releases().get(getattr(result, "attrs", {}).get("analysis", ""))
    if found is None:
        raise DisclosureError(
            "Only what a function of the analysis returned can be released: give it as it is."
        )
    if audience == "desk":
        return for_the_desk(result)
    refuse_part_of_trust(returns, audience)
    if result.attrs.get("perspective", "team") != "team":
        raise DisclosureError(
            "Ratings are released as teams agreed them. The views of staff or of people using "
            "services may be those of one person in a team: perspective_gap compares them in a "
            "way that can be released."
        )
    return found.release(result, returns, audience, rule)
