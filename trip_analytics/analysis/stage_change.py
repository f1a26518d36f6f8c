"""How far the organisational challenges moved between two years (Template A)."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import product
from typing import Any, Final

import pandas as pd

from trip_analytics.analysis.one_list import one_list
from trip_analytics.analysis.options import (
    NothingToSay,
    check_parts_hold_teams,
    check_returned,
    years_in_order,
)
from trip_analytics.analysis.questions import Question
from trip_analytics.analysis.results import (
    about,
    about_parts,
    in_columns,
    in_printed_order,
    item_rows,
    names_of,
    result,
)
from trip_analytics.analysis.stages import STAGES, count_by_item, named, returns_behind
from trip_analytics.analysis.team_ratings import answers_of, in_latest_part, low_median
from trip_analytics.analysis.wordings import reworded_items
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TEXT, WHOLE
from trip_analytics.words import number, spelled

COLUMNS = {
    "item_id": TEXT,
    "challenge": TEXT,
    "from_year": WHOLE,
    "to_year": WHOLE,
    "from_stage": WHOLE,
    "to_stage": WHOLE,
    "teams": WHOLE,
}
NEEDS: Final = ("challenge", "from_year", "from_stage", "to_stage", "teams")


@in_columns(COLUMNS, "stages")
def stage_change(
    returns: Returns,
    from_year: int | str,
    to_year: int | str,
    *,
    by: str | None = None,
    instrument: str | None = None,
) -> pd.DataFrame:
    """Who moved from which stage to which, of those that gave a stage in both years.

    A team is compared with itself. A return that names no team is compared with the
    other year's return of the same service line, and one that names neither, the
    organisation's own, with the other year's of the same organisation. Stages are steps
    in an order, not a measure: each of the nine pairs is counted, none is averaged.

    Parameters
    ----------
    returns : Returns
    from_year, to_year : int or str
        The earlier and the later review year.
    by : {"service_line", "team_type"}, optional
        One breakdown, by where a team belongs in the later year.
        A part of one team is left out.
    instrument : str, optional
        Which list of challenges, by its id, where there are several: by default the only one
        there is; of several, Template A (then a note names the others).

    Returns
    -------
    DataFrame
        Nine rows for each challenge that anybody assessed in both years (and for each
        part), in printed order:

        - item_id, challenge, [the ``by`` column], from_year, to_year;
        - from_stage, to_stage (1 engagement, 2 development, 3 transformation), the
          stage in the earlier and in the later year: all nine pairs;
        - teams, how many (teams, service lines or organisations) were at from_stage
          and then at to_stage; `<NA>` where the words of the two years ask for
          different things. Who returned more than once in a year counts with the low
          median of its stages.

        ``attrs["notes"]`` says how many are compared and how many could not be.
        Empty where nobody returned in one of the years or nobody in both.

    Raises
    ------
    AnalysisError
        The years are not in order, the breakdown is not one that the returns have, or each
        part would be a single team.

    Examples
    --------
    >>> stages = pd.DataFrame(
    ...     {
    ...         "team": ["Ash", "Elm", "Ash", "Elm"],
    ...         "year": [2024, 2024, 2025, 2025],
    ...         "item_id": "challenge-4",
    ...         "stage": [1, 2, 2, 2],
    ...     }
    ... )
    >>> change = stage_change(Returns.from_tables(stages=stages), 2024, 2025)
    >>> made = change.loc[change["teams"] > 0, ["from_stage", "to_stage", "teams"]]
    >>> made.astype(int).values.tolist()
    [[1, 2, 1], [2, 2, 1]]
    """
    earlier, later = years_in_order(from_year, to_year)
    of_list = one_list(returns, instrument, "stages")
    returns = of_list.returns
    check_returned(returns, earlier, later)
    answers = _with_who_returned(returns, answers_of(returns, "stages", [earlier, later]))
    if answers.empty:
        raise NothingToSay(f"No return of {earlier} or {later} asks for the stages of challenges.")
    answers = in_latest_part(answers, by)
    check_parts_hold_teams(answers, by)

    given = answers.loc[answers["stage"].notna()]
    matched = _matched(given, earlier, later, by)
    notes = _who_is_compared(given, matched, earlier, later)
    if matched.empty:
        raise NothingToSay(*notes)
    pairs = [
        item_rows(
            returns,
            matched,
            COLUMNS,
            by=by,
            from_year=earlier,
            to_year=later,
            from_stage=before,
            to_stage=after,
            figures=partial(_figures, before=before, after=after),
        )
        for before, after in product(STAGES, STAGES)
    ]
    change = pd.concat(pairs).sort_index(kind="stable").reset_index(drop=True)
    reworded = reworded_items(returns, given.rename(columns={"stage": "rating"}))
    change["teams"] = change["teams"].mask(change["item_id"].isin(reworded))
    notes += _what_is_not_compared(returns, answers, matched, reworded)
    notes += about_parts(by, matched)
    return result("stage_change", change, notes, of_list=of_list)


def _with_who_returned(returns: Returns, answers: pd.DataFrame) -> pd.DataFrame:
    """Answers with the team, service line or organisation as their unit."""
    organisations = returns.returns.drop_duplicates("return_id").set_index("return_id")
    named = _plain(organisations["organisation"])
    distinct = named.dropna().unique()
    if len(distinct) == 1:  # a form that leaves its organisation out is the same one's
        named = named.fillna(distinct[0])
    who = answers.drop_duplicates("return_id").set_index("return_id")
    organisation = named.reindex(who.index).fillna("")
    unit = (
        ("team " + who["team_id"])
        .fillna("service line " + _plain(who["service_line"]))
        .fillna("organisation " + organisation)
    )
    return answers.assign(unit=answers["return_id"].map(unit).astype("string"))


def _plain(names: pd.Series) -> pd.Series:
    """Names without what people write differently from one year to the next."""
    return names.str.casefold().str.strip().str.replace(r"\s+", " ", regex=True)


def _matched(given: pd.DataFrame, earlier: int, later: int, by: str | None) -> pd.DataFrame:
    """A row for each unit and challenge with a stage in both years."""
    who = ["unit", "item_id", *([by] if by else [])]
    middle = low_median(given, "stage")
    before, after = (
        middle.loc[middle["year"] == year, [*who, "stage"]] for year in (earlier, later)
    )
    matched = before.merge(after, on=who, suffixes=("_before", "_after"))
    team_of = given.drop_duplicates("unit").set_index("unit")["team_id"]
    return matched.assign(team_id=matched["unit"].map(team_of).astype("string"))


def _figures(matched: pd.DataFrame, items: list[str], *, before: int, after: int) -> dict[str, Any]:
    moved = (matched["stage_before"] == before) & (matched["stage_after"] == after)
    return {"teams": count_by_item(matched, items, moved)}


def _who_is_compared(
    given: pd.DataFrame, matched: pd.DataFrame, earlier: int, later: int
) -> list[str]:
    compared = set(matched["unit"])
    alone = {
        year: len(set(given.loc[given["year"] == year, "unit"]) - compared)
        for year in (earlier, later)
    }
    notes = [
        "Teams, service lines or organisations that gave the stage of a challenge in both years: "
        f"{len(compared)}. Not compared, because they gave none in the other year: "
        f"{alone[earlier]} of {earlier}, {alone[later]} of {later}."
    ]
    returned = given.groupby(["unit", "year"])["return_id"].nunique()
    if more := returned.index[returned > 1].get_level_values("unit").nunique():
        notes.append(
            f"Returned more than once in a year: {more} of them. Of their stages the middle one "
            "counts, the lower of two."
        )
    return notes


def _what_is_not_compared(
    returns: Returns, answers: pd.DataFrame, matched: pd.DataFrame, reworded: Collection[str]
) -> list[str]:
    known = names_of(returns)

    def names(items: set[str]) -> list[str]:
        return [known.get(item, item) for item in in_printed_order(returns, items)]

    compared = set(matched["item_id"].unique())
    return [
        *about(
            "The words of the two years ask for different things, so no change is given",
            names(compared & set(reworded)),
        ),
        *about(
            "Nobody gave a stage in both years, so it is left out",
            names(set(answers["item_id"].unique()) - compared),
        ),
    ]


def in_words(change: pd.DataFrame) -> str:
    """In which challenges most moved on or back, and how many steps there were in all."""
    if (change.groupby("challenge").size() < len(STAGES) ** 2).any():
        return "These are only some of the steps: the whole result says how the stages changed."
    since = int(change["from_year"].iloc[0])
    every = directions(change)
    given = every.dropna()
    if given.empty:
        return f"How the stages changed since {since} cannot be shown."
    sentences = [_moved(given, since), _in_all(given)]
    if missing := len(every) - len(given):
        sentences.append(f"For {spelled(missing, 'challenge')} no change can be given.")
    sentences.append(
        "Stages are the views of those who filled in the form; a step may only mean that different "
        "people did so."
    )
    return " ".join(sentences)


def directions(change: pd.DataFrame) -> pd.DataFrame:
    """How many moved back, stayed and moved on in each challenge, in its order.

    ``<NA>`` where any of the nine counts is not given, or nobody is compared.
    """
    moves = {
        "moved_back": change["to_stage"] < change["from_stage"],
        "stayed": change["to_stage"] == change["from_stage"],
        "moved_on": change["to_stage"] > change["from_stage"],
    }
    counted = pd.DataFrame(
        {
            move: change["teams"].where(rows, 0).groupby(change["challenge"], sort=False).sum()
            for move, rows in moves.items()
        }
    )
    of_challenge = change["teams"].groupby(change["challenge"], sort=False)
    whole = (of_challenge.count() == len(STAGES) ** 2) & (of_challenge.sum() > 0)
    counted.loc[~whole] = pd.NA
    return counted


def _moved(given: pd.DataFrame, since: int) -> str:
    teams = given.sum(axis="columns")
    said = [
        f"{named(challenges)} {moved.replace('_', ' ')}"
        for moved in ("moved_on", "moved_back")
        if len(challenges := given.index[given[moved] * 2 > teams])
    ]
    where = f"in {returns_behind(teams)} that can be compared with an earlier one"
    what = "; ".join(said) if said else "no challenge moved on or back"
    return f"Since {since}, {where}, {what}."


def _in_all(given: pd.DataFrame) -> str:
    back, same, on = (int(given[move].sum()) for move in ("moved_back", "stayed", "moved_on"))
    return (
        f"Of {spelled(back + same + on, 'stage')} over all challenges, {number(on)} moved on, "
        f"{number(same)} stayed and {number(back)} moved back."
    )


QUESTION: Final = Question(stage_change, in_words, NEEDS, "stages")
