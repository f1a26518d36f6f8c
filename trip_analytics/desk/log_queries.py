"""The import log's entries of a year that a person must settle."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from trip_analytics.analysis.results import names_of
from trip_analytics.desk.queries import Query, QueryKind, query_named, query_of, repeatable, request
from trip_analytics.returns import Returns

_YEAR = re.compile(r"20\d\d")
# The return may be of another year than it was taken for.
_YEAR_IN_DOUBT = ("year-disagrees", "unlikely-year", "year-not-updated", "same-as-last-year")
# Found in the answers themselves, statement by statement.
_FOUND_IN_ANSWERS = ("missing-statement",)
_Place = tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Form:
    """A return in a file: its sheet, its owner and year, and whether it counts."""

    sheet: str | None
    who: str | None
    year: int | None
    is_current: bool


def owner_of(of_return: pd.Series) -> str | None:
    """Whose return it is, by name: a team's, a service line's or an organisation's own."""
    names = (of_return[name] for name in ("team", "service_line", "organisation"))
    return next((str(name) for name in names if pd.notna(name)), None)


class LogOfYear:
    """The import log of one review year, with what is known of the returns that it is about."""

    def __init__(self, returns: Returns, year: int) -> None:
        self.year = year
        self._returns = returns
        log = returns.import_log
        log = log.loc[log["severity"].ne("note")]
        self._to_settle = log
        self._own = log.loc[log["year"].isna() | log["year"].eq(year)]
        self._forms: dict[str, list[_Form]] = {}
        for _, row in returns.returns.iterrows():
            form = _Form(
                _text(row["sheet"]),
                owner_of(row),
                None if pd.isna(row["year"]) else int(row["year"]),
                row["status"] == "current",
            )
            self._forms.setdefault(str(row["source_file"]), []).append(form)
        self._around = {
            _place(row): str(row["around"]) for row in returns.surroundings.to_dict("records")
        }
        self._statements = _statements(returns, year)

    def queries(self) -> Iterator[Query]:
        """A query for each entry that the team or the desk must settle."""
        for row in self._own.to_dict("records"):
            kind, what_to_do = str(row["kind"]), str(row["what_to_do"])
            if not self._is_chased(row):
                continue
            place = _place(row)
            forms = self._forms_of(row)
            owners = {form.who for form in forms if form.sheet == place[1]}
            who = _text(row["team"]) or (owners.pop() if len(owners) == 1 else None)
            asked = self._request(row) if who is not None else None
            for_team = asked is not None
            query_kind = query_of(kind, for_team=for_team, in_a_return=bool(forms))
            yield Query(
                query_kind,
                asked or what_to_do,
                who,
                for_team=for_team,
                year=None if pd.isna(row["year"]) else int(row["year"]),
                statement=self._statements.get(place),
                source_file=place[0],
                sheet=place[1],
                cell=place[2],
                found=repeatable(kind, _text(row["found"])),
                around=None if query_kind is QueryKind.PERSONAL_DATA else self._around.get(place),
            )

    def warnings_besides(self) -> int:
        """How many warnings of the year are judgements that are counted only."""
        return sum(
            row["severity"] == "warning"
            and row["kind"] not in _FOUND_IN_ANSWERS
            and not self._is_chased(row)
            for row in self._own.to_dict("records")
        )

    def errors_of_other_years(self) -> dict[int, int]:
        """How many errors each of the other years has."""
        errors = self._to_settle.loc[self._to_settle["severity"].eq("error"), "year"].dropna()
        counts = errors[errors.ne(self.year)].value_counts().sort_index()
        return {int(str(year)): int(count) for year, count in counts.items()}

    def taken_for_another_year(self, team: str) -> list[tuple[str, int]]:
        """The files of a team whose year is in doubt, and the years they were taken as."""
        doubted = self._to_settle.loc[
            self._to_settle["kind"].isin(_YEAR_IN_DOUBT)
            & self._to_settle["team"].eq(team)
            & self._to_settle["year"].ne(self.year)
        ]
        return [
            (str(row["source_file"]), int(row["year"]))
            for row in doubted.drop_duplicates("source_file").to_dict("records")
            if str(self.year) in str(row["what_to_do"])
        ]

    def unread_files_of(self, team: str) -> list[tuple[str, str]]:
        """The unread files whose names contain the team's, and what to ask about each."""
        errors = self._own.loc[self._own["severity"].eq("error") & self._own["cell"].isna()]
        return [
            (name, request(str(row["kind"]), what := str(row["what_to_do"])) or what)
            for row in errors.drop_duplicates("source_file").to_dict("records")
            if (name := str(row["source_file"])) not in self._forms
            and f" {_words(team)} " in f" {_words(PurePosixPath(name).stem)} "
            and set(_YEAR.findall(name)) <= {str(self.year)}
        ]

    def _request(self, row: dict[Hashable, Any]) -> str | None:
        """What to ask the team. It does not know the folders of the desk: files are named alone."""
        what_to_do = str(row["what_to_do"])
        for file in sorted(self._forms, key=len, reverse=True):
            if file in what_to_do:
                what_to_do = what_to_do.replace(file, f'"{PurePosixPath(file).name}"')
        return request(str(row["kind"]), what_to_do, _text(row["used"]))

    def _is_chased(self, row: dict[Hashable, Any]) -> bool:
        kind, what_to_do = str(row["kind"]), str(row["what_to_do"])
        if query_named(kind):
            return True
        if kind in _FOUND_IN_ANSWERS:
            return False
        if row["severity"] == "warning" and request(kind, what_to_do) is None:
            return False
        forms = self._forms_of(row)
        # What a team has since corrected is not asked again.
        return not forms or any(form.is_current for form in forms)

    def _forms_of(self, row: dict[Hashable, Any]) -> list[_Form]:
        """The returns that an entry may be about, by its file, and by more where it says more."""
        forms = self._forms.get(str(row["source_file"]), [])
        year = None if pd.isna(row["year"]) else int(row["year"])
        known = {"sheet": _text(row["sheet"]), "who": _text(row["team"]), "year": year}
        for name, value in known.items():
            forms = [form for form in forms if getattr(form, name) == value] or forms
        return forms


def _statements(returns: Returns, year: int) -> dict[_Place, str]:
    """The short name of the statement that each answer's cell belongs to."""
    labels = names_of(returns)
    found: dict[_Place, str] = {}
    for table in (returns.ratings, returns.stages):
        unclear = table.loc[table["year"].eq(year) & table["state"].eq("unclear")]
        for row in unclear.to_dict("records"):
            item_id = str(row["item_id"])
            found[_place(row)] = labels.get(item_id, item_id)
    return found


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _place(row: dict[Hashable, Any]) -> _Place:
    return _text(row["source_file"]), _text(row["sheet"]), _text(row["cell"])


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
