"""What each team means to answer, before anybody writes it down."""

from __future__ import annotations

from functools import cache

from tools.sample import trust
from tools.sample.register import SERVICE_LINES, TEAMS
from tools.sample.trust import LATENT_MEANS, YEARS, chance
from trip_analytics.instruments import load_instrument

TRIP = load_instrument("trip")
TEMPLATE_A = load_instrument("template-a")


def _rounded(latent: float, highest: int) -> int:
    return min(max(round(latent), 1), highest)


@cache
def latent_ratings() -> dict[tuple[str, int, str], float]:
    """The level of a practice for a team in a year, on the rating scale, unrounded."""
    latent = {}
    for team in TEAMS:
        of_team = chance("team", team.team_id).normal(0, trust.TEAM_SD)
        for item_id in TRIP.item_ids:
            rng = chance("team and practice", team.team_id, item_id)
            of_practice = rng.normal(0, trust.TEAM_PRACTICE_SD)
            for year, mean in zip(YEARS, LATENT_MEANS[item_id], strict=True):
                occasion = rng.normal(0, trust.OCCASION_SD)
                latent[team.team_id, year, item_id] = mean + of_team + of_practice + occasion
    return latent


def true_rating(team_id: str, year: int, item_id: str, perspective: str = "team") -> int:
    """The rating (1-5) that a perspective means to give."""
    latent = latent_ratings()[team_id, year, item_id]
    if perspective == "team":
        return _rounded(latent, 5)
    gap = trust.WIDE_PERSPECTIVE_GAP.get(item_id, trust.PERSPECTIVE_GAP)
    own = chance("perspective", team_id, year, item_id, perspective).normal(0, 0.3)
    # Half of the gap on either side of what they agree in the end.
    return _rounded(latent + own + (gap / 2 if perspective != "staff" else -gap / 2), 5)


@cache
def true_stages() -> dict[tuple[str, int, str], int]:
    """The stage (1-3) of each challenge, by service line and year."""
    stages = {}
    for line in SERVICE_LINES:
        of_line = chance("line", line).normal(0, 0.15)
        for item_id in TEMPLATE_A.item_ids:
            rng = chance("line and challenge", line, item_id)
            start = trust.STAGE_IN_2022 + trust.STAGE_AHEAD.get(item_id, 0.0)
            of_challenge = rng.normal(0, 0.25)
            for year in YEARS:
                drift = trust.STAGE_DRIFT * (year - YEARS[0])
                latent = start + drift + of_line + of_challenge + rng.normal(0, 0.1)
                stages[line, year, item_id] = _rounded(latent, 3)
    return stages
