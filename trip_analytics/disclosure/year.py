"""Everything that may be said of a year: what a report is written from, and a store keeps."""

from __future__ import annotations

from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.strongest import default_length
from trip_analytics.disclosure.change import release_change, years_before
from trip_analytics.disclosure.domains import release_domains
from trip_analytics.disclosure.history import release_history
from trip_analytics.disclosure.participation import release_of_list, release_participation
from trip_analytics.disclosure.practices import practices_of, release_practices
from trip_analytics.disclosure.published_figures import Tables, profile_of, table_name
from trip_analytics.disclosure.released import Released, refuse_part_of_trust
from trip_analytics.disclosure.releases import releases
from trip_analytics.disclosure.rules import Audience, Rule
from trip_analytics.disclosure.strongest import release_ends
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns
from trip_analytics.returns.ratings_source import Kind, with_unit
from trip_analytics.returns.worked_out_once import kept_meanwhile


@kept_meanwhile()
def release_year(
    returns: Returns, year: int, *, by: str | None, audience: Audience, rule: Rule
) -> Tables:
    """The released tables of a year, by the function of the analysis that each is of.

    Figures of the year itself, of earlier years as they were published, and change as the
    difference of published averages; what follows the same teams is not among them.

    ``in_parts`` (by the year's one breakdown) and ``change_since_first`` are beside the names of
    functions, and ``practice_profile YEAR`` of each earlier year that is shown. Without what there
    are no returns for. Of several lists, TRIP is first, and the tables of another have its id in
    their names. A list that fewer teams rated than the rule asks for has no tables.

    Raises DisclosureError: the parts of the breakdown would be too small, or the returns are a
    selection of some service lines.
    """
    refuse_part_of_trust(returns, audience)
    tables = {"participation": release_participation(participation(returns, year=year), rule=rule)}
    for kind in ("ratings", "stages", None):
        for place, (instrument, of_list) in enumerate(_lists(returns, year, kind, rule)):
            found: dict[str, Released | None] = {
                name: release.table_of_year(of_list, year, audience, rule)
                for name, release in releases().items()
                if release.question.about == kind
            }
            if instrument is not None:
                came = participation(of_list, year=year, instrument=instrument)
                tables[table_name("participation", instrument)] = release_of_list(came)
            if kind == "ratings":
                found |= _of_practices(of_list, year, by, rule, returns, is_first=not place)
            tables |= {
                table_name(name, instrument if place else None): each
                for name, each in found.items()
                if each is not None
            }
    return tables


def _lists(
    returns: Returns, year: int, kind: Kind | None, rule: Rule
) -> list[tuple[str | None, Returns]]:
    """The lists of a kind in a year, each with its returns; the usual one first."""
    there_are = returns.returned(kind) if kind else ()
    if len(there_are) < 2:
        return [(None, returns)]
    of_each: dict[str | None, Returns] = {
        each: returns.select(instrument=each) for each in there_are
    }
    of_year = {each: some for each, some in of_each.items() if year in some.years}
    if kind == "ratings":
        enough = {
            each: some
            for each, some in of_year.items()
            if teams_rated(some, year) >= max(rule.minimum_teams, 1)
        }
        of_year = enough or of_year
    return [*of_year.items()] or [*of_each.items()][:1]


def _of_practices(
    returns: Returns, year: int, by: str | None, rule: Rule, every: Returns, *, is_first: bool
) -> dict[str, Released | None]:
    """How one list's practices are rated, and were."""
    whole = every if every is not returns else None
    try:
        practices = release_practices(returns, year, by=by, rule=rule, every=whole)
    except DisclosureError:
        if is_first:
            raise
        # Too few teams returned this list to show it in parts.
        practices = release_practices(returns, year, rule=rule)
    places = int(practices.profile.table["rank_low"].notna().sum())
    few = default_length(places)
    return {
        "practice_profile": practices.profile,
        "strongest_practices": release_ends(practices.profile, few, strongest=True),
        "weakest_practices": release_ends(practices.profile, few, strongest=False),
        "in_parts": practices.in_parts,
        "domain_profile": release_domains(returns, year, practices.profile, rule),
        **_of_earlier_years(returns, year, by, practices.profile, rule, whole),
    }


def _of_earlier_years(
    returns: Returns,
    year: int,
    by: str | None,
    profile: Released,
    rule: Rule,
    every: Returns | None,
) -> dict[str, Released]:
    """The years before that have ratings, and the change since the last of them."""
    earlier = years_before(returns, year, rule)
    if not earlier or not profile.table["teams"].gt(0).any():
        return {}
    before = {each: practices_of(returns, each, rule, by, every) for each in earlier}
    profiles = {**before, year: profile}
    since = {"change_between": earlier[-1]}
    if len(earlier) > 1:
        since["change_since_first"] = earlier[0]
    return {
        **{profile_of(each): released for each, released in before.items()},
        **{
            name: release_change(returns, each, year, rule=rule, profiles=profiles)
            for name, each in since.items()
        },
        "practice_history": release_history(returns, profiles),
    }


def teams_rated(returns: Returns, year: int) -> int:
    """How many teams rated any practice in a year."""
    rated = returns.ratings["year"].eq(year) & returns.ratings["rating"].notna()
    return int(with_unit(returns.ratings.loc[rated], "ratings")["unit"].nunique())
