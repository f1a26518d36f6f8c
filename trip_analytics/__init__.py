"""Teams' own recovery reviews, from filled-in forms to the annual trust report.

Names are loaded when first used, so that importing the package stays quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trip_analytics.analysis import (
        assets_by_category,
        challenge_priorities,
        change_between,
        control_chart,
        describe,
        innovation_link,
        participation,
        perspective_gap,
        practice_history,
        practice_profile,
        priority_effect,
        priority_progress,
        priority_themes,
        stage_change,
        stage_profile,
        strongest_practices,
        trend,
        weakest_practices,
    )
    from trip_analytics.auditing import audit_files
    from trip_analytics.disclosure import Policy, release
    from trip_analytics.errors import TripAnalyticsError
    from trip_analytics.instruments import load_instrument
    from trip_analytics.loading.deciding import list_decisions, record_decision, undo_decision
    from trip_analytics.loading.importing import import_returns
    from trip_analytics.loading.returns import load_returns
    from trip_analytics.plots import (
        plot_challenge_priorities,
        plot_change,
        plot_change_averages,
        plot_change_parts,
        plot_history,
        plot_indicators,
        plot_innovations,
        plot_participation,
        plot_participation_grid,
        plot_perspectives,
        plot_practices,
        plot_practices_ranks,
        plot_practices_ratings,
        plot_priorities,
        plot_progress,
        plot_stage_change,
        plot_stages,
        plot_trend,
    )
    from trip_analytics.publishing import (
        list_publications,
        publish_report,
        withdraw_publication,
        write_report,
    )
    from trip_analytics.quoting import list_comments
    from trip_analytics.ratings_file import open_ratings
    from trip_analytics.returns import Returns

__all__ = [
    "Policy",
    "Returns",
    "TripAnalyticsError",
    "assets_by_category",
    "audit_files",
    "challenge_priorities",
    "change_between",
    "control_chart",
    "describe",
    "import_returns",
    "innovation_link",
    "list_comments",
    "list_decisions",
    "list_publications",
    "load_instrument",
    "load_returns",
    "open_ratings",
    "participation",
    "perspective_gap",
    "plot_challenge_priorities",
    "plot_change",
    "plot_change_averages",
    "plot_change_parts",
    "plot_history",
    "plot_indicators",
    "plot_innovations",
    "plot_participation",
    "plot_participation_grid",
    "plot_perspectives",
    "plot_practices",
    "plot_practices_ranks",
    "plot_practices_ratings",
    "plot_priorities",
    "plot_progress",
    "plot_stage_change",
    "plot_stages",
    "plot_trend",
    "practice_history",
    "practice_profile",
    "priority_effect",
    "priority_progress",
    "priority_themes",
    "publish_report",
    "record_decision",
    "release",
    "stage_change",
    "stage_profile",
    "strongest_practices",
    "trend",
    "undo_decision",
    "weakest_practices",
    "withdraw_publication",
    "write_report",
]

_HOMES = {
    "Policy": "disclosure",
    "Returns": "returns",
    "TripAnalyticsError": "errors",
    "audit_files": "auditing",
    "import_returns": "loading.importing",
    "list_comments": "quoting",
    "list_decisions": "loading.deciding",
    "list_publications": "publishing",
    "load_instrument": "instruments",
    "load_returns": "loading.returns",
    "open_ratings": "ratings_file",
    "publish_report": "publishing",
    "record_decision": "loading.deciding",
    "release": "disclosure",
    "undo_decision": "loading.deciding",
    "withdraw_publication": "publishing",
    "write_report": "publishing",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name, "plots" if name.startswith("plot_") else "analysis")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
