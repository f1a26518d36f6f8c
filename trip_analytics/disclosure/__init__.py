"""What may leave the recovery lead's desk, and in which form."""

from __future__ import annotations

from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.change import release_change
from trip_analytics.disclosure.gate import pass_gate
from trip_analytics.disclosure.merging import merge_small_groups
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.profile import release_profile
from trip_analytics.disclosure.released import Published, Released, check_released
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import (
    ALL_TEAMS,
    INSIDERS,
    MINIMUM_GROUP,
    MINIMUM_TEAMS,
    OTHER,
    Policy,
)
from trip_analytics.disclosure.stages import release_stages
from trip_analytics.disclosure.themes import release_themes

__all__ = [
    "ALL_TEAMS",
    "INSIDERS",
    "MINIMUM_GROUP",
    "MINIMUM_TEAMS",
    "OTHER",
    "Policy",
    "Publication",
    "Published",
    "Released",
    "check_released",
    "merge_small_groups",
    "pass_gate",
    "release",
    "release_change",
    "release_participation",
    "release_profile",
    "release_stages",
    "release_themes",
]
