"""What a notebook looks at: year, list, view and service line, chosen from drop-down lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from trip_analytics.analysis.options import check_returns, whole_year
from trip_analytics.errors import AnalysisError
from trip_analytics.returns import Returns
from trip_analytics.words import listed

_TITLES: Final = {
    "year": "Year",
    "instrument": "List",
    "view": "View",
    "service_line": "Service line",
}
# A service line with fewer teams in any year is not offered by itself.
_TEAMS: Final = 5
_ALL: Final = "All together"
_AGAIN: Final = (
    "If you choose something else, click into the next cell, then <b>Run > Run Selected Cell and "
    "All Below</b>."
)

# What was chosen, by what was asked for: running all cells of a notebook again keeps it.
_CHOSEN: dict[object, dict[str, Any]] = {}


class Choice:
    """What was chosen: ``year``, ``instrument``, ``view``, ``service_line`` and the ``returns``.

    ``year_before`` and ``first_year`` are what it is compared with.

    Made by :func:`choose`. In a notebook it shows itself as drop-down lists, where ipywidgets is
    installed, and otherwise in a sentence.
    """

    def __init__(
        self,
        returns: Returns,
        offers: Mapping[str, Mapping[str, Any]],
        chosen: dict[str, Any],
    ) -> None:
        self._returns, self._offers, self._chosen = returns, offers, chosen

    @property
    def year(self) -> int | None:
        """The review year; None without returns."""
        return self._chosen.get("year")

    @property
    def year_before(self) -> int | None:
        """The last year before it with returns; else the year before it."""
        return max(self._earlier, default=None if self.year is None else self.year - 1)

    @property
    def first_year(self) -> int | None:
        """The first year before it with returns; else the year before it."""
        return min(self._earlier, default=self.year_before)

    @property
    def _earlier(self) -> list[int]:
        return [each for each in self._returns.years if self.year and each < self.year]

    @property
    def instrument(self) -> str | None:
        """The list of statements, by its id."""
        return self._chosen.get("instrument")

    @property
    def view(self) -> str:
        """Whose view the ratings are: ``team`` is what everybody agreed."""
        return str(self._chosen.get("view", "team"))

    @property
    def service_line(self) -> str | None:
        """The service line; None for all of them together."""
        return self._chosen.get("service_line")

    @property
    def returns(self) -> Returns:
        """The returns, of one service line alone if one was chosen."""
        if self.service_line is None:
            return self._returns
        return self._returns.select(service_lines=self.service_line)

    def __repr__(self) -> str:
        said = [
            f"{_TITLES[name]}: {label}"
            for name, offers in self._offers.items()
            for label, value in offers.items()
            if value == self._chosen[name]
        ]
        return "; ".join(said)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        words = {"text/plain": repr(self), "text/html": f"<p>{self!r}</p>"}
        try:
            import ipywidgets
        except ImportError:
            return words
        lists = [self._drop_down(ipywidgets, name) for name in self._offers]
        shown = ipywidgets.VBox([*lists, ipywidgets.HTML(_AGAIN)])
        return {**shown._repr_mimebundle_(), **words}

    def _drop_down(self, ipywidgets: Any, name: str) -> Any:  # noqa: ANN401 # it has no types
        offers = list(self._offers[name].items())
        shown = ipywidgets.Dropdown(
            options=offers, value=self._chosen[name], description=_TITLES[name]
        )
        shown.observe(lambda change: self._chosen.update({name: change["new"]}), "value")
        return shown


def choose(returns: Returns, **first: Any) -> Choice:  # noqa: ANN401 # a year, or a name
    """Offer what a notebook looks at, from what there is in the returns.

    Parameters
    ----------
    returns : Returns
    **first
        What is offered, and what is chosen first: any of ``year``, ``instrument``, ``view`` and
        ``service_line``. None means the latest year, TRIP or the only list, what the team agreed,
        and all service lines together. Service lines with fewer than 5 teams in any year are not
        offered.

    Returns
    -------
    Choice
        With ``year`` (and ``year_before``, ``first_year``), ``instrument``, ``view``,
        ``service_line``, and ``returns``, those of the service line. In a notebook it shows
        drop-down lists; what is chosen there stays chosen when the cell runs again.

    Raises
    ------
    AnalysisError
        There is nothing of that kind to choose, or no such year, list, view or service line.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"team": "Ash", "year": [2024, 2025], "item_id": "choices"})
    >>> returns = Returns.from_tables(ratings=ratings.assign(rating=3))
    >>> choose(returns, year=None, instrument=None)
    Year: 2025; List: Team Recovery Implementation Plan
    """
    check_returns(returns)
    if others := sorted(first.keys() - _TITLES.keys()):
        raise AnalysisError(
            f"There is no choice of {listed(others)}: give any of "
            f"{listed([f'{name}=' for name in _TITLES])}."
        )
    offers = {name: _offers(returns, name) for name in first}
    kept = _CHOSEN.setdefault((tuple(first.items()), repr(offers)), {})
    if not kept:
        kept.update({name: _first(name, first[name], offers[name]) for name in first})
    return Choice(returns, offers, kept)


def _first(name: str, asked: object, offers: Mapping[str, Any]) -> object:
    """What is chosen at the start: what was asked for, or what is usual."""
    if asked is None:
        usual = {"instrument": "trip", "view": "team"}.get(name)
        return usual if usual in offers.values() else next(iter(offers.values()), None)
    value = whole_year(asked) if name == "year" else asked  # type: ignore[arg-type] # it checks
    if value not in offers.values():
        there = listed([str(each) for each in offers.values() if each is not None])
        raise AnalysisError(
            f"There is no {_TITLES[name].lower()} {asked} to choose: there is {there or 'none'}."
        )
    return value


def _offers(returns: Returns, name: str) -> dict[str, Any]:
    """What there is to choose, by what it is called."""
    if name == "year":
        return {str(year): year for year in reversed(returns.years)}
    if name == "instrument":
        titles = {each.instrument_id: each.title for each in returns.instruments}
        return {titles.get(each, each): each for each in returns.returned("ratings")}
    if name == "view":
        views: Sequence[str] = returns.ratings["perspective"].dropna().unique().tolist()
        return {view.replace("-", " ").capitalize(): view for view in views}
    return {_ALL: None, **{line: line for line in _lines_of_some_teams(returns)}}


def _lines_of_some_teams(returns: Returns) -> list[str]:
    current = returns.returns.loc[returns.returns["status"].eq("current").fillna(False)]
    teams = current.groupby(["service_line", "year"])["team_id"].nunique()
    fewest = teams.groupby(level="service_line").min()
    return sorted(map(str, fewest.index[fewest >= _TEAMS]), key=str.casefold)
