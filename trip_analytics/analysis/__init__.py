"""Tidy tables in, tidy tables out: what the returns say, over teams.

Pure functions on :class:`trip_analytics.Returns`. Teams are the unit,
each with the same weight; no result names a team beside a rating.
"""

from trip_analytics.analysis.assets import assets_by_category
from trip_analytics.analysis.challenge_priorities import challenge_priorities
from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.effect import priority_effect
from trip_analytics.analysis.history import practice_history
from trip_analytics.analysis.indicators import control_chart
from trip_analytics.analysis.innovations import innovation_link
from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.perspectives import perspective_gap
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.priorities import priority_themes
from trip_analytics.analysis.progress import priority_progress
from trip_analytics.analysis.sentences import describe
from trip_analytics.analysis.stage_change import stage_change
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.analysis.strongest import strongest_practices, weakest_practices
from trip_analytics.analysis.trend import trend

__all__ = [
    "assets_by_category",
    "challenge_priorities",
    "change_between",
    "control_chart",
    "describe",
    "innovation_link",
    "participation",
    "perspective_gap",
    "practice_history",
    "practice_profile",
    "priority_effect",
    "priority_progress",
    "priority_themes",
    "stage_change",
    "stage_profile",
    "strongest_practices",
    "trend",
    "weakest_practices",
]
