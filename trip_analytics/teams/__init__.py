"""Teams: the register of them, and the names by which people call them."""

from trip_analytics.teams.load_register import REGISTER_NAMES, load_register, register_of
from trip_analytics.teams.names import (
    distinctive,
    how_alike,
    kinds_in,
    name_key,
    named_in,
    pairs_that_may_be_alike,
    words_of,
)
from trip_analytics.teams.register import Match, Team, TeamRegister

__all__ = [
    "REGISTER_NAMES",
    "Match",
    "Team",
    "TeamRegister",
    "distinctive",
    "how_alike",
    "kinds_in",
    "load_register",
    "name_key",
    "named_in",
    "pairs_that_may_be_alike",
    "register_of",
    "words_of",
]
