"""What a year's report has to say, as tables that passed the rules of disclosure.

Everything the report shows, in tables, pictures, sentences and alternative texts, is
written from these, and from the comments that a person chose one by one; the returns
themselves are not looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from trip_analytics.analysis import (
    change_between,
    participation,
    practice_profile,
    priority_themes,
    stage_profile,
)
from trip_analytics.analysis.options import BREAKDOWNS
from trip_analytics.analysis.strongest import head_of
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.analysis.wordings import apart_by_wording, reworded_items
from trip_analytics.disclosure import (
    Policy,
    Released,
    check_released,
    merge_small_groups,
    release_change,
    release_participation,
    release_profile,
    release_stages,
    release_themes,
)
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.gate import pass_gate
from trip_analytics.disclosure.places import among_shown
from trip_analytics.disclosure.profile import FIGURES, too_alike
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.refusing import refuse_leaks
from trip_analytics.disclosure.rules import PROMISED
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.quoting import Choice, chosen_quotes
from trip_analytics.tables import Returns

# A list of the strongest says little if it is most of the list.
LONGEST_LIST = 5


@dataclass(frozen=True, slots=True)
class Findings:
    """What a year's report is written from.

    Attributes
    ----------
    organisation : str
    year : int
    by : str or None
        The breakdown, ``service_line`` or ``team_type``.
    policy : Policy
        The numbers of the rules that were applied.
    practices, challenges : Instrument
        The definitions: names, statements, scales.
    has_register : bool
        Whether the teams asked are those of a register.
    participation : Released
    profile, strongest, weakest : Released
        Without rows where no team rated practices.
    groups : Released or None
        The profile in merged groups.
    changes : tuple of Released
        Since the year before, and since the first; none where there is no earlier year.
    stages, themes : Released
        Without rows where nobody gave any.
    quotes : tuple of Quote
        The comments that a person chose.
    """

    organisation: str
    year: int
    by: str | None
    policy: Policy
    practices: Instrument
    challenges: Instrument
    has_register: bool
    participation: Released
    profile: Released
    strongest: Released
    weakest: Released
    groups: Released | None
    changes: tuple[Released, ...]
    stages: Released
    themes: Released
    quotes: tuple[Quote, ...] = ()


def find(
    returns: Returns,
    *,
    year: int | None = None,
    by: str | None = None,
    policy: Policy = PROMISED,
    earlier: Sequence[Publication] = (),
    quotes: Choice | None = None,
    strict: bool = False,
) -> Findings:
    """Analyse a year and release what may be shown.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The latest by default.
    by : {"service_line", "team_type"}, optional
    policy : Policy, optional
    earlier : sequence of Publication
        What was published before, as of :func:`published`: with it, this release must give
        nobody's answer away.
    quotes : str, Path or DataFrame, optional
        The list of comments with those marked that are to be quoted.
    strict : bool
        Refuse what would, in the place of withholding it.

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year.
    DisclosureError
        Fewer than 5 teams returned a review, or a breakdown would show single teams; with
        ``strict``, something would have to be withheld beyond the rules.
    QuoteError
        The comments to quote cannot be read, or one of them may not be quoted.
    """
    year = _year(returns, year)
    _refuse_few_teams(returns, year, policy.minimum_teams)
    chosen = () if quotes is None else chosen_quotes(returns, quotes, year)
    profile = practice_profile(returns, year=year)
    groups = None
    if by is not None:
        merged = merge_small_groups(returns, by, year=year, policy=policy)
        parts = practice_profile(merged, year=year, by=by)
        groups = release_profile(profile, groups=parts, policy=policy)
    stages = stage_profile(returns, year=year)
    listed = _lists(profile, returns, too_alike(profile, policy), policy)
    found = Findings(
        organisation=_organisation(returns, year),
        year=year,
        by=by,
        policy=policy,
        practices=_instrument(returns, "ratings", set(profile["item_id"])),
        challenges=_instrument(returns, "stages", set(stages["item_id"])),
        has_register=len(returns.teams) > 0,
        participation=release_participation(participation(returns, year=year), policy=policy),
        profile=listed.profile,
        strongest=listed.strongest,
        weakest=listed.weakest,
        groups=groups,
        changes=_changes(returns, year, policy),
        stages=release_stages(stages, returns, policy=policy),
        themes=release_themes(priority_themes(returns, year=year), returns, policy=policy),
        quotes=chosen,
    )
    new = published(found, returns)
    gate = pass_gate(new, earlier, insiders=policy.insiders)
    if strict:
        refuse_leaks(new, earlier, gate.withheld, insiders=policy.insiders)
    passed = gate.publication.tables
    withheld = passed["profile"].withheld["mean"]
    if withheld.ne(listed.profile.withheld["mean"]).any():
        note = passed["profile"].notes[-1]
        listed = _lists(profile, returns, withheld, policy)
        listed = listed._replace(profile=listed.profile.without(withheld, FIGURES, note=note))
    return replace(
        found,
        profile=listed.profile,
        strongest=listed.strongest,
        weakest=listed.weakest,
        groups=None if found.groups is None else check_released(passed["groups"]),
        changes=tuple(check_released(passed[_change_since(change)]) for change in found.changes),
    )


class _Lists(NamedTuple):
    """A profile, and its two ends."""

    profile: Released
    strongest: Released
    weakest: Released


def _lists(
    profile: pd.DataFrame, returns: Returns, withheld: pd.Series[bool], policy: Policy
) -> _Lists:
    """A profile released, and lists and places of the practices that are not withheld."""
    profile = among_shown(profile, returns, withheld)
    shown = profile.loc[~withheld]
    few = max(1, min(LONGEST_LIST, len(shown) * 3 // 8))
    ends = (head_of(shown, few, strongest=strongest) for strongest in (True, False))
    return _Lists(*(release_profile(table, policy=policy) for table in (profile, *ends)))


def published(found: Findings, returns: Returns) -> Publication:
    """What a report publishes of teams' ratings, with the answers behind it."""
    tables = {
        "profile": found.profile,
        "strongest": found.strongest,
        "weakest": found.weakest,
    }
    if found.groups is not None:
        tables["groups"] = found.groups
    tables |= {_change_since(change): change for change in found.changes}
    answers = returns
    if found.by is not None:
        answers = merge_small_groups(returns, found.by, year=found.year, policy=found.policy)
    years = [year for year in returns.years if year <= found.year]
    ratings = team_ratings(answers, years, "team")
    ratings = ratings.astype(dict.fromkeys(["unit", "item_id", *BREAKDOWNS], "string"))
    part = ratings[found.by] if found.by is not None else None
    ratings = ratings.assign(part=part, practice=_wording_rated(returns, ratings, found.year))
    columns = ["unit", "year", "item_id", "rating", "part", "practice"]
    name = f"the report of {found.year}"
    return Publication(name, tables, ratings[columns], quotes=found.quotes)


def _wording_rated(returns: Returns, ratings: pd.DataFrame, year: int) -> pd.Series:
    """The row of the year's profile that each rating is in, where its item has several."""
    of_year = ratings.loc[ratings["year"] == year]
    reworded = reworded_items(returns, of_year)
    apart, rows = apart_by_wording(returns, of_year, reworded)
    practice = apart["item_id"].map({key: name for key, (_, name) in rows.items()})
    return practice.where(of_year["item_id"].isin(reworded)).reindex(ratings.index).astype("string")


def _change_since(change: Released) -> str:
    return " ".join(["change since", *map(str, change.table["from_year"].unique())])


def _year(returns: Returns, year: int | None) -> int:
    if not returns.years:
        raise AnalysisError("There are no returns to report on: add filled-in returns first.")
    if year is None:
        return returns.years[-1]
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


def _changes(returns: Returns, year: int, policy: Policy) -> tuple[Released, ...]:
    """Since the last year with ratings before this one, and since the first."""
    rated = returns.ratings.loc[returns.ratings["rating"].notna(), "year"]
    earlier = sorted({int(each) for each in rated if each < year})
    if not earlier or year not in set(rated):
        return ()
    return tuple(
        release_change(change_between(returns, since, year), returns, policy=policy)
        for since in dict.fromkeys((earlier[-1], earlier[0]))
    )


def _instrument(returns: Returns, kind: str, item_ids: set[str]) -> Instrument:
    """The definition that most of these items are from; a built-in one if none is given."""
    known = [*returns.instruments, *built_in_instruments()]
    of_kind = [each for each in known if each.kind == kind]
    return max(of_kind, key=lambda each: len(item_ids & set(each.item_ids)))


def _organisation(returns: Returns, year: int) -> str:
    current = returns.returns.loc[
        (returns.returns["year"] == year) & (returns.returns["status"] == "current")
    ]
    names = current["organisation"].dropna().value_counts()
    return str(names.index[0]) if len(names) else "Our organisation"
