"""What is asked of a year's report, and the released tables that it is written from.

Everything the report shows, in tables, pictures, sentences and alternative texts, is
written from these, and from the comments that a person chose one by one; the returns
themselves are not looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import pandas as pd

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.effect import priority_effect
from trip_analytics.analysis.options import whole_year
from trip_analytics.analysis.progress import priority_progress
from trip_analytics.analysis.stage_change import stage_change
from trip_analytics.analysis.trend import trend
from trip_analytics.disclosure.change import years_before
from trip_analytics.disclosure.published_figures import (
    Tables,
    check_partition,
    published_tables,
    table_name,
)
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import PROMISED, Audience, Policy, rule_for
from trip_analytics.disclosure.stages import teams_returned
from trip_analytics.disclosure.year import release_year
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.reports.model import PLAIN, Look
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import Kind
from trip_analytics.returns.worked_out_once import kept_meanwhile

# Why parts about ratings are left out.
NO_RATINGS: Final = "Ratings of practices: no team rated its practices."
NO_STAGES: Final = "The organisational challenges: nobody returned Template A in this year."

# Whom a report for the board is for, unless somebody is named.
READERS: Final = "the Board"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """What is asked of a report."""

    year: int | str | None = None
    """The latest in the returns by default."""
    by: str | None = None
    """One breakdown, in which small groups are merged."""
    audience: Audience = "public"
    readers: str = READERS
    """Whom a report for the board is for."""
    policy: Policy = PROMISED
    """The numbers of the rule of disclosure; higher ones than it has, if any."""
    quotes: tuple[Quote, ...] = ()
    """The comments that a person chose."""
    publish: bool = False
    """Whether the report is about to be published, and so is no draft."""
    sections: tuple[str, ...] = ()
    """The parts that the report has, by the names of their modules; all of them if empty."""
    organisation: str | None = None
    """By default the name that most returns give."""
    look: Look = PLAIN
    """Its logo, colour, date and whom to ask."""


# Of the latest year, for the public.
PUBLIC_REPORT: Final = ReportRequest()


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a year's report is written from."""

    request: ReportRequest
    year: int
    organisation: str
    is_draft: bool
    """Whether the returns are from a store, and the report is not being published; for the Board,
    whether the year is not."""
    # The definitions: names, statements, scales. Of several lists, the first ones.
    practices: Instrument
    challenges: Instrument
    lists: Mapping[Kind, tuple[Instrument, ...]]
    """Every list of practices (``ratings``) and of challenges (``stages``) of the year; each has
    sections of its own, for which ``about`` gives the data."""
    has_register: bool
    """Whether the teams asked are those of a register."""
    tables: Tables
    """By the function of the analysis that each is of, as
    :func:`trip_analytics.disclosure.year.release_year` gives them; ``progress_so_far``, what became
    of the priorities of each year; ``stage_change``, where it may be shown; for the board and the
    desk ``same_teams``, the change in teams that rated in both years, and ``trend`` as well."""

    def about(self, instrument: Instrument) -> Self:
        """The same data with the tables of one list under their plain names."""
        kind: Kind = "ratings" if instrument in self.lists["ratings"] else "stages"
        first = self.lists[kind][0]
        sign = table_name("", instrument.instrument_id)
        tables = {
            name: each
            for name, each in self.tables.items()
            if instrument == first or each.table.attrs.get("instrument") != first.instrument_id
        }
        own = {
            name.removesuffix(sign): each for name, each in tables.items() if name.endswith(sign)
        }
        of_list = replace(self, tables={**tables, **own})
        if kind == "ratings":
            return replace(of_list, practices=instrument)
        return replace(of_list, challenges=instrument)

    @property
    def anybody_rated(self) -> bool:
        """Whether any team rated any practice."""
        return bool(self.tables["practice_profile"].table["teams"].gt(0).any())

    @property
    def nobody_gave_stages(self) -> bool:
        """Whether nobody returned the form that asks for stages."""
        return self.tables["stage_profile"].table.empty


@kept_meanwhile()
def gather_data(returns: Returns, request: ReportRequest = PUBLIC_REPORT) -> ReportData:
    """Analyse a year and release what may be shown.

    Raises AnalysisError: there are no returns, or none of that year.
    Raises DisclosureError: fewer than 5 teams returned a review, or a breakdown would show single
    teams.
    """
    year = chosen_year(returns, request.year)
    request = replace(request, year=year, readers=" ".join(request.readers.split()))
    if request.audience == "board" and not request.readers:
        raise DisclosureError("Say whom the report is for, by name or office.")
    rule = rule_for(request.audience, request.policy)
    _refuse_few_teams(returns, year, rule.minimum_teams)
    tables = published_tables(returns, year) if request.audience == "board" else None
    if tables is None:
        tables = release_year(returns, year, by=request.by, audience=request.audience, rule=rule)
    elif request.by is not None:
        check_partition(returns, year, request.by)
    lists: dict[Kind, tuple[Instrument, ...]] = {
        kind: _lists(returns, kind, tables) for kind in _PROFILES
    }
    return ReportData(
        request=request,
        year=year,
        organisation=request.organisation or _organisation(returns, year),
        is_draft=not request.publish and _is_draft(returns, year, request.audience),
        practices=lists["ratings"][0],
        challenges=lists["stages"][0],
        lists=lists,
        has_register=len(returns.teams) > 0,
        tables={**tables, **_over_the_years(returns, year, request, lists)},
    )


def _is_draft(returns: Returns, year: int, audience: Audience) -> bool:
    """Whether a report that is not being published is a draft.

    From a folder nothing is published. The Board's report is never published itself: it is a
    draft until the year's public report is.
    """
    if returns.secret is None or audience == "desk":
        return False
    return audience == "public" or all(each.year != year for each in returns.published)


def _over_the_years(
    returns: Returns, year: int, request: ReportRequest, lists: Mapping[Kind, Sequence[Instrument]]
) -> dict[str, Released]:
    """What is said of several years, list by list."""
    until = _until(returns, year)
    tables: dict[str, Released] = {}
    for kind, of_list in _OVER_THE_YEARS.items():
        several = len(lists[kind]) > 1
        for place, each in enumerate(lists[kind]):
            some = until.select(instrument=each.instrument_id) if several else until
            tables |= {
                table_name(name, each.instrument_id if place else None): released
                for name, released in of_list(some, year, request).items()
            }
    return tables


def _until(returns: Returns, year: int) -> Returns:
    """The returns up to a year; the same ones, and what is known of them, if that is the last."""
    if returns.years[-1] == year:
        return returns
    tables = ("returns", "ratings", "stages", "priorities")
    known = {name: getattr(returns, name) for name in tables}
    return replace(
        returns, **{name: each.loc[each["year"].le(year)] for name, each in known.items()}
    )


def _of_practices(returns: Returns, year: int, request: ReportRequest) -> dict[str, Released]:
    """What became of priorities; for the board and the desk what the same teams did, too."""
    results = {"progress_so_far": priority_progress(returns)}
    earlier = years_before(returns, year, rule_for(request.audience, request.policy))
    if request.audience != "public" and earlier:
        results |= {
            "same_teams": change_between(returns, earlier[-1], year),
            "trend": trend(returns),
            "priority_effect": priority_effect(returns),
        }
    return _released(results, returns, request)


def _of_stages(returns: Returns, year: int, request: ReportRequest) -> dict[str, Released]:
    """How stages moved; for the public where no team's own return is among those compared."""
    stages = returns.stages
    earlier = stages.loc[stages["stage"].notna() & stages["year"].lt(year), "year"]
    if earlier.empty or year not in set(stages["year"]):
        return {}
    since = int(earlier.max())
    if request.audience == "public" and teams_returned(returns, since, year):
        return {}
    return _released({"stage_change": stage_change(returns, since, year)}, returns, request)


_OVER_THE_YEARS: Final[Mapping[Kind, Callable[..., dict[str, Released]]]] = {
    "ratings": _of_practices,
    "stages": _of_stages,
}


def _released(
    results: Mapping[str, pd.DataFrame], returns: Returns, request: ReportRequest
) -> dict[str, Released]:
    return {
        name: release(each, returns, audience=request.audience, policy=request.policy)
        for name, each in results.items()
    }


def chosen_year(returns: Returns, year: int | str | None) -> int:
    """The year to report on: the one asked for, else the latest.

    Raises AnalysisError: there are no returns, or none of that year; the message lists the years
    there are.
    """
    if not returns.years:
        raise AnalysisError("There are no returns to report on: add filled-in returns first.")
    if year is None:
        return returns.years[-1]
    year = whole_year(year)
    if year not in returns.years:
        there_are = ", ".join(map(str, returns.years))
        raise AnalysisError(
            f"Nobody returned a review for {year}: choose a year with returns ({there_are})."
        )
    return year


def _refuse_few_teams(returns: Returns, year: int, least: int) -> None:
    ratings = returns.ratings
    rated = ratings.loc[(ratings["year"] == year) & ratings["rating"].notna(), "team_id"].nunique()
    if 0 < rated < least:
        raise DisclosureError(
            f"A report on {year} would show single teams' answers, because fewer than "
            f"{least} teams rated their practices: wait for more returns, or choose "
            "another year."
        )


_PROFILES: Final[Mapping[Kind, str]] = {"ratings": "practice_profile", "stages": "stage_profile"}


def _lists(returns: Returns, kind: Kind, tables: Tables) -> tuple[Instrument, ...]:
    """The definition of each list that the year's tables are about, in their order."""
    profile = _PROFILES[kind]
    of_each = [
        tables[name] for name in tables if name.startswith((f"{profile} [",)) or name == profile
    ]
    return tuple(_instrument(returns, kind, each) for each in of_each)


def _instrument(returns: Returns, kind: Kind, released: Released) -> Instrument:
    """A table's list; where it does not say, the one that most of its items are from."""
    item_ids = set(released.table["item_id"])
    known = [*returns.instruments, *built_in_instruments()]
    of_kind = [each for each in known if each.kind == kind]
    said = released.table.attrs.get("instrument")
    return max(
        of_kind,
        key=lambda each: (each.instrument_id == said, len(item_ids & set(each.item_ids))),
    )


def _organisation(returns: Returns, year: int) -> str:
    """The name that most returns give; of several as often, the first by name."""
    current = returns.returns.loc[
        (returns.returns["year"] == year) & (returns.returns["status"] == "current")
    ]
    names = current["organisation"].dropna().value_counts().sort_index(kind="stable")
    return str(names.idxmax()) if len(names) else "Our organisation"
