"""Tables that a person already has: completed by what they say, held to what files are held to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from trip_analytics.errors import TableError
from trip_analytics.instruments import Instrument, Item
from trip_analytics.returns.ratings_source import perspectives_of
from trip_analytics.tables.check import check, empty
from trip_analytics.tables.columns import TABLES, TEXT
from trip_analytics.words import counted, few_listed, year_written

# The column of the answer, in the tables whose rows are answers to items.
_ANSWER: Final[Mapping[str, str]] = {"ratings": "rating", "stages": "stage"}
# What a person may leave out of their own tables, and what is filled in then.
_FILLED: Final[Mapping[str, Mapping[str, str]]] = {
    "returns": {"status": "current"},
    "ratings": {"perspective": "team"},
    "indicators": {"frequency": "month"},
    "outcomes": {"frequency": "month"},
}
# Names, in which a space before, behind or twice inside means nothing.
_NAMES: Final = ("team", "team_id", "service_line", "team_type")
_LIKELY: Final = 60  # an id this like a known one (0-100) is proposed
_ROWS_NAMED: Final = 5


def complete_tables(
    given: Mapping[str, pd.DataFrame], instruments: Sequence[Instrument]
) -> dict[str, pd.DataFrame]:
    """Every table in its columns and types, and a table of returns where none was given.

    Without instruments nothing is known of items, and any item is taken.

    Raises TableError: a table lacks columns or holds what a form could not say; the message lists
    every problem of the table by the columns and the rows that the caller gave.
    """
    for name, table in given.items():
        _check_titles(name, table)
    of_items = {
        name: _instruments_of(name, table, given.get("returns"), instruments)
        for name, table in given.items()
        if name in _ANSWER
    }
    ids = [one for column in of_items.values() for one in column.dropna().unique()]
    main = next(iter(sorted(dict.fromkeys(ids), key="trip".__ne__)), None)
    if "priorities" in given and "ratings" in of_items:  # of the return by the list of their item
        rated = [one for one in instruments if one.instrument_id in set(of_items["ratings"])]
        of_items["priorities"] = _instruments_of("ratings", given["priorities"], None, rated)
    tables = {}
    for name, table in given.items():
        labels = _labels(table)
        _check_who(name, table, labels)
        _check_numbers(name, table, labels)
        tables[name] = check(name, _completed(name, table, of_items.get(name), main), labels)
        if name in _ANSWER:
            _check_answers(name, tables[name], of_items[name], instruments, labels)
    if "ratings" in tables:
        tables["ratings"] = _with_wordings(
            tables["ratings"], of_items["ratings"], instruments, _labels(given["ratings"])
        )
    if "returns" not in tables:
        tables["returns"] = _returns_behind(tables, of_items)
    return tables


def _labels(table: pd.DataFrame) -> list[object]:
    """What the rows of a table are called: by its index, or counted from 0 where that repeats."""
    return list(table.index if table.index.is_unique else range(len(table)))


def instrument_of(items: Iterable[str], kind: str, instruments: Sequence[Instrument]) -> str:
    """The instrument that most of a table's items are of; ``own`` where it is none of them."""
    item_ids = set(items)
    best = next(iter(_by_items_shared(item_ids, kind, instruments)), None)
    if best is None or item_ids.isdisjoint(best.item_ids):
        return "own"
    return best.instrument_id


def _by_items_shared(
    item_ids: set[str], kind: str, instruments: Sequence[Instrument]
) -> list[Instrument]:
    """The instruments of a kind, that with most of these items first."""
    of_kind = [instrument for instrument in instruments if instrument.kind == kind]
    return sorted(of_kind, key=lambda one: -len(item_ids & set(one.item_ids)))


def _instruments_of(
    name: str,
    table: pd.DataFrame,
    returns: pd.DataFrame | None,
    instruments: Sequence[Instrument],
) -> pd.Series[str]:
    """The id of the instrument that each row's item is of; empty where it is of none."""
    if "item_id" not in table:
        return pd.Series(pd.NA, index=range(len(table)), dtype=TEXT)
    items = table["item_id"].astype(TEXT).reset_index(drop=True)
    if "instrument" in table:
        return table["instrument"].astype(TEXT).reset_index(drop=True)
    known: dict[str, str] = {}
    for instrument in _by_items_shared(set(items.dropna()), name, instruments):
        for item_id in instrument.item_ids:
            known.setdefault(item_id, instrument.instrument_id)
    found = items.map(known).astype(TEXT)
    if (
        returns is None
        or not {"return_id", "instrument"} <= set(returns)
        or "return_id" not in table
    ):
        return found
    # Two lists may share ids: then the return says which of them it is of.
    named = returns.drop_duplicates("return_id").set_index("return_id")["instrument"]
    by_return = table["return_id"].reset_index(drop=True).map(named).astype(TEXT)
    ids_of = {one.instrument_id: set(one.item_ids) for one in instruments if one.kind == name}
    for instrument_id, item_ids in ids_of.items():
        found = found.mask((by_return == instrument_id) & items.isin(item_ids), instrument_id)
    return found


def _check_titles(name: str, table: pd.DataFrame) -> None:
    """Refuse titles that are there twice, or would be passed over for capitals or spaces alone."""
    if table.columns.has_duplicates:
        twice = table.columns[table.columns.duplicated()]
        raise _refusal(name, [f"there are two columns {str(twice[0])!r}: keep one of them"])
    known = {column.name for column in TABLES.get(name, ())}
    plain = {title: "_".join(str(title).casefold().split()) for title in table.columns}
    problems = [
        f"call the column {title!r} {meant}"
        for title, meant in plain.items()
        if title not in known and meant in known and meant not in table
    ]
    if problems:
        raise _refusal(name, problems)


def _check_numbers(name: str, table: pd.DataFrame, labels: Sequence[object]) -> None:
    """Refuse years and answers that are not numbers, with the rows that they are in."""
    problems = []
    if "year" in table and name in TABLES:
        years = table["year"].astype(object)
        no_year = [isinstance(year, str) and year_written(year) is None for year in years]
        if any(no_year):
            first = next(year for year, wrong in zip(years, no_year, strict=True) if wrong)
            where = _rows(no_year, labels)
            problems.append(f"year {first[:20]!r} in {where} is no year: write 2025 or 2024/25")
    if (answer := _ANSWER.get(name)) in table:
        given = table[answer].astype(object)
        wrong = given.notna() & (pd.to_numeric(given, errors="coerce").astype(float) % 1).ne(0)
        wrong |= given.map(lambda value: isinstance(value, bool | np.bool_)).astype(bool)
        if wrong.any():
            problems.append(
                f"{answer} must hold whole numbers or be empty: "
                f"{str(given[wrong.to_numpy()].iloc[0])[:20]!r} in "
                f"{_rows(wrong, labels)} is none"
            )
    elif answer == "rating" and "state" not in table:  # a challenge may only have its place
        problems.append("give a column rating, with each team's answer")
    if problems:
        raise _refusal(name, problems)


def _check_who(name: str, table: pd.DataFrame, labels: Sequence[object]) -> None:
    """Refuse rows of which nobody knows whose they are, by the columns that were given."""
    if name not in TABLES or name == "import_log" or "return_id" in table:
        return
    column = next((each for each in ("team", "team_id") if each in table), None)
    problem = None
    if column is None:
        problem = (
            "give a column team (or team_id, or return_id), so that it is known whose row is whose"
        )
    elif table[column].isna().any():
        where = _rows(table[column].isna().to_numpy(), labels)
        problem = f"{column} is empty in {where}: say there which team it is"
    elif "year" not in table:
        problem = "give a column year, the calendar year of the review"
    if problem:
        raise _refusal(name, [problem])


def _completed(
    name: str, table: pd.DataFrame, of_items: pd.Series[str] | None, main: str | None
) -> pd.DataFrame:
    """A table with what its other columns already say."""
    table = table.reset_index(drop=True)
    for column in {*_NAMES} & {*table.columns}:
        table[column] = _rewritten(table[column], lambda text: " ".join(text.split()))
    if "year" in table and name in TABLES:
        table["year"] = _rewritten(table["year"], year_written)
    if "team" in table and "team_id" not in table:
        table["team_id"] = table["team"]
    if "team_id" in table and "team" not in table:
        table["team"] = table["team_id"]
    if "return_id" not in table and {"team_id", "year"} <= set(table.columns):
        table["return_id"] = table["team_id"].astype(TEXT) + " " + table["year"].astype(TEXT)
        if of_items is not None:  # a team's return of another list is another return
            other = of_items.where(of_items != main)
            table["return_id"] = table["return_id"].str.cat(" " + other, na_rep="")
    for column, value in _FILLED.get(name, {}).items():
        if column not in table:
            table[column] = value
    if of_items is not None and name in _ANSWER:
        answer = _ANSWER[name]
        table["instrument"] = of_items.fillna("own")
        if answer in table:  # numbers in text are numbers
            table[answer] = pd.to_numeric(table[answer].astype(object))
        if answer in table and "state" not in table:
            table["state"] = table[answer].notna().map({True: "rated", False: "not-answered"})
    return table


def _rewritten(values: pd.Series, written: Callable[[str], object]) -> list[Any]:
    """Values with their texts written in another way, of each text worked out once."""
    once = cache(written)
    return [once(value) if isinstance(value, str) else value for value in values.astype(object)]


def _check_answers(
    name: str,
    table: pd.DataFrame,
    of_items: pd.Series[str],
    instruments: Sequence[Instrument],
    labels: Sequence[object],
) -> None:
    """Refuse items that no list has, answers beside the scale, and two answers for one."""
    known = {one.instrument_id: one for one in instruments if one.kind == name}
    problems = []
    if known:
        problems += _unknown(
            "instrument", of_items.where(table["item_id"].isin(_items(known))), known, labels
        )
        problems += _unknown("item_id", table["item_id"], _items(known), labels, _names_of(known))
        if problems:
            problems.append(
                "give the lists that the items are of: "
                'instruments=[ta.load_instrument("list.xlsx")]'
            )
    answer = table[_ANSWER[name]]
    for instrument_id, instrument in known.items():
        values = [point.value for point in instrument.scale]
        beside = (of_items == instrument_id) & answer.notna() & ~answer.isin(values)
        if beside.any():
            problems.append(
                f"{_ANSWER[name]} must be {values[0]} to {values[-1]} in {instrument_id}, and is "
                f"not in {_rows(beside.to_numpy(), labels)}"
            )
    if "perspective" in table:
        allowed = perspectives_of(instruments)
        problems += _unknown("perspective", table["perspective"], allowed, labels)
    if (twice := _twice(table, of_items)).any():
        problems.append(
            f"one team has two answers to one item in one year in {_rows(twice, labels)}: keep the "
            "one that holds, or number several people in a column respondent"
        )
    if problems:
        raise _refusal(name, problems)


def _twice(table: pd.DataFrame, of_items: pd.Series[str]) -> pd.Series[bool]:
    """Whether a row is one of several where a team, or one person, can have said one thing only."""
    answer = table["rating"] if "rating" in table else table["stage"]
    whose = table["team_id"].fillna(table["return_id"])
    one = pd.Series(True, index=table.index)
    key = table[["year", "item_id"]].assign(whose=whose, instrument=of_items)
    if "respondent" in table:  # several people may answer without a number of their own
        one = table["respondent"].notna() | table["perspective"].eq("team").fillna(True)
        key = key.assign(respondent=table["respondent"], perspective=table["perspective"])
    counts = one & answer.notna()
    return key[counts].duplicated(keep=False).reindex(table.index, fill_value=False)


def _items(known: Mapping[str, Instrument]) -> list[str]:
    return [item_id for one in known.values() for item_id in one.item_ids]


def _names_of(known: Mapping[str, Instrument]) -> dict[str, str]:
    """The id of each item by what else people call it: its label, and its words as printed."""
    return {
        text.casefold(): item.item_id
        for one in known.values()
        for item in one.items
        for text in (item.label, *(wording.text for wording in item.wordings))
    }


def _unknown(
    column: str,
    values: pd.Series[str],
    known: Iterable[str],
    labels: Sequence[object],
    called: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """A problem for each value that is not known, with the likeliest one."""
    choices = list(known)
    wrong = values[values.notna() & ~values.isin(choices)]
    if wrong.empty:
        return []
    problems = []
    for value in wrong.unique()[:_ROWS_NAMED]:
        likely = process.extractOne(value, choices, scorer=fuzz.ratio, score_cutoff=_LIKELY)
        meant = called.get(value.casefold()) or (likely and likely[0])
        asked = f": is it {meant!r}?" if meant else ""
        where = _rows((values == value).fillna(False).to_numpy(), labels)
        if not meant and len(choices) <= _ROWS_NAMED:
            asked = f": use {' or '.join(map(repr, choices))}"
        problems.append(f"{column} {value[:60]!r} in {where} is not known{asked}")
    if more := wrong.nunique() - len(problems):
        problems.append(f"and {counted(more, f'other {column}', f'others in {column}')}")
    return problems


def _with_wordings(
    ratings: pd.DataFrame,
    of_items: pd.Series[str],
    instruments: Sequence[Instrument],
    labels: Sequence[object],
) -> pd.DataFrame:
    """Ratings with the wording of their year, where none is said and an item's cannot be compared.

    Raises TableError: a wording is not one of its item's, or a year has several that cannot be
    compared.
    """
    problems: list[str] = []
    filled = ratings["wording_id"].copy()
    said = bool(filled.notna().any())
    for item_of, item in _items_with_their_lists(instruments):
        alike = all(wording.comparable_with_previous for wording in item.wordings[1:])
        if alike and not said:
            continue
        at = ((of_items == item_of) & (ratings["item_id"] == item.item_id)).fillna(False)
        given = filled[at]
        own = [wording.wording_id for wording in item.wordings]
        problems += _unknown("wording_id", given, own, [labels[place] for place in given.index])
        if said:
            continue
        for year in ratings.loc[given.index, "year"].unique():
            in_use = _in_use(item, int(year))
            if len(in_use) > 1:
                problems.append(
                    f"give the column wording_id: in {year} {item.item_id!r} was printed as "
                    f"{' and as '.join(map(repr, in_use))}, which cannot be compared"
                )
            filled[at & (ratings["year"] == year)] = in_use[-1]
    if problems:
        raise _refusal("ratings", problems)
    return ratings.assign(wording_id=filled)


def _items_with_their_lists(instruments: Sequence[Instrument]) -> Iterator[tuple[str, Item]]:
    for one in instruments:
        if one.kind == "ratings":
            yield from ((one.instrument_id, item) for item in one.items)


def _in_use(item: Item, year: int) -> list[str]:
    """The wordings of a year that cannot be compared: the newest of each meaning.

    A wording without a last year ends where a later one begins.
    """
    meanings: dict[int, str] = {}
    breaks = 0
    for position, wording in enumerate(item.wordings):
        breaks += position > 0 and not wording.comparable_with_previous
        later = [one.first_year for one in item.wordings if one.first_year > wording.first_year]
        last = wording.last_year or min(later, default=year + 1) - 1
        if wording.first_year <= year <= last:
            meanings[breaks] = wording.wording_id
    return list(meanings.values()) or [item.wording_for(year).wording_id]


def _returns_behind(
    tables: Mapping[str, pd.DataFrame], of_items: Mapping[str, pd.Series[str]]
) -> pd.DataFrame:
    """The returns that ratings and stages came from, one row each."""
    found = [
        tables[name]
        .assign(instrument=of.fillna("own"), status="current")
        .drop_duplicates("return_id")
        for name, of in of_items.items()
        if name in _ANSWER
    ]
    return check("returns", pd.concat(found)) if found else empty(TABLES["returns"])


def _rows(which: Iterable[object], labels: Sequence[object]) -> str:
    named = [str(label) for label, here in zip(labels, which, strict=True) if here]
    word = "row" if len(named) == 1 else "rows"
    return f"{word} {few_listed(named, _ROWS_NAMED)}"


def _refusal(name: str, problems: Sequence[str]) -> TableError:
    return TableError.from_problems(f"The table {name!r} cannot be used:", problems)
