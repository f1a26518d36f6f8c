"""From a result of the analysis to what an audience may have of it."""

from __future__ import annotations

from typing import Final, NoReturn

import pandas as pd

from trip_analytics.analysis.history import practice_history
from trip_analytics.analysis.options import BREAKDOWNS, check_returns
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.disclosure.change import practices_of, release_change, release_history
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.practices import (
    KEY,
    Practices,
    keep_rows,
    release_practices,
    withheld_because,
)
from trip_analytics.disclosure.published_figures import (
    check_partition,
    published_profile,
    published_tables,
)
from trip_analytics.disclosure.questions import (
    FOR_THE_DESK_ALONE,
    QUESTIONS,
    Question,
    one_of,
)
from trip_analytics.disclosure.released import (
    Released,
    for_the_desk,
    joined,
    refuse_teams,
    withhold,
)
from trip_analytics.disclosure.rules import (
    PROMISED,
    Audience,
    Policy,
    Rule,
    rounded,
    rounded_up,
    rule_for,
)
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns

_ENDS: Final = ("strongest_practices", "weakest_practices")
_OF_PRACTICES: Final = ("practice_profile", "practice_history")


def release(
    result: pd.DataFrame,
    returns: Returns,
    *,
    audience: Audience = "public",
    policy: Policy = PROMISED,
) -> Released:
    """What an audience may have of a result of the analysis.

    For the public it says of a year only what follows from that year's answers, and treats the
    teams alike. What is released for the same audience is safe together, however much it is; but
    of a year's practices either the whole alone or one breakdown, which withholds more.

    Parameters
    ----------
    result : DataFrame
        What an analysis function returned. A profile with ``by`` is released with its small
        groups merged, beside all teams; others are released for the whole trust.
    returns : Returns
        The returns it was worked out from. If they are from a store and the year is published,
        its figures are given as they were published.
    audience : {"public", "board", "desk"}
        Who is to have it. What follows the same teams over the years is for the board. For
        the desk, figures are exact, and must not be passed on.
    policy : Policy, optional
        Higher numbers than the rule has. Lower ones are refused.

    Returns
    -------
    Released
        ``table``, the figures, ``<NA>`` where one is withheld; ``withheld``, which are;
        ``notes``, why. Plots, ``describe`` and reports take it as it is. For the public, a
        change is the difference of the two years' published averages.

    Raises
    ------
    DisclosureError
        It is not for this audience, it names teams, has a breakdown that may not be shown, is
        about other views than those that teams agreed, or is not what the analysis makes of
        these returns.
    AnalysisError
        There are no returns given with it.

    Examples
    --------
    >>> ratings = pd.DataFrame({"team": list("ABCDEFGH"), "year": 2025, "item_id": "choices"})
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=[1, 2, 3, 4, 5, 4, 3, 2]))
    >>> released = release(practice_profile(returns), returns)
    >>> released.table.loc[released.table["item_id"] == "choices", "mean"].tolist()
    [3.0]
    """
    check_returns(returns)
    if not isinstance(returns, Returns):
        raise DisclosureError(
            "A release needs the returns themselves, not a file of ratings: give what load_returns "
            "gives."
        )
    rule = rule_for(audience, policy)
    name = str(getattr(result, "attrs", {}).get("analysis", ""))
    if name not in (*QUESTIONS, *FOR_THE_DESK_ALONE, *_ENDS, *_OF_PRACTICES, "participation"):
        raise DisclosureError(
            "Only what a function of the analysis returned can be released: give it as it is."
        )
    if audience == "desk":
        return for_the_desk(result)
    if reason := FOR_THE_DESK_ALONE.get(name):
        raise DisclosureError(reason)
    if result.attrs.get("perspective", "team") != "team":
        raise DisclosureError(
            "Ratings are released as teams agreed them. The views of staff or of people using "
            "services may be those of one person in a team: perspective_gap compares them in a "
            "way that can be released."
        )
    if name == "participation":
        published = _as_published(name, int(result.attrs.get("year", 0)), result, returns)
        return published or release_participation(result, rule=rule)
    if result.empty:
        return withhold(name, result, {}, {}, [])
    if name in _ENDS:
        return _end(result, returns, rule)
    if name in _OF_PRACTICES:
        return _of_practices(name, result, returns, rule)
    if name == "change_between" and audience == "public":
        return _change(result, returns, rule)
    return _by_rule(name, result, returns, audience, rule)


def _of_practices(name: str, result: pd.DataFrame, returns: Returns, rule: Rule) -> Released:
    if name == "practice_history":
        _check_is_of(result, practice_history(returns))
        years = sorted({int(year) for year in result["year"]})
        released = release_history(
            returns, {year: practices_of(returns, year, rule) for year in years}
        )
        return keep_rows(released, result, [*KEY, "year"])
    year = _year(result)
    by = next((part for part in BREAKDOWNS if part in result), None)
    published = published_tables(returns, year)
    if by is None:
        _check_is_of(result, practice_profile(returns, year=year), counts_alone=True)
        return keep_rows(practices_of(returns, year, rule), result, KEY)
    if published is not None:
        return keep_rows(check_partition(published, year, by), result, KEY)
    if published_profile(returns, year) is not None:
        check_partition({}, year, by)
    practices = release_practices(returns, year, by=by, rule=rule)
    return keep_rows(practices.in_parts or practices.profile, result, KEY)


def _end(result: pd.DataFrame, returns: Returns, rule: Rule) -> Released:
    """A list of the strongest or weakest, made of the practices that are shown."""
    profile = practices_of(returns, _year(result), rule)
    strongest = result.attrs["analysis"] == "strongest_practices"
    return Practices(profile, None).listed(result.attrs["n"], strongest=strongest)


def _change(result: pd.DataFrame, returns: Returns, rule: Rule) -> Released:
    """The difference of published averages, instead of what the same teams did."""
    question = QUESTIONS["change_between"]
    _check_is_of(result, question.again(result, returns))
    since, until = one_of(result, "from_year"), one_of(result, "to_year")
    released = _as_published("change_between", until, result, returns)
    if released is None or one_of(released.table, "from_year") != since:
        released = release_change(
            returns,
            since,
            until,
            rule=rule,
            bridge_wordings=bool(result.attrs["bridge_wordings"]),
        )
    return released.rows(released.table["item_id"].isin(result["item_id"]))


def _by_rule(
    name: str, result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule
) -> Released:
    again = QUESTIONS[name].again(result, returns)
    if name != "priority_themes":  # whose challenges are taken together
        _check_is_of(result, again)
        again = result
    if "year" not in again:
        return apply_rule(name, again, returns, audience, rule)
    return joined(
        [
            _as_published(name, int(year), again, returns)
            or apply_rule(name, again.loc[again["year"] == year], returns, audience, rule)
            for year in again["year"].unique()
        ]
    )


def _as_published(name: str, year: int, result: pd.DataFrame, returns: Returns) -> Released | None:
    """The same table as it was published with its year, if it was."""
    published = published_tables(returns, year)
    released = None if published is None else published.get(name)
    same = released is not None and all(
        released.table.attrs.get(asked) == result.attrs.get(asked)
        for asked in ("of", "over", "bridge_wordings")
    )
    return released if same else None


def apply_rule(
    name: str, result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule
) -> Released:
    """A result with every group of figures withheld where the rule says so, and rounded.

    Raises
    ------
    DisclosureError
        It follows the same teams over the years, and the audience is the public; or it is
        refused as a whole.
    """
    question = QUESTIONS[name]
    result = result.reset_index(drop=True)
    refuse_teams(result)
    hidden = question.hidden(result, returns, rule) if len(result) else {}
    if question.refusal and any(rows.any() for rows in hidden.values()):
        raise DisclosureError(question.refusal)
    if question.audience == "board" and audience == "public" and hidden:
        raise DisclosureError(
            "What the same teams did over the years is never public, because whoever knows who "
            "joined or left could work out an answer: release it for the board, with "
            "audience='board', or give the figures of each year."
        )
    table = _rounded(result.drop(columns=list(question.left_out)), question)
    notes = _notes(question, hidden, rule)
    return withhold(name, table, question.figures, _all_groups(question, hidden, table), notes)


def _all_groups(
    question: Question, hidden: dict[str, pd.Series[bool]], table: pd.DataFrame
) -> dict[str, pd.Series[bool]]:
    nothing = pd.Series(False, index=table.index)
    return {group: hidden.get(group, nothing) for group in question.figures}


def _rounded(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    table = table.copy()
    for column, decimals in question.decimals.items():
        # A p-value is never rounded below the limit that it is over.
        to = rounded_up if column.startswith("p_") else rounded
        table[column] = to(table[column], decimals)
    return table


def _notes(question: Question, hidden: dict[str, pd.Series[bool]], rule: Rule) -> list[str]:
    notes = []
    if any(column.startswith("share") for column in question.decimals):
        notes.append("Shares are given to whole per cent.")
    elif "slope" in question.decimals:
        notes.append("Changes a year are given to two decimals; p-values are rounded up.")
    elif "improved" in question.decimals:
        notes.append(
            "Changes are given to one decimal, shares to the nearest 10%; p-values are rounded up."
        )
    elif question.decimals:
        notes.append("Averages are given to one decimal; p-values are rounded up.")
    if any(rows.any() for rows in hidden.values()):
        notes.append(withheld_because(rule, question.did))
        if any(hidden[group].any() for group in question.companions if group in hidden):
            notes.append(
                "Where one row is withheld another is too, so that it cannot be worked out."
            )
    return notes


def _year(result: pd.DataFrame) -> int:
    years = result["year"].dropna().unique()
    if len(years) != 1:
        _refuse_others()
    return int(years[0])


def _check_is_of(result: pd.DataFrame, again: pd.DataFrame, *, counts_alone: bool = False) -> None:
    """Refuse a table that holds anything but rows of the same analysis worked out again.

    Intervals may be those of a population: then the counts alone are compared.
    """
    columns = list(result.columns)
    same = columns == list(again.columns)
    if same and counts_alone:
        columns = [name for name in columns if not name.endswith(("_low", "_high"))]
    if not same or not set(_rows(result[columns])) <= set(_rows(again[columns])):
        _refuse_others()


def _refuse_others() -> NoReturn:
    raise DisclosureError(
        "This table is not what the analysis makes of these returns: release what it returned, as "
        "it is, with the same returns. What is released for the whole trust takes no `by`."
    )


def _rows(table: pd.DataFrame) -> list[tuple[object, ...]]:
    cells = pd.DataFrame(table).astype(object).where(table.notna(), None)
    return list(cells.itertuples(index=False, name=None))
