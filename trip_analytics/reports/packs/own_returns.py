"""What one team returned, taken out of everybody's: a pack sees no more than this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from trip_analytics.instruments import Instrument
from trip_analytics.returns import Returns
from trip_analytics.words import printable

_OF_TEAMS = ("returns", "ratings", "stages", "priorities", "action_plans", "assets")


@dataclass(frozen=True)
class OwnReturns:
    """One team's current returns up to a year."""

    team: str
    """Its name."""
    organisation: str
    returns: Returns
    """Its rows alone; no register, no log, nothing published."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its returns, earliest first."""
        return self.returns.years

    @cached_property
    def rated_lists(self) -> tuple[Instrument, ...]:
        """The lists of practices that it rated."""
        used = set(self.returns.returns["instrument"])
        known = self.returns.instruments
        return tuple(
            each for each in known if each.kind == "ratings" and each.instrument_id in used
        )

    @cached_property
    def last_used(self) -> tuple[Instrument, ...]:
        """The forms of every kind that it returned in its last year."""
        table = self.returns.returns
        used = set(table.loc[table["year"] == self.years[-1], "instrument"])
        return tuple(each for each in self.returns.instruments if each.instrument_id in used)

    def answers_to(self, instrument: Instrument) -> pd.DataFrame:
        """Its answers to a list, all views."""
        listed = self.returns.returns
        of_list = listed.loc[listed["instrument"] == instrument.instrument_id, "return_id"]
        ratings = self.returns.ratings
        return ratings.loc[ratings["return_id"].isin(of_list)]


def own_returns(returns: Returns, team_id: str, *, year: int | None = None) -> OwnReturns:
    """Take one team's returns out of everybody's, up to a year if one is given."""
    tables = {}
    for name in _OF_TEAMS:
        table: pd.DataFrame = getattr(returns, name)
        own = table["team_id"] == team_id
        if year is not None:
            own &= table["year"] <= year
        tables[name] = table.loc[own.fillna(False)].reset_index(drop=True)
    listed = tables["returns"]
    tables["returns"] = listed.loc[listed["status"] == "current"]
    team = _last_said(tables["returns"].sort_values("year")["team"]) or team_id
    organisation = _last_said(returns.returns["organisation"]) or "Our organisation"
    # What goes with it is the instruments alone: no register, no log, no secret.
    alone = Returns(**tables, instruments=returns.instruments)  # type: ignore[arg-type] # tables
    return OwnReturns(printable(team), printable(organisation), alone)


def _last_said(texts: pd.Series) -> str | None:
    said = texts.dropna()
    return str(said.iloc[-1]) if len(said) else None
