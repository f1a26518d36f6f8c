"""Write teams' packs: for each team its own answers, with its next form."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from trip_analytics.analysis.options import whole_year
from trip_analytics.analysis.participation import expected_teams
from trip_analytics.desk.forms.write_forms import file_names, form_for
from trip_analytics.disclosure.published_figures import published_profile
from trip_analytics.documents import write_together
from trip_analytics.errors import DisclosureError, SourceError
from trip_analytics.reports.annual import report_request
from trip_analytics.reports.html import to_html
from trip_analytics.reports.packs import OwnReturns, PackRequest, own_returns, team_pack
from trip_analytics.reports.word import to_word
from trip_analytics.returns import Returns
from trip_analytics.settings.load_settings import Settings, settings_given
from trip_analytics.teams.load_register import register_of
from trip_analytics.teams.register import Team, TeamRegister


@dataclass(frozen=True, slots=True)
class PacksWritten:
    """What was written, what of it was there and left alone, and which teams have no return."""

    documents: tuple[Path, ...]
    kept: tuple[Path, ...]
    without_returns: tuple[str, ...]


def write_packs(
    returns: Returns,
    *,
    out: str | Path,
    team: str | None = None,
    year: int | str | None = None,
    trust_figures: bool = False,
    settings: Settings | str | Path | None = None,
) -> PacksWritten:
    """Write the packs of all teams, or of one: own answers, own past, nobody else's.

    A pack is a web page and a Word document for a team's own review day: its ratings in each
    year and its own average, individual answers and views side by side, its comments, what it
    chose and what became of it, its assets; and the blank form of the year after the last one
    looked at, also where the team's own last return is older. No other team is in it, no
    interval, and no figure of the trust unless asked for.

    Parameters
    ----------
    returns : Returns
    out : path
        The folder to write to. Forms that are there already are left as they are.
    team : str, optional
        A team by any of its names in the register; by default all that have a return and are
        still open at the end of the year. A team that became part of another is found in the
        other's pack.
    year : int or str, optional
        The last year to look at; each team's latest by default.
    trust_figures : bool, default False
        Whether the trust's averages of the team's last year are added. Only figures that were
        published from the store can be: those of an older year may not have been.
    settings : str, Path or Settings, optional
        A trust's settings (``trip-analytics.toml``): of a pack, the name, the logo and the colour.

    Returns
    -------
    PacksWritten
        ``documents``, ``kept`` (forms that may have been filled in), ``without_returns`` (teams
        of the register without a return up to the year).

    Raises
    ------
    SourceError
        There is no team of that name, or it has no return.
    SettingsError
        The settings cannot be used.
    DisclosureError
        The trust's figures are asked for and none of the year are published.
    OutputError
        The packs cannot be written. Then none of them is.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> ratings = pd.DataFrame(
    ...     {"team": "Ash Ward", "year": [2024, 2025], "item_id": "choices", "rating": [2, 4]}
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     packs = write_packs(Returns.from_tables(ratings=ratings), out=folder)
    ...     [path.name for path in packs.documents]
    ['Ash Ward - team pack 2025.html', 'Ash Ward - team pack 2025.docx',
     'Ash Ward - Team Recovery Implementation Plan 2026.xlsx']
    """
    year = None if year is None else whole_year(year)
    teams = _teams_with_returns(returns, year)
    asked = [_find(team, returns, teams)] if team is not None else _open(returns, teams, year)
    if not asked:
        raise SourceError("No return says which team it is from: there is nothing to give back.")
    until = returns.years[-1] if year is None else year
    if trust_figures:
        _check_published(returns, until)
    folder = Path(out)
    of_trust = report_request(settings_given(settings))
    names = dict(zip(asked, file_names([teams[each] for each in asked], asked, ""), strict=True))
    documents: dict[str, bytes] = {}
    kept: list[Path] = []
    for team_id in tqdm(asked, desc="Writing packs", unit="pack", disable=not sys.stderr.isatty()):
        own = own_returns(returns, team_id, year=year)
        last = own.years[-1]
        published = published_profile(returns, last) if trust_figures else None
        forms = _next_forms(own, team_id, names[team_id], until + 1)
        in_place = [name for name in forms if (folder / name).exists()]
        kept += [folder / name for name in in_place]
        request = PackRequest(
            tuple(forms),
            published,
            last if published else None,
            of_trust.organisation,
            of_trust.look,
        )
        report = team_pack(own, request)
        documents[f"{names[team_id]} - team pack {last}.html"] = to_html(report)
        documents[f"{names[team_id]} - team pack {last}.docx"] = to_word(report)
        documents |= {name: form for name, form in forms.items() if name not in in_place}
    written = write_together(documents, folder, what="the packs")
    without = _without_returns(returns, teams) if team is None else ()
    return PacksWritten(tuple(written), tuple(kept), without)


def _teams_with_returns(returns: Returns, year: int | None) -> dict[str, str]:
    """The teams that have a current return up to a year, by team_id."""
    table = returns.returns
    counts = (table["status"] == "current") & table["team_id"].notna() & table["year"].notna()
    if year is not None:
        counts &= table["year"] <= year
    latest = table.loc[counts].sort_values("year").groupby("team_id")["team"].last()
    return {str(team_id): str(name) for team_id, name in latest.items()}


def _open(returns: Returns, teams: dict[str, str], year: int | None) -> list[str]:
    """The teams that are there to be given a pack, in order of their names."""
    by_name = sorted(teams, key=teams.__getitem__)
    if returns.teams.empty or not teams:
        return by_name
    still_open = expected_teams(returns.teams, returns.years[-1] if year is None else year).index
    listed_teams = returns.teams["team_id"].unique()
    return [each for each in by_name if each in still_open or each not in listed_teams]


def _without_returns(returns: Returns, teams: dict[str, str]) -> tuple[str, ...]:
    register = returns.teams
    open_still = register.loc[register["closed"].isna() & register["merged_into"].isna()]
    none = open_still.loc[~open_still["team_id"].isin(list(teams)), "team"]
    return tuple(sorted(map(str, none)))


def _find(name: str, returns: Returns, teams: dict[str, str]) -> str:
    """The team_id of the team that a name means, or of the one that it became part of.

    Raises SourceError: no team is called so, or it has no return.
    """
    register = register_of(returns.teams) if not returns.teams.empty else _of_returns(teams)
    meant = register.meant_by(name)
    if meant is None:
        raise SourceError(register.not_found(name, teams.values()))
    team: Team | None = meant
    while team is not None and team.team_id not in teams:
        team = register.successor(team)
    if team is None:
        raise SourceError(
            f"{meant.team} has no return to give back: import its return first, or send it a "
            "blank form (trip-analytics forms)."
        )
    return team.team_id


def _of_returns(teams: dict[str, str]) -> TeamRegister:
    """Names of teams without a register: each as its returns have it."""
    return TeamRegister(names={name: Team(team_id, name) for team_id, name in teams.items()})


def _check_published(returns: Returns, year: int) -> None:
    if published_profile(returns, year) is None:
        raise DisclosureError(
            f"No figures of {year} are published, and packs hold no others: publish the year's "
            "report first (trip-analytics report STORE --publish), or leave --trust-figures out."
        )


def _next_forms(own: OwnReturns, team_id: str, name: str, year: int) -> dict[str, bytes]:
    """The blank forms of a year, one for each form of the team's last one."""
    return dict(
        form_for(own.returns, instrument, team_id, own.team, year=year, name=name)
        for instrument in own.last_used
    )
