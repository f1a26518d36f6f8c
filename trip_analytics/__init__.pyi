# Written by `python tests/test_public_names.py`, from what modules declare.

__version__: str

from trip_analytics.analysis.assets import assets_by_category as assets_by_category
from trip_analytics.analysis.challenge_priorities import (
    challenge_priorities as challenge_priorities,
)
from trip_analytics.analysis.change import change_between as change_between
from trip_analytics.analysis.describe import describe as describe
from trip_analytics.analysis.domains import domain_profile as domain_profile
from trip_analytics.analysis.effect import priority_effect as priority_effect
from trip_analytics.analysis.history import practice_history as practice_history
from trip_analytics.analysis.indicators import control_chart as control_chart
from trip_analytics.analysis.innovations import innovation_link as innovation_link
from trip_analytics.analysis.outcomes import outcomes as outcomes
from trip_analytics.analysis.participation import participation as participation
from trip_analytics.analysis.perspectives import perspective_gap as perspective_gap
from trip_analytics.analysis.plain import plain as plain
from trip_analytics.analysis.plans import plans as plans
from trip_analytics.analysis.practices import practice_profile as practice_profile
from trip_analytics.analysis.priorities import priority_themes as priority_themes
from trip_analytics.analysis.progress import priority_progress as priority_progress
from trip_analytics.analysis.reviews_due import reviews_due as reviews_due
from trip_analytics.analysis.stage_change import stage_change as stage_change
from trip_analytics.analysis.stages import stage_profile as stage_profile
from trip_analytics.analysis.strongest import strongest_practices as strongest_practices
from trip_analytics.analysis.strongest import weakest_practices as weakest_practices
from trip_analytics.analysis.trend import trend as trend
from trip_analytics.auditing.audit import audit_files as audit_files
from trip_analytics.desk.comments import list_comments as list_comments
from trip_analytics.desk.forms.write_forms import write_forms as write_forms
from trip_analytics.disclosure.releasing import release as release
from trip_analytics.disclosure.rules import Policy as Policy
from trip_analytics.errors import TripAnalyticsError as TripAnalyticsError
from trip_analytics.loading.import_returns import import_returns as import_returns
from trip_analytics.loading.load_returns import load_returns as load_returns
from trip_analytics.loading.own_lists import load_instrument as load_instrument
from trip_analytics.loading.record_decision import list_decisions as list_decisions
from trip_analytics.loading.record_decision import record_decision as record_decision
from trip_analytics.loading.record_decision import undo_decision as undo_decision
from trip_analytics.plots.challenge_priorities import (
    plot_challenge_priorities as plot_challenge_priorities,
)
from trip_analytics.plots.change import plot_change as plot_change
from trip_analytics.plots.change import plot_change_averages as plot_change_averages
from trip_analytics.plots.change import plot_change_parts as plot_change_parts
from trip_analytics.plots.domains import plot_domains as plot_domains
from trip_analytics.plots.history import plot_history as plot_history
from trip_analytics.plots.indicators import plot_indicators as plot_indicators
from trip_analytics.plots.innovations import plot_innovations as plot_innovations
from trip_analytics.plots.outcomes import plot_outcomes as plot_outcomes
from trip_analytics.plots.participation import plot_participation as plot_participation
from trip_analytics.plots.participation import plot_participation_grid as plot_participation_grid
from trip_analytics.plots.perspectives import plot_perspectives as plot_perspectives
from trip_analytics.plots.practices import plot_practices as plot_practices
from trip_analytics.plots.practices import plot_practices_agreement as plot_practices_agreement
from trip_analytics.plots.practices import plot_practices_ranks as plot_practices_ranks
from trip_analytics.plots.practices import plot_practices_ratings as plot_practices_ratings
from trip_analytics.plots.priorities import plot_priorities as plot_priorities
from trip_analytics.plots.progress import plot_progress as plot_progress
from trip_analytics.plots.stage_change import plot_stage_change as plot_stage_change
from trip_analytics.plots.stages import plot_stages as plot_stages
from trip_analytics.plots.trend import plot_trend as plot_trend
from trip_analytics.publishing.packs import write_packs as write_packs
from trip_analytics.publishing.publications import list_publications as list_publications
from trip_analytics.publishing.publications import withdraw_publication as withdraw_publication
from trip_analytics.publishing.report import publish_report as publish_report
from trip_analytics.publishing.report import write_report as write_report
from trip_analytics.returns.ratings_file import open_ratings as open_ratings
from trip_analytics.returns.returns import Returns as Returns
