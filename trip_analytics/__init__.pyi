# Written by `python tests/test_public_names.py`, from what modules declare.

from trip_analytics.analysis.assets import (
    assets_by_category,
)
from trip_analytics.analysis.challenge_priorities import (
    challenge_priorities,
)
from trip_analytics.analysis.change import (
    change_between,
)
from trip_analytics.analysis.describe import (
    describe,
)
from trip_analytics.analysis.effect import (
    priority_effect,
)
from trip_analytics.analysis.history import (
    practice_history,
)
from trip_analytics.analysis.indicators import (
    control_chart,
)
from trip_analytics.analysis.innovations import (
    innovation_link,
)
from trip_analytics.analysis.participation import (
    participation,
)
from trip_analytics.analysis.perspectives import (
    perspective_gap,
)
from trip_analytics.analysis.practices import (
    practice_profile,
)
from trip_analytics.analysis.priorities import (
    priority_themes,
)
from trip_analytics.analysis.progress import (
    priority_progress,
)
from trip_analytics.analysis.stage_change import (
    stage_change,
)
from trip_analytics.analysis.stages import (
    stage_profile,
)
from trip_analytics.analysis.strongest import (
    strongest_practices,
    weakest_practices,
)
from trip_analytics.analysis.trend import (
    trend,
)
from trip_analytics.auditing.audit import (
    audit_files,
)
from trip_analytics.desk.comments import (
    list_comments,
)
from trip_analytics.disclosure.releasing import (
    release,
)
from trip_analytics.disclosure.rules import (
    Policy,
)
from trip_analytics.errors import (
    TripAnalyticsError,
)
from trip_analytics.instruments.loading import (
    load_instrument,
)
from trip_analytics.loading.import_returns import (
    import_returns,
)
from trip_analytics.loading.load_returns import (
    load_returns,
)
from trip_analytics.loading.record_decision import (
    list_decisions,
    record_decision,
    undo_decision,
)
from trip_analytics.plots.challenge_priorities import (
    plot_challenge_priorities,
)
from trip_analytics.plots.change import (
    plot_change,
)
from trip_analytics.plots.history import (
    plot_history,
)
from trip_analytics.plots.indicators import (
    plot_indicators,
)
from trip_analytics.plots.innovations import (
    plot_innovations,
)
from trip_analytics.plots.participation import (
    plot_participation,
)
from trip_analytics.plots.participation_grid import (
    plot_participation_grid,
)
from trip_analytics.plots.parts import (
    plot_change_parts,
)
from trip_analytics.plots.perspectives import (
    plot_perspectives,
)
from trip_analytics.plots.practices import (
    plot_practices,
)
from trip_analytics.plots.priorities import (
    plot_priorities,
)
from trip_analytics.plots.progress import (
    plot_progress,
)
from trip_analytics.plots.ranks import (
    plot_practices_ranks,
)
from trip_analytics.plots.ratings import (
    plot_practices_ratings,
)
from trip_analytics.plots.stage_change import (
    plot_stage_change,
)
from trip_analytics.plots.stages import (
    plot_stages,
)
from trip_analytics.plots.trend import (
    plot_trend,
)
from trip_analytics.plots.two_years import (
    plot_change_averages,
)
from trip_analytics.publishing.publications import (
    list_publications,
    withdraw_publication,
)
from trip_analytics.publishing.report import (
    publish_report,
    write_report,
)
from trip_analytics.ratings_file import (
    open_ratings,
)
from trip_analytics.returns import (
    Returns,
)

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
