"""What a year's report has to say, as tables that passed the rule of disclosure.

Everything the report shows, in tables, pictures, sentences and alternative texts, is
written from these, and from the comments that a person chose one by one; the returns
themselves are not looked at again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.trend import trend
from trip_analytics.disclosure import PROMISED, Audience, Policy, Released, release, release_year
from trip_analytics.disclosure.change import years_before
from trip_analytics.disclosure.published_figures import Tables, check_partition, published_tables
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.rules import rule_for
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.instruments import Instrument, built_in_instruments
from trip_analytics.returns import Returns


@dataclass(frozen=True, slots=True)
class Findings:
    """What a year's report is written from.

    Attributes
    ----------
    organisation : str
    year : int
    by : str or None
        The breakdown, ``service_line`` or ``team_type``.
    audience : {"public", "board", "desk"}
    readers : str
        Whom a report for the board is for.
    is_draft : bool
        Whether the returns are from a store, and the report is not being published; for the
        Board, whether the year is not.
    policy : Policy
        The numbers of the rule.
    practices, challenges : Instrument
        The definitions: names, statements, scales.
    has_register : bool
        Whether the teams asked are those of a register.
    tables : mapping of str to Released
        By the function of the analysis that each is of, as
        :func:`trip_analytics.disclosure.release_year` gives them.
    matched : Released or None
        What the same teams did since the year before; None for the public.
    trend : Released or None
        How they moved over the years; None for the public.
    quotes : tuple of Quote
        The comments that a person chose.
    """

    organisation: str
    year: int
    by: str | None
    audience: Audience
    readers: str
    is_draft: bool
    policy: Policy
    practices: Instrument
    challenges: Instrument
    has_register: bool
    tables: Tables
    matched: Released | None = None
    trend: Released | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def anybody_rated(self) -> bool:
        """Whether any team rated any practice."""
        return bool(self.profile.table["teams"].gt(0).any())

    @property
    def participation(self) -> Released:
        """Who took part, in numbers."""
        return self.tables["participation"]

    @property
    def profile(self) -> Released:
        """The practices; without rows where no team rated any."""
        return self.tables["practice_profile"]

    @property
    def strongest(self) -> Released:
        """The practices rated highest."""
        return self.tables["strongest_practices"]

    @property
    def weakest(self) -> Released:
        """The practices rated lowest."""
        return self.tables["weakest_practices"]

    @property
    def in_parts(self) -> Released | None:
        """The practices in the parts of the breakdown."""
        return self.tables.get("in_parts")

    @property
    def change(self) -> Released | None:
        """The change of averages since the year before; None where there is none."""
        return self.tables.get("change_between")

    @property
    def history(self) -> Released | None:
        """The averages of each year; None where there is one year alone."""
        return self.tables.get("practice_history")

    @property
    def stages(self) -> Released:
        """Where the challenges stand; without rows where nobody said."""
        return self.tables["stage_profile"]

    @property
    def themes(self) -> Released:
        """What teams chose to work on."""
        return self.tables["priority_themes"]


def find(
    returns: Returns,
    *,
    year: int | None = None,
    by: str | None = None,
    audience: Audience = "public",
    readers: str = "the Board",
    policy: Policy = PROMISED,
    quotes: Sequence[Quote] = (),
    publish: bool = False,
) -> Findings:
    """Analyse a year and release what may be shown.

    Parameters
    ----------
    returns : Returns
    year : int, optional
        The latest by default.
    by : {"service_line", "team_type"}, optional
    audience : {"public", "board", "desk"}
    readers : str
    policy : Policy
    quotes : sequence of Quote
    publish : bool
        Whether the report is about to be published, and so is no draft.

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year.
    DisclosureError
        Fewer than 5 teams returned a review, or a breakdown would show single teams.
    """
    year = chosen_year(returns, year)
    readers = " ".join(readers.split())
    if audience == "board" and not readers:
        raise DisclosureError("Say whom the report is for, by name or office.")
    rule = rule_for(audience, policy)
    _refuse_few_teams(returns, year, rule.minimum_teams)
    tables = published_tables(returns, year) if audience == "board" else None
    if tables is None:
        tables = release_year(returns, year, by=by, audience=audience, rule=rule)
    elif by is not None:
        check_partition(tables, year, by)
    return Findings(
        organisation=_organisation(returns, year),
        year=year,
        by=by,
        audience=audience,
        readers=readers,
        is_draft=not publish and _is_draft(returns, year, audience),
        policy=policy,
        practices=_instrument(returns, "ratings", tables["practice_profile"]),
        challenges=_instrument(returns, "stages", tables["stage_profile"]),
        has_register=len(returns.teams) > 0,
        tables=tables,
        **_over_the_years(returns, year, audience, policy),
        quotes=tuple(quotes),
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
    returns: Returns, year: int, audience: Audience, policy: Policy
) -> dict[str, Released]:
    """What the same teams did, which is for the board and the desk."""
    earlier = years_before(returns, year, rule_for(audience, policy))
    if audience == "public" or not earlier:
        return {}
    ratings = returns.ratings.loc[returns.ratings["year"].le(year)]
    until = replace(
        returns,
        ratings=ratings,
        returns=returns.returns.loc[returns.returns["year"].le(year)],
    )
    results = {
        "matched": change_between(until, earlier[-1], year),
        "trend": trend(until),
    }
    return {
        name: release(result, until, audience=audience, policy=policy)
        for name, result in results.items()
    }


def chosen_year(returns: Returns, year: int | None) -> int:
    """The year to report on: the one asked for, else the latest.

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year; the message lists the years there are.
    """
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


def _instrument(returns: Returns, kind: str, released: Released) -> Instrument:
    """The definition that most of these items are from; a built-in one if none is given."""
    item_ids = set(released.table["item_id"])
    known = [*returns.instruments, *built_in_instruments()]
    of_kind = [each for each in known if each.kind == kind]
    return max(of_kind, key=lambda each: len(item_ids & set(each.item_ids)))


def _organisation(returns: Returns, year: int) -> str:
    """The name that most returns give; of several as often, the first by name."""
    current = returns.returns.loc[
        (returns.returns["year"] == year) & (returns.returns["status"] == "current")
    ]
    names = current["organisation"].dropna().value_counts().sort_index(kind="stable")
    return str(names.idxmax()) if len(names) else "Our organisation"
