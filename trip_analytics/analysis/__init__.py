"""Tidy tables in, tidy tables out: what the returns say, over teams.

Pure functions on :class:`trip_analytics.tables.Returns`. Teams are the unit,
each with the same weight; no result names a team beside a rating.
"""

from trip_analytics.analysis.assets import assets_by_category
from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.indicators import control_chart
from trip_analytics.analysis.innovations import innovation_link
from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.priorities import priority_themes
from trip_analytics.analysis.profile import practice_profile
from trip_analytics.analysis.sentences import describe
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.analysis.strongest import strongest_practices, weakest_practices

__all__ = [
    "assets_by_category",
    "change_between",
    "control_chart",
    "describe",
    "innovation_link",
    "participation",
    "practice_profile",
    "priority_themes",
    "stage_profile",
    "strongest_practices",
    "weakest_practices",
]
