"""The shape every result has: a flat table, typed, that can say of itself what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Self

import pandas as pd

from trip_analytics.analysis.notebook_view import as_html, can_show
from trip_analytics.analysis.one_list import OneList, one_list
from trip_analytics.analysis.options import NothingToSay, check_breakdown, parts_of_one_team
from trip_analytics.returns.ratings_source import Kind, RatingsSource
from trip_analytics.tables.columns import TEXT
from trip_analytics.words import number

if TYPE_CHECKING:
    from pandas._typing import DtypeObj

Columns = Mapping[str, str]
Asked = ParamSpec("Asked")

_MOST_NAMED: Final = 12  # in a note

# The item and the name of a row over all practices, which is no practice itself.
ALL: Final = "all"
ALL_PRACTICES: Final = "All practices"


class Result(pd.DataFrame):
    """A table that shows itself in a notebook with what it says and what to know of it.

    A class, since pandas asks the table itself how it looks; in all else it is a plain
    table, as is whatever is selected or worked out of it.

    ``attrs["analysis"]`` is the name of the function that made it, ``attrs["notes"]``
    the list of what a reader must know.
    """

    @property
    def _constructor(self) -> type[Self]:
        return type(self)

    def _repr_html_(self) -> str | None:
        if "analysis" in self.attrs and can_show(self):
            return as_html(self, self.attrs.get("notes", []))
        html: str | None = super()._repr_html_()  # type: ignore[misc] # the stubs lack it
        return html


def with_breakdown(columns: Columns, by: str | None) -> Columns:
    """Columns with the breakdown's own behind the item and its name; refuse any other breakdown."""
    check_breakdown(by)
    if by is None:
        return columns
    names = list(columns.items())
    return dict([*names[:2], (by, TEXT), *names[2:]])


def typed(columns: Columns, values: Mapping[str, Any] | pd.DataFrame) -> pd.DataFrame:
    """Values as these columns, in their order and types."""
    frame = values
    if not isinstance(frame, pd.DataFrame):
        frame = pd.DataFrame({name: values[name] for name in columns}, copy=False)
    # Column by column: DataFrame.astype joins the columns anew, which takes three times as long.
    typed_columns = {name: frame[name].array.astype(_dtype(kind)) for name, kind in columns.items()}
    return pd.DataFrame(typed_columns, index=frame.index, copy=False)


@cache
def _dtype(name: str) -> DtypeObj:
    return pd.api.types.pandas_dtype(name)


def result(
    analysis: str,
    table: pd.DataFrame,
    notes: Iterable[str],
    *,
    of_list: OneList[Any] | None = None,
    **asked: Any,  # noqa: ANN401 # whatever was asked for
) -> Result:
    """A table with the analysis that it is of, what was asked, and what a reader must know.

    ``of_list`` is the list of statements whose answers it rests on.
    """
    shown = Result(table)
    list_said, more = (of_list.said, of_list.notes) if of_list else ({}, ())
    shown.attrs.update(analysis=analysis, **list_said, **asked, notes=[*notes, *more])
    return shown


def in_columns(
    columns: Columns | Callable[[str | None, Any], Columns],
    kind: Kind | None = None,
    *,
    name: str | None = None,
) -> Callable[[Callable[Asked, pd.DataFrame]], Callable[Asked, pd.DataFrame]]:
    """A question's function, whose answer has no rows and says why where there is nothing to say.

    ``columns`` are those of its answer without a breakdown's, or a function of the breakdown and
    the list of statements; ``kind`` is that of the list it is about, if it is about one. Any other
    breakdown than the two is refused at once.
    """

    def decorated(question: Callable[Asked, pd.DataFrame]) -> Callable[Asked, pd.DataFrame]:
        takes = signature(question)

        @wraps(question)
        def answered(*given: Asked.args, **options: Asked.kwargs) -> pd.DataFrame:
            asked = takes.bind(*given, **options).arguments
            by = asked.get("by")
            check_breakdown(by)
            try:
                return question(*given, **options)
            except NothingToSay as nothing:
                of_list = (
                    one_list(asked["returns"], asked.get("instrument"), kind) if kind else None
                )
                titles = columns(by, of_list) if callable(columns) else with_breakdown(columns, by)
                empty = typed(titles, {title: [] for title in titles})
                return result(name or question.__name__, empty, nothing.reasons, of_list=of_list)

        return answered

    return decorated


def item_rows(
    returns: RatingsSource,
    table: pd.DataFrame,
    columns: Columns,
    *,
    by: str | None,
    figures: Callable[[pd.DataFrame, list[str]], Mapping[str, Any]],
    rows: Mapping[str, tuple[str, str]] | None = None,
    counted: pd.DataFrame | None = None,
    with_all: bool = False,
    **years: int,
) -> pd.DataFrame:
    """A row for each item of a table, and part of it, in printed order.

    ``figures`` computes, from the rows of one part, the columns that are neither
    item, name, part nor ``years``: as many values as there are items, and one more, over
    all of them, ``with_all``. ``rows`` are the item and the name of each item_id in the
    table, where they are not its own. ``counted`` is as for :func:`parts_of`.
    """
    if rows is None:
        known = names_of(returns)
        items = in_printed_order(returns, table["item_id"].unique())
        rows = {item_id: (item_id, known.get(item_id, item_id)) for item_id in items}
    items = list(rows)
    columns = with_breakdown(columns, by)
    item, name = list(columns)[:2]
    shown = [*rows.values(), *([(ALL, ALL_PRACTICES)] if with_all else [])]
    named: dict[str, Any] = {item: [own for own, _ in shown], **years}
    named[name] = [said for _, said in shown]
    parts = [
        pd.DataFrame({**named, str(by): part, **figures(of_part, items)})
        for part, of_part in parts_of(table, by, counted)
    ]
    if not parts:
        return typed(columns, {column: [] for column in columns})
    if len(parts) > 1:
        together = pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)
        return typed(columns, together)
    return typed(columns, parts[0])


def is_of_all(table: pd.DataFrame) -> pd.Series[bool]:
    """Which rows are over all practices: none where a table has no items."""
    if "item_id" not in table:
        return pd.Series(False, index=table.index)
    of_all: pd.Series[bool] = table["item_id"].eq(ALL).fillna(False).astype(bool)
    return of_all


def parts_of(
    table: pd.DataFrame, by: str | None, counted: pd.DataFrame | None = None
) -> list[tuple[Any, pd.DataFrame]]:
    """The parts of a breakdown by name, the one without a name last.

    A part of one team is left out: its figures would be that team's answers. Its teams are
    those of the table, or of ``counted``.
    """
    if by is None:
        return [(pd.NA, table)]
    alone = parts_of_one_team(table if counted is None else counted, by)
    known = sorted(set(table[by].dropna().unique()) - alone.named, key=str.casefold)
    parts: list[tuple[Any, pd.DataFrame]] = [(part, table.loc[table[by] == part]) for part in known]
    unknown = table.loc[table[by].isna()]
    return parts if unknown.empty or alone.unnamed else [*parts, (pd.NA, unknown)]


def about_parts(by: str | None, table: pd.DataFrame, *counted: pd.DataFrame) -> list[str]:
    """Say that some teams have no service line or team type, and which parts are left out.

    ``counted`` are the tables whose teams the parts are of, one for each year perhaps.
    """
    if by is None:
        return []
    word = by.replace("_", " ")
    alone = [parts_of_one_team(each, by) for each in counted or (table,)]
    names = sorted({name for each in alone for name in each.named}, key=str.casefold)
    left_out = any(each.unnamed for each in alone)
    notes = about(
        f"{word.capitalize()}s of one team are left out, because the figures would be that team's "
        "answers",
        [*names, "not known"] if left_out else names,
    )
    if table[by].isna().any() and not left_out:
        notes.append(f"Teams whose {word} is not known are shown together, without a name.")
    return notes


def names_of(returns: RatingsSource) -> dict[str, str]:
    """Each item's short name, in the order of the instruments and their items."""
    names: dict[str, str] = {}
    for instrument in returns.instruments:
        for item_id, label in instrument.labels.items():
            names.setdefault(item_id, label)
    return names


def in_printed_order(returns: RatingsSource, item_ids: Iterable[str]) -> list[str]:
    """Items once each as their instruments print them, unknown ones behind by id."""
    wanted = set(item_ids)
    known = names_of(returns)
    return [item for item in known if item in wanted] + sorted(wanted - known.keys())


def about(sentence: str, names: Iterable[str]) -> list[str]:
    """A sentence with the items it is about, of many the first; or nothing where there are none."""
    every = list(dict.fromkeys(names))
    more = len(every) - _MOST_NAMED
    said = ", ".join(every if more <= 1 else every[:_MOST_NAMED])
    if more > 1:
        said += f" and {number(more)} others"
    return [f"{sentence}: {said}."] if every else []
