"""Release of how well developed the domains of a list are: of the practices that are shown."""

from __future__ import annotations

from typing import Final

import pandas as pd

from trip_analytics.analysis.domains import (
    QUESTION,
    domain_profile,
    domains_of,
    levels_of,
    team_means,
)
from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.team_ratings import team_ratings
from trip_analytics.disclosure.practices import practices_of
from trip_analytics.disclosure.released import Released, keep_rows, withhold
from trip_analytics.disclosure.releases import (
    InItsOwnWay,
    already_published,
    check_is_of,
    of_its_list,
    only_year,
)
from trip_analytics.disclosure.rules import (
    MEAN_DECIMALS,
    Audience,
    Rule,
    passes,
    rounded,
    withheld_because,
)
from trip_analytics.returns import Returns

_MEANS: Final = ["mean", "mean_low", "mean_high"]


def release_domains(returns: Returns, year: int, profile: Released, rule: Rule) -> Released | None:
    """A year's domains, of the practices whose average is shown; None where there are none.

    A practice that is withheld takes part in nothing else, so ``items`` counts those that are
    shown. A domain is withheld where the teams' means over them fail the rule.

    Parameters
    ----------
    returns : Returns
        Of one list.
    year : int
    profile : Released
        The year's practices, as they may be shown.
    rule : Rule
    """
    table = domain_profile(returns, year=year)
    if table.empty:
        return None
    of_list = one_list(returns, None)
    shown = profile.table.loc[profile.table["mean"].notna(), "item_id"]
    domains = domains_of(of_list.definition, set(shown))
    means = team_means(team_ratings(returns, [year], "team"), domains)
    figures = levels_of(means, of_list)
    table = table.assign(items=[len(items) for items in domains.values()])
    for name, figure in figures.items():
        typed = pd.Series(figure, index=table.index).astype(table[name].dtype)
        table[name] = typed if name == "teams" else rounded(typed, MEAN_DECIMALS)
    values = [pd.Series(of_domain).round(9).value_counts() for of_domain in means.T]
    counts = pd.DataFrame(values).fillna(0).set_axis(table.index)
    fails = ((table["teams"] > 0) & ~passes(counts, rule)).astype(bool)
    notes = ["Averages are given to one decimal.", _HALF_OF_SHOWN]
    if fails.any():
        notes.append(withheld_because(rule, "rated half of the practices"))
    return withhold(QUESTION.name, table, {"means": _MEANS}, {"means": fails}, notes)


_HALF_OF_SHOWN: Final = (
    "A team counts in a domain where it rated half or more of the practices that are shown; those "
    "that are withheld take no part."
)


def _release(result: pd.DataFrame, returns: Returns, _: Audience, rule: Rule) -> Released:
    year, returns = only_year(result), of_its_list(result, returns)
    check_is_of(result, domain_profile(returns, year=year))
    released = already_published(QUESTION.name, year, result, returns) or release_domains(
        returns, year, practices_of(returns, year, rule), rule
    )
    if released is None:
        return withhold(QUESTION.name, result, {}, {}, [])
    return keep_rows(released, result, ["domain"])


RELEASE: Final = InItsOwnWay(QUESTION, _release)
