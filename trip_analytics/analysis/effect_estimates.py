"""Did what teams chose improve more? The maths, on grids of teams (rows) and practices.

Teams choose what they rated low, and a low rating tends to rise by itself. So the plain
gain of what was chosen is never computed: it is large where choosing does nothing.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from trip_analytics.analysis.intervals import Answers, Figures, mean_of, paired_t
from trip_analytics.analysis.least_squares import ALMOST_NONE, last_coefficient


class Effect(NamedTuple):
    """How many teams it rests on, and the effect in rating points; NaN where not known."""

    teams: int
    effect: float = np.nan
    low: float = np.nan
    high: float = np.nan
    p_value: float = np.nan


def prior_year_baseline(before: Figures, after: Figures, chosen: Answers) -> Effect:
    """Gain of the chosen practices less that of the team's others, from before the choice.

    Counted from the year before the choice, whose ratings had no part in choosing, to the year
    after; NaN is no rating, a row is a team, a column a practice. One figure for each team that has
    both; a t interval and test over teams.
    """
    of_teams = gain_of_teams(before, after, chosen)[:, np.newaxis]
    (teams,), _ = mean_of(of_teams)
    estimates = paired_t(
        of_teams.round(9)
    )  # so that teams that gained alike do so to the last digit
    return Effect(int(teams), *(float(figure) for (figure,) in estimates))


def gain_of_teams(before: Figures, after: Figures, chosen: Answers) -> Figures:
    """Each team's mean gain in what it chose less that in its other practices; NaN without both."""
    gain = after - before
    _, of_chosen = mean_of(np.where(chosen, gain, np.nan).T)
    _, of_others = mean_of(np.where(chosen, np.nan, gain).T)
    difference: Figures = of_chosen - of_others
    return difference


def ancova(now: Figures, after: Figures, chosen: Answers) -> Effect:
    """What choice adds to the next rating, beside what the last one leads one to expect.

    Least squares of the rating after the choice on: chosen, the rating now, the team's mean
    rating now, and the practice; errors clustered by team, t with teams - 1 degrees of freedom.
    Of teams that have both chosen and other practices with both ratings; arrays as above.
    """
    used = ~np.isnan(now) & ~np.isnan(after)
    used[~(used & chosen).any(axis=1) | ~(used & ~chosen).any(axis=1)] = False
    team, practice = np.nonzero(used)
    teams = len(np.unique(team))
    _, of_team = mean_of(now.T)
    practices = practice[:, np.newaxis] == np.unique(practice)
    beside = _independent(np.column_stack([practices, now[used], of_team[team]]))
    design = np.column_stack([beside, chosen[used]]).astype(float)
    if len(design) <= design.shape[1] or _independent(design).shape != design.shape:
        return Effect(teams)  # choice is one and the same as practice or rating
    return _clustered(after[used], design, team, teams)


def _clustered(after: Figures, design: Figures, team: npt.NDArray[Any], teams: int) -> Effect:
    """The last coefficient, its interval and test."""
    effect = last_coefficient(design, after, team)
    if effect.error**2 < ALMOST_NONE:
        return Effect(teams, effect.value)
    return Effect(teams, effect.value, *effect.interval(), effect.p_value())


def _independent(columns: npt.NDArray[Any]) -> Figures:
    """The columns without those that the others make up."""
    from scipy.linalg import qr

    columns = columns.astype(float)
    if not columns.size:
        return columns
    _, upper, order = qr(columns, mode="economic", pivoting=True)
    size = np.abs(np.diag(upper))
    return columns[:, np.sort(order[: int((size > ALMOST_NONE * size[0]).sum())])]
