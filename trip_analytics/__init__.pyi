# Written by `python tests/test_public_names.py`, from what modules declare.
from collections.abc import Mapping, Sequence
from typing import overload

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trip_analytics.analysis.assets import asset_categories as asset_categories
from trip_analytics.analysis.assets import assets_by_category as assets_by_category
from trip_analytics.analysis.challenge_priorities import (
    challenge_priorities as challenge_priorities,
)
from trip_analytics.analysis.change import change_between as change_between
from trip_analytics.analysis.domains import domain_profile as domain_profile
from trip_analytics.analysis.effect import priority_effect as priority_effect
from trip_analytics.analysis.history import practice_history as practice_history
from trip_analytics.analysis.indicators import Phases
from trip_analytics.analysis.indicators import control_chart as control_chart
from trip_analytics.analysis.innovations import innovation_link as innovation_link
from trip_analytics.analysis.notebook_choice import choose as choose
from trip_analytics.analysis.notebook_view import browse as browse
from trip_analytics.analysis.outcomes import outcomes as outcomes
from trip_analytics.analysis.participation import participation as participation
from trip_analytics.analysis.perspectives import perspective_gap as perspective_gap
from trip_analytics.analysis.plain import plain as plain
from trip_analytics.analysis.plans import plans as plans
from trip_analytics.analysis.practices import practice_profile as practice_profile
from trip_analytics.analysis.priorities import priority_themes as priority_themes
from trip_analytics.analysis.progress import priority_progress as priority_progress
from trip_analytics.analysis.questions import describe as describe
from trip_analytics.analysis.reviews_due import reviews_due as reviews_due
from trip_analytics.analysis.stage_change import stage_change as stage_change
from trip_analytics.analysis.stages import stage_profile as stage_profile
from trip_analytics.analysis.strongest import strongest_practices as strongest_practices
from trip_analytics.analysis.strongest import weakest_practices as weakest_practices
from trip_analytics.analysis.trend import trend as trend
from trip_analytics.auditing.audit import audit_files as audit_files
from trip_analytics.desk.bundled import sample_folder as sample_folder
from trip_analytics.desk.comments import list_comments as list_comments
from trip_analytics.desk.forms.write_forms import write_forms as write_forms
from trip_analytics.desk.to_chase import check_returns as check_returns
from trip_analytics.disclosure.releasing import release as release
from trip_analytics.disclosure.rules import Policy as Policy
from trip_analytics.errors import TripAnalyticsError as TripAnalyticsError
from trip_analytics.loading.import_returns import import_returns as import_returns
from trip_analytics.loading.load_returns import load_returns as load_returns
from trip_analytics.loading.own_lists import load_instrument as load_instrument
from trip_analytics.loading.record_decision import list_decisions as list_decisions
from trip_analytics.loading.record_decision import record_decision as record_decision
from trip_analytics.loading.record_decision import undo_decision as undo_decision
from trip_analytics.plots.drawing.rows import Drawable
from trip_analytics.publishing.packs import write_packs as write_packs
from trip_analytics.publishing.publications import list_publications as list_publications
from trip_analytics.publishing.publications import withdraw_publication as withdraw_publication
from trip_analytics.publishing.report import publish_report as publish_report
from trip_analytics.publishing.report import write_report as write_report
from trip_analytics.returns.open_ratings import open_ratings as open_ratings
from trip_analytics.returns.ratings_source import RatingsSource
from trip_analytics.returns.returns import Returns as Returns

__version__: str

@overload
def plot_challenge_priorities(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how many returns put each challenge in their first five, most chosen first."""

@overload
def plot_challenge_priorities(
    returns: Returns,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how many returns put each challenge in their first five, most chosen first."""

@overload
def plot_change(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw the mean change of each practice between two years."""

@overload
def plot_change(
    returns: RatingsSource,
    from_year: int | str,
    to_year: int | str,
    *,
    by: str | None = ...,
    perspective: str = ...,
    bridge_wordings: bool = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw the mean change of each practice between two years."""

@overload
def plot_change_averages(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw the mean of each practice in two years."""

@overload
def plot_change_averages(
    returns: RatingsSource,
    from_year: int | str,
    to_year: int | str,
    *,
    by: str | None = ...,
    perspective: str = ...,
    bridge_wordings: bool = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw the mean of each practice in two years."""

@overload
def plot_change_parts(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how much of each practice's overall change is change, how much coming and going."""

@overload
def plot_change_parts(
    returns: RatingsSource,
    from_year: int | str,
    to_year: int | str,
    *,
    by: str | None = ...,
    perspective: str = ...,
    bridge_wordings: bool = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how much of each practice's overall change is change, how much coming and going."""

@overload
def plot_domains(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw the mean of each domain with its interval, in printed order."""

@overload
def plot_domains(
    returns: RatingsSource,
    *,
    year: int | None = ...,
    by: str | None = ...,
    perspective: str = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw the mean of each domain with its interval, in printed order."""

@overload
def plot_history(table: Drawable, *, title: str | None = ..., color: str | None = ...) -> Figure:
    """Draw the mean rating of each practice in every year, a small panel for each practice."""

@overload
def plot_history(
    returns: RatingsSource,
    *,
    by: str | None = ...,
    perspective: str = ...,
    instrument: str | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Figure:
    """Draw the mean rating of each practice in every year, a small panel for each practice."""

@overload
def plot_indicators(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ...
) -> Axes | Figure:
    """Draw a control chart of one indicator, or small ones of several."""

@overload
def plot_indicators(
    returns: Returns,
    indicator: str | Sequence[str] | None = ...,
    *,
    team: str | None = ...,
    better: str | Mapping[str, str] | None = ...,
    target: float | Mapping[str, float] | None = ...,
    phases: Phases | Mapping[str, Phases] = ...,
    screen_outliers: bool = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
) -> Axes | Figure:
    """Draw a control chart of one indicator, or small ones of several."""

@overload
def plot_innovations(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how much more each practice changed in teams that introduced something."""

@overload
def plot_innovations(
    returns: Returns,
    innovation: str,
    from_year: int | str,
    to_year: int | str,
    *,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how much more each practice changed in teams that introduced something."""

@overload
def plot_outcomes(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes | Figure:
    """Draw the outcomes of one measure, or of several one below the other."""

@overload
def plot_outcomes(
    returns: Returns,
    measure: str | None = ...,
    *,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes | Figure:
    """Draw the outcomes of one measure, or of several one below the other."""

@overload
def plot_participation(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how many of the teams asked returned a review, part by part, by name."""

@overload
def plot_participation(
    returns: Returns,
    *,
    year: int | str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how many of the teams asked returned a review, part by part, by name."""

@overload
def plot_participation_grid(table: pd.DataFrame, *, title: str | None = ...) -> Figure:
    """Draw who returned a review, whether it was complete and made with both leads, by name."""

@overload
def plot_participation_grid(
    returns: Returns,
    *,
    year: int | str | None = ...,
    instrument: str | None = ...,
    title: str | None = ...,
) -> Figure:
    """Draw who returned a review, whether it was complete and made with both leads, by name."""

@overload
def plot_perspectives(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how each practice is rated from two points of view, within the same teams."""

@overload
def plot_perspectives(
    returns: Returns,
    *,
    year: int | str | None = ...,
    of: str = ...,
    over: str = ...,
    by: str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how each practice is rated from two points of view, within the same teams."""

@overload
def plot_plans(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how many plans there are for each challenge, and what they hold."""

@overload
def plot_plans(
    returns: Returns,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how many plans there are for each challenge, and what they hold."""

@overload
def plot_practices(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw the mean rating of each practice with its interval, strongest first."""

@overload
def plot_practices(
    returns: RatingsSource,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    perspective: str = ...,
    population: int | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw the mean rating of each practice with its interval, strongest first."""

@overload
def plot_practices_agreement(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how far teams agree on each practice, the one on which they differ most first."""

@overload
def plot_practices_agreement(
    returns: RatingsSource,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    perspective: str = ...,
    population: int | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how far teams agree on each practice, the one on which they differ most first."""

@overload
def plot_practices_ranks(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw the ranks that each practice may hold, in the order of the means."""

@overload
def plot_practices_ranks(
    returns: RatingsSource,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    perspective: str = ...,
    population: int | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw the ranks that each practice may hold, in the order of the means."""

@overload
def plot_practices_ratings(
    table: Drawable,
    *,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
    diverging: bool = ...,
) -> Axes:
    """Draw how many teams gave each practice each rating."""

@overload
def plot_practices_ratings(
    returns: RatingsSource,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    perspective: str = ...,
    population: int | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
    diverging: bool = ...,
) -> Axes:
    """Draw how many teams gave each practice each rating."""

@overload
def plot_practices_well(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how many teams in ten rate each practice as well developed."""

@overload
def plot_practices_well(
    returns: RatingsSource,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    perspective: str = ...,
    population: int | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how many teams in ten rate each practice as well developed."""

@overload
def plot_priorities(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how many teams chose each practice as a priority, most chosen first."""

@overload
def plot_priorities(
    returns: Returns,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how many teams chose each practice as a priority, most chosen first."""

@overload
def plot_progress(
    table: Drawable,
    *,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
) -> Axes:
    """Draw how far teams have come with their priorities, year by year or part by part."""

@overload
def plot_progress(
    returns: Returns,
    *,
    by: str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
) -> Axes:
    """Draw how far teams have come with their priorities, year by year or part by part."""

@overload
def plot_stage_change(
    table: Drawable,
    *,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
) -> Axes:
    """Draw how many moved from which stage to which between two years."""

@overload
def plot_stage_change(
    returns: Returns,
    from_year: int | str,
    to_year: int | str,
    *,
    by: str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
) -> Axes:
    """Draw how many moved from which stage to which between two years."""

@overload
def plot_stages(
    table: Drawable,
    *,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
) -> Axes:
    """Draw how many returns place each challenge at each stage."""

@overload
def plot_stages(
    returns: Returns,
    *,
    year: int | str | None = ...,
    by: str | None = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    palette: str | Sequence[str] | None = ...,
) -> Axes:
    """Draw how many returns place each challenge at each stage."""

@overload
def plot_trend(
    table: Drawable, *, ax: Axes | None = ..., title: str | None = ..., color: str | None = ...
) -> Axes:
    """Draw how many rating points a year each practice rose or fell within teams."""

@overload
def plot_trend(
    returns: RatingsSource,
    *,
    by: str | None = ...,
    perspective: str = ...,
    bridge_wordings: bool = ...,
    instrument: str | None = ...,
    ax: Axes | None = ...,
    title: str | None = ...,
    color: str | None = ...,
) -> Axes:
    """Draw how many rating points a year each practice rose or fell within teams."""
