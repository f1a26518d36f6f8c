"""How results leave the desk: by the rule, in a way of their own, or not at all.

Each module of this room that is named after a question declares the release of its results. The
rule itself is in ``rules``: what a question adds to it is how many teams had which value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from trip_analytics.analysis.intervals import Figures
from trip_analytics.analysis.questions import Question, declared_in
from trip_analytics.analysis.results import is_of_all
from trip_analytics.disclosure.published_figures import published_table
from trip_analytics.disclosure.released import Released, joined, refuse_teams, withhold
from trip_analytics.disclosure.rules import (
    SHARES_ROUNDED,
    Audience,
    Rule,
    passes,
    rounded,
    rounded_shares,
    rounded_up,
    with_companions,
    withheld_because,
)
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns

# For each group of figures, how many teams had which value: one table or several, each with the
# rows of the result, all of which must pass.
Values = Mapping[str, Sequence[pd.DataFrame]]


@dataclass(frozen=True)
class Release(ABC):
    """How the results of a question leave the desk."""

    question: Question

    @abstractmethod
    def release(
        self, result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule
    ) -> Released:
        """What the public or the board may have of a result; refuse what nobody may have."""

    def table_of_year(self, *_: Any) -> Released | None:  # noqa: ANN401 # as those below take them
        """The table among all that may be said of a year; None where it is not among them."""
        return None


@dataclass(frozen=True)
class ForTheDeskAlone(Release):
    """Results that have no safe rule for anybody but the desk."""

    why: str
    """The reason, and what to do instead."""

    def release(self, *_: object) -> NoReturn:
        """Refuse every result."""
        raise DisclosureError(self.why)


@dataclass(frozen=True)
class InItsOwnWay(Release):
    """Results whose release takes more than the rule."""

    how: Callable[[pd.DataFrame, Returns, Audience, Rule], Released]
    """The release of a result for an audience."""
    even_empty: bool = False
    """Whether a result without rows is released in that way too, not as it is."""
    of_year: Callable[[Returns, int, Audience, Rule], Released | None] | None = None
    """The released table of a year, if it is among what is said of a year; None where there is
    nothing to say."""

    def release(
        self, result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule
    ) -> Released:
        """What the public or the board may have of a result."""
        if result.empty and not self.even_empty:
            return withhold(self.question.name, result, {}, {}, [])
        return self.how(result, returns, audience, rule)

    def table_of_year(
        self, returns: Returns, year: int, audience: Audience, rule: Rule
    ) -> Released | None:
        """The table of a year, in that way of its own."""
        return self.of_year(returns, year, audience, rule) if self.of_year else None


@dataclass(frozen=True, kw_only=True)
class ByRule(Release):
    """Results in which groups of figures are withheld where the rule says so."""

    again: Callable[[pd.DataFrame, Returns], pd.DataFrame]
    """The result worked out again from the returns, as it was asked for."""
    figures: Mapping[str, Sequence[str]]
    """The columns that are withheld together, by the name of the group."""
    values: Callable[[pd.DataFrame, Returns], Values]
    """How many teams had which value, for each group. A group without them needs no rule: its
    figures follow from nobody's answer."""
    decimals: Mapping[str, int] = field(default_factory=dict)
    """To how many decimals columns are given; others are counts, and exact."""
    did: str = "answered"
    """What the teams behind a row did, for the note."""
    audience: Audience = "public"
    """The widest audience: what follows the same teams over the years is never public."""
    in_public: Callable[[pd.DataFrame, Returns, Rule], Released] | None = None
    """What the public has instead, where the audience is the board."""
    left_out: Sequence[str] = ()
    """Columns that are for the desk alone."""
    companions: Mapping[str, int | None] = field(default_factory=dict)
    """Groups whose rows are choices among them, and how many a team makes; None where it may make
    fewer."""
    of_year: Callable[[Returns, int], pd.DataFrame] | None = None
    """The result of one year, if it is among what is said of a year."""
    replaced: bool = False
    """Whether what is worked out again is released instead of what was given."""

    def release(
        self, result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule
    ) -> Released:
        """What the public or the board may have of a result: of each year, as it was published."""
        name = self.question.name
        if result.empty:
            shown = result.drop(columns=list(self.left_out), errors="ignore")
            return withhold(name, shown, {}, {}, [])
        returns = of_its_list(result, returns)
        again = self.again(result, returns)
        if not self.replaced:
            check_is_of(result, again)
            again = result
        if audience == "public" and self.in_public is not None:
            return self.in_public(result, returns, rule)
        if "year" not in again:
            return self.apply(again, returns, audience, rule)
        return joined(
            [
                already_published(name, int(year), again, returns)
                or self.apply(again.loc[again["year"] == year], returns, audience, rule)
                for year in again["year"].unique()
            ]
        )

    def table_of_year(
        self, returns: Returns, year: int, audience: Audience, rule: Rule
    ) -> Released | None:
        """The table of a year, by the rule."""
        if self.of_year is None:
            return None
        result = self.of_year(returns, year)
        if self.replaced and len(result) and audience != "desk":
            result = self.again(result, returns)
        return self.apply(result, returns, audience, rule)

    def apply(
        self, result: pd.DataFrame, returns: Returns, audience: Audience, rule: Rule
    ) -> Released:
        """A result with every group of figures withheld where the rule says so, and rounded.

        Raises DisclosureError: it follows the same teams over the years, and the audience is the
        public.
        """
        result = result.reset_index(drop=True)
        refuse_teams(result)
        hidden = self._hidden(result, returns, rule)
        if is_of_all(result).any() and any(rows.any() for rows in hidden.values()):
            result, hidden = self._over_those_shown(result, returns, rule, hidden)
        if self.audience == "board" and audience == "public" and hidden:
            raise DisclosureError(
                "What the same teams did over the years is never public, because whoever knows "
                "who joined or left could work out an answer: release it for the board, with "
                "audience='board', or give the figures of each year."
            )
        table = self._rounded(result.drop(columns=list(self.left_out)))
        nothing = pd.Series(False, index=table.index)
        rows = {group: hidden.get(group, nothing) for group in self.figures}
        return withhold(self.question.name, table, self.figures, rows, self._notes(hidden, rule))

    def _hidden(
        self, table: pd.DataFrame, returns: Returns, rule: Rule
    ) -> dict[str, pd.Series[bool]]:
        """The rows of each group that may not be shown."""
        found: dict[str, pd.Series[bool]] = {}
        if table.empty:
            return found
        for group, counts in self.values(table, returns).items():
            fails = pd.Series(False, index=table.index)
            for of_rows in counts:
                fails |= (of_rows.sum(axis=1) > 0) & ~passes(of_rows, rule)
            if group in self.companions:
                fails = with_companions(fails, counts[0], self.companions[group], rule)
            found[group] = fails
        return found

    def _over_those_shown(
        self,
        result: pd.DataFrame,
        returns: Returns,
        rule: Rule,
        hidden: dict[str, pd.Series[bool]],
    ) -> tuple[pd.DataFrame, dict[str, pd.Series[bool]]]:
        """The row over all practices without those of which the first group is withheld.

        Its other groups are withheld where that of any other row is.
        """
        of_all = is_of_all(result)
        first, *others = hidden
        gone = result.loc[hidden[first] & ~of_all, "item_id"]
        shown = replace(
            returns, ratings=returns.ratings.loc[~returns.ratings["item_id"].isin(gone)]
        )
        if len(gone) == (~of_all).sum():
            return result, {group: rows | of_all for group, rows in hidden.items()}
        again = self.again(result, shown)
        again = again.loc[is_of_all(again)].set_axis(result.index[of_all])
        table = pd.concat([pd.DataFrame(result.loc[~of_all]), pd.DataFrame(again)])
        table.attrs = again.attrs = result.attrs
        fails = self._hidden(again, shown, rule)
        withheld = {}
        for group, rows in hidden.items():
            among_others = group in others and bool(rows[~of_all & ~hidden[first]].any())
            of_these = fails[group].reindex(rows.index, fill_value=False) | among_others
            withheld[group] = ((rows & ~of_all) | (of_these & of_all)).astype(bool)
        return table, withheld

    def _rounded(self, table: pd.DataFrame) -> pd.DataFrame:
        table = table.copy()
        for column, decimals in self.decimals.items():
            if column.startswith("share"):
                table[column] = rounded_shares(table[column])
                continue
            # A p-value is never rounded below the limit that it is over.
            to = rounded_up if column.startswith("p_") else rounded
            table[column] = to(table[column], decimals)
        return table

    def _notes(self, hidden: dict[str, pd.Series[bool]], rule: Rule) -> list[str]:
        notes = []
        if any(column.startswith("share") for column in self.decimals):
            notes.append(SHARES_ROUNDED)
        elif "slope" in self.decimals:
            notes.append(
                "Changes a year are rounded to two decimal places; p-values are rounded up."
            )
        elif "improved" in self.decimals:
            notes.append(
                "Changes are rounded to one decimal place, shares to the nearest 10%; p-values are "
                "rounded up."
            )
        elif self.decimals:
            notes.append("Averages are rounded to one decimal place; p-values are rounded up.")
        if any(rows.any() for rows in hidden.values()):
            notes.append(withheld_because(rule, self.did))
            if any(hidden[group].any() for group in self.companions if group in hidden):
                notes.append(
                    "Where one row is withheld another is too, so that it cannot be worked out."
                )
        return notes


@cache
def releases() -> Mapping[str, Release]:
    """The release of every question, by the name of its function."""
    # mypy would have no abstract class here, lest it be called; it is only looked for.
    declared = declared_in("trip_analytics.disclosure", Release)  # type: ignore[type-abstract]
    return {each.question.name: each for each in declared}


def of_its_list(result: pd.DataFrame, returns: Returns) -> Returns:
    """The returns of the list that a result is about, where there are several."""
    instrument = result.attrs.get("instrument")
    for kind in ("ratings", "stages"):
        there_are = returns.returned(kind)
        if instrument in there_are and len(there_are) > 1:
            return returns.select(instrument=instrument)
    return returns


def one_of(table: pd.DataFrame, column: str) -> int:
    """The year that all rows of a result have in a column."""
    return int(table[column].iloc[0])


def only_year(result: pd.DataFrame) -> int:
    """The year of a result of one year; refuse a table of several."""
    years = result["year"].dropna().unique()
    if len(years) != 1:
        _refuse_others()
    return int(years[0])


def both_years(table: pd.DataFrame) -> tuple[int, int]:
    """The two years that a result compares."""
    return one_of(table, "from_year"), one_of(table, "to_year")


def already_published(
    name: str, year: int, result: pd.DataFrame, returns: Returns
) -> Released | None:
    """The same table as it was published with its year, if it was."""
    released = published_table(returns, year, name)
    same = released is not None and all(
        released.table.attrs.get(asked) == result.attrs.get(asked)
        for asked in ("of", "over", "bridge_wordings")
    )
    return released if same else None


def check_is_of(result: pd.DataFrame, again: pd.DataFrame, *, counts_alone: bool = False) -> None:
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
        "it is, with the same returns. Most results are released for the whole trust only: leave "
        "`by` out."
    )


def _rows(table: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = [table[name].array for name in table]
    cells = [np.where(values.isna(), None, values.astype(object)) for values in columns]
    return list(zip(*cells, strict=True))


def yes_or_no(yes: pd.Series, teams: pd.Series) -> pd.DataFrame:
    """How many of the teams said yes, and how many did not."""
    yes = yes.fillna(0).astype(int)
    return pd.DataFrame({"yes": yes, "no": teams.fillna(0).astype(int) - yes})


def values_by_item(table: pd.DataFrame, answers: pd.DataFrame, value: str) -> pd.DataFrame:
    """How many teams had which value, for the item of each row."""
    known = answers.dropna(subset=value)
    by_value = known.groupby([known["item_id"].astype(object), value]).size()
    counts = by_value.unstack(fill_value=0)  # noqa: PD010 # pivot_table takes four times as long
    return counts.reindex(table["item_id"].astype(object), fill_value=0).set_axis(table.index)


def values_in_columns(grid: Figures, items: Sequence[str], table: pd.DataFrame) -> pd.DataFrame:
    """How many of the teams (rows of a grid) have which value, for the item of each row of a table.

    ``items`` are those of the grid's columns.
    """
    columns = pd.DataFrame(grid, columns=list(items)).round(9)
    counts = [columns[item].value_counts() for item in table["item_id"]]
    return pd.DataFrame(counts).fillna(0).set_axis(table.index)
