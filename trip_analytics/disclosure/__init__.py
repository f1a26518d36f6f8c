"""What may leave the recovery lead's desk, and in which form: one rule for every figure."""

from __future__ import annotations

from trip_analytics.disclosure.released import Released, check_released
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    AUDIENCES,
    INSIDERS,
    MINIMUM_GROUP,
    MINIMUM_TEAMS,
    OTHER,
    PROMISED,
    Audience,
    Policy,
)
from trip_analytics.disclosure.year import release_year

__all__ = [
    "ALL_TEAMS",
    "AUDIENCES",
    "INSIDERS",
    "MINIMUM_GROUP",
    "MINIMUM_TEAMS",
    "OTHER",
    "PROMISED",
    "Audience",
    "Policy",
    "Released",
    "check_released",
    "release",
    "release_year",
]
