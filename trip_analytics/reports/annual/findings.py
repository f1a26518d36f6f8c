"""What a year's report has to say, as tables that passed the rules of disclosure.

Everything the report shows, in tables, pictures, sentences and alternative texts, is
written from these; the returns themselves are not looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass

from trip_analytics.analysis import (
    change_between,
    participation,
    practice_profile,
    priority_themes,
    stage_profile,
)
from trip_analytics.analysis.strongest import head_of
from trip_analytics.disclosure import (
    Policy,
    Released,
    merge_small_groups,
    release_change,
    release_participation,
    release_profile,
    release_stages,
    release_themes,
)
from trip_analytics.disclosure.places import among_shown, shown_practices
from trip_analytics.disclosure.rules import PROMISED
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.instruments import Instrument, built_in_instruments
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


def find(
    returns: Returns,
    *,
    year: int | None = None,
    by: str | None = None,
    policy: Policy = PROMISED,
) -> Findings:
    """Analyse a year and release what may be shown.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The latest by default.
    by : {"service_line", "team_type"}, optional
    policy : Policy, optional

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year.
    DisclosureError
        Fewer than 5 teams returned a review, or a breakdown would show single teams.
    """
    year = _year(returns, year)
    _refuse_few_teams(returns, year, policy.minimum_teams)
    profile = among_shown(practice_profile(returns, year=year), returns, policy=policy)
    practices = _instrument(returns, "ratings", set(profile["item_id"]))
    shown = shown_practices(profile, policy=policy)
    few = max(1, min(LONGEST_LIST, len(shown) * 3 // 8))
    groups = None
    if by is not None:
        merged = merge_small_groups(returns, by, year=year, policy=policy)
        parts = practice_profile(merged, year=year, by=by)
        groups = release_profile(profile, groups=parts, policy=policy)
    stages = stage_profile(returns, year=year)
    return Findings(
        organisation=_organisation(returns, year),
        year=year,
        by=by,
        policy=policy,
        practices=practices,
        challenges=_instrument(returns, "stages", set(stages["item_id"])),
        has_register=len(returns.teams) > 0,
        participation=release_participation(participation(returns, year=year), policy=policy),
        profile=release_profile(profile, policy=policy),
        strongest=release_profile(head_of(shown, few, strongest=True), policy=policy),
        weakest=release_profile(head_of(shown, few, strongest=False), policy=policy),
        groups=groups,
        changes=_changes(returns, year, policy),
        stages=release_stages(stages, returns, policy=policy),
        themes=release_themes(priority_themes(returns, year=year), returns, policy=policy),
    )


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
