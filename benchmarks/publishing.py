"""What publishing by year costs, and that it keeps its promises: python -m benchmarks.publishing.

``correlation`` tries the bounds of the published correlation, and what exchanging two sheets does
to it; ``coverage`` the intervals of the published change; ``withheld`` how many rows eight yearly
reports withhold; ``time`` what the last report of many years takes beside the first. Made-up
trusts have a store's memory of what was published; nothing is written.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from benchmarks.simulated.public_change import (
    both_years,
    log_ratio,
    moves,
    public_change,
    two_years,
)
from benchmarks.simulated.trusts import (
    DAY,
    TEAM,
    TEAM_AND_PRACTICE,
    TURNOVER,
    levels,
    rated,
    true_correlation,
)
from trip_analytics.analysis.intervals import Figures
from trip_analytics.disclosure.correlation import BOUNDS, in_tenths, parts_of
from trip_analytics.disclosure.practices import HALF
from trip_analytics.disclosure.published_figures import Tables, as_text, tables_in
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.rules import PUBLIC, passes
from trip_analytics.disclosure.year import release_year
from trip_analytics.returns import PublishedYear, Returns

# Standard deviations of a day: with the second, two ratings of a practice are less alike.
DAYS: Final = (DAY, 0.8)
TRIED: Final = ((-1.0, 1.0), (-0.75, 1.25), BOUNDS, (-0.25, 1.75), (0.0, 2.0))
OF_CORRELATION: Final = (30, 40, 100)
OF_COVERAGE: Final = (8, 15, 40, 100)
OF_WITHHELD: Final = (6, 9, 12, 20, 48, 100)
OF_COUNTS: Final = 200
MANY: Final = 40  # teams: more take long, and have little withheld
REPORTS: Final = 8
FIRST_YEAR: Final = 2018
SEED: Final = 20100924

Row = dict[str, object]


def correlations(runs: int) -> Iterator[Row]:
    """The published correlation less the true one, by the bounds of a team's part."""
    for day in (*DAYS, None):
        for practices in (20, 8):
            for teams in OF_CORRELATION:
                chance = np.random.default_rng([SEED, teams])
                trust = two_years(chance, runs, teams, turnover=0, day=day or DAY)
                some = slice(None, None, 1) if practices == 20 else slice(1, None, 5 // 2)
                first, second = (each[..., some][..., :practices] for each in both_years(trust))
                if day is None:  # another team's ratings: nothing is alike
                    second = np.roll(second, 1, axis=0)
                truth = true_correlation(levels()[some][:practices], day) if day else 0.0
                chances = chance.laplace(size=runs)
                for bounds in TRIED:
                    mean = parts_of(first, second, bounds).mean(axis=1)
                    away = in_tenths(mean, teams, chances) - truth
                    yield {
                        "true": f"{truth:.2f}",
                        "practices": practices,
                        "teams": teams,
                        "bounds": f"{bounds[0]:g} to {bounds[1]:g}",
                        "mean less truth": f"{mean.mean() - truth:+.3f}",
                        "published less truth": f"{away.mean():+.3f}",
                        "above": f"{(away > 0).mean():.3f}",
                        "above by .1": f"{(away > 0.1).mean():.3f}",
                        "0": f"{(away == -truth).mean():.3f}",
                    }


def exchanges(runs: int) -> Iterator[Row]:
    """How far exchanging two sheets moves the correlation, and how much likelier one world is."""
    for teams in OF_CORRELATION:
        for about, (first, second) in {
            "made-up trusts": both_years(
                two_years(np.random.default_rng([SEED, teams]), runs, teams, turnover=0)
            ),
            "made to be the worst": _opposed(teams),
        }.items():
            moved = moves(first, second)
            mean = parts_of(first, second).mean(axis=1)[:, None, None]
            ratio = log_ratio(np.broadcast_to(mean, moved.shape), moved, teams)
            yield {
                "teams": teams,
                "trusts": about,
                "exchanges": f"{moved.size - len(moved) * teams:,}",
                "moved by at most": f"{np.abs(moved).max():.4f}",
                "4 / n": f"{4 / teams:.4f}",
                "likelier at most, times": f"{np.exp(ratio.max()):.3f}",
                "for 99 of 100, times": f"{np.exp(np.quantile(ratio, 0.99)):.3f}",
            }


def _opposed(teams: int) -> list[Figures]:
    """A trust in which a few teams rate all lowest, a few all highest, both years alike."""
    few = teams // 10
    ratings = np.repeat([1.0, 5.0, 3.0], [few, few, teams - 2 * few])
    moved = (ratings - ratings.mean()) / ratings.std()
    return [np.broadcast_to(moved[None, :, None], (1, teams, 20))] * 2


def coverage(runs: int) -> Iterator[Row]:
    """The figures of the published change, by how many teams return."""
    for day in DAYS:
        columns = {
            teams: list(public_change(np.random.default_rng([SEED, teams]), runs, teams, day))
            for teams in OF_COVERAGE
        }
        for figures in zip(*columns.values(), strict=True):
            yield {
                "alike": f"{true_correlation(levels(), day):.2f}",
                "": figures[0].about,
                **{f"{each.teams} teams": f"{each.mean:.3f}" for each in figures},
                "missed": ", ".join(str(each.teams) for each in figures if each.missed),
            }


def yearly_ratings(
    chance: np.random.Generator, teams: int, practices: int, years: int = REPORTS
) -> Iterator[tuple[Figures, Figures]]:
    """The numbers of the teams of each year, a fifth of whom are replaced, and their ratings."""
    moving = round(teams * TURNOVER)
    level = chance.uniform(1.2, 4.8, practices)
    names, lasting = np.arange(teams), _views(chance, teams, practices)
    for year in range(years):
        if year and moving:
            replaced = chance.choice(teams, moving, replace=False)
            names[replaced] = names.max() + 1 + np.arange(moving)
            lasting[replaced] = _views(chance, moving, practices)
        yield names.copy(), rated(chance, level + lasting)


def ordinary_trust(
    chance: np.random.Generator, teams: int, practices: int, years: int = REPORTS
) -> Returns:
    """Yearly returns of a trust of so many teams."""
    rows = []
    for year, (names, ratings) in enumerate(yearly_ratings(chance, teams, practices, years)):
        item = np.tile(np.arange(practices), teams)
        about = {"team": names.repeat(practices), "year": FIRST_YEAR + year, "item_id": item}
        rows.append(pd.DataFrame({**about, "rating": ratings.ravel()}))
    ratings_of_all = pd.concat(rows, ignore_index=True)
    ratings_of_all["team"] = "Team " + ratings_of_all["team"].astype(str)
    ratings_of_all["item_id"] = "practice-" + ratings_of_all["item_id"].astype(str)
    return Returns.from_tables(ratings=ratings_of_all, instruments=())


def _by_counts(
    chance: np.random.Generator, teams: int, practices: int, trusts: int
) -> tuple[float, float]:
    """The share of rows of practices, and of change, that the rule withholds: of many trusts."""
    counts = [
        [(ratings[..., None] == np.arange(1, 6)).sum(axis=0) for _, ratings in of_years]
        for of_years in (yearly_ratings(chance, teams, practices) for _ in range(trusts))
    ]
    by_year = np.array(counts)
    shown = passes(pd.DataFrame(by_year.reshape(-1, 5))).to_numpy().reshape(by_year.shape[:3])
    return 1 - float(shown.mean()), 1 - float((shown[:, 1:] & shown[:, :-1]).mean())


def _views(chance: np.random.Generator, teams: int, practices: int) -> Figures:
    team = chance.normal(0, TEAM, (teams, 1))
    return team + chance.normal(0, TEAM_AND_PRACTICE, (teams, practices))


def yearly_reports(returns: Returns) -> Iterator[tuple[Tables, float]]:
    """What is published of each year, with all before in mind, and the seconds of processor."""
    published: tuple[PublishedYear, ...] = ()
    for year in returns.years:
        known = {
            name: table.loc[table["year"] <= year]
            for name in ("returns", "ratings", "stages", "priorities")
            if len(table := getattr(returns, name))
        }
        store = replace(returns, **known, published=published, secret="a store's")  # noqa: S106 # no password
        tables_in.cache_clear()  # a report is written by a process of its own
        begun = time.process_time()
        tables = release_year(store, year, by=None, audience="public", rule=PUBLIC)
        took = time.process_time() - begun
        moment = f"{year}-12-01T12:00:00+00:00"
        published = (*published, PublishedYear(year, moment, as_text(tables)))
        yield tables, took


def withheld(trusts: int) -> Iterator[Row]:
    """How many rows of practices and of change the reports of ordinary trusts withhold."""
    for practices in (8, 20):
        for teams in OF_WITHHELD:
            chance = np.random.default_rng([SEED, teams, practices])
            by_counts = _by_counts(chance, teams, practices, OF_COUNTS)
            released = 1 if teams > MANY else trusts
            counted = [_counted(ordinary_trust(chance, teams, practices)) for _ in range(released)]
            total = pd.DataFrame(counted).sum()
            yield {
                "practices": practices,
                "teams": teams,
                f"of {OF_COUNTS} trusts, by the rule": f"{by_counts[0]:.4f}",
                "change": f"{by_counts[1]:.4f}",
                "trusts released": len(counted),
                "rows of practices": f"{total['rows']:,}",
                "withheld": f"{total['withheld'] / total['rows']:.3f}",
                "of those with a half": f"{total['halves'] / max(total['withheld'], 1):.2f}",
                "rows of change": f"{total['changes']:,}",
                "change withheld": f"{total['changes withheld'] / total['changes']:.3f}",
                "though both years are shown": int(total["changes for nothing"]),
            }


def _counted(returns: Returns) -> dict[str, int]:
    """Rows, and withheld ones, of all reports of a trust."""
    counted = dict.fromkeys(
        ("rows", "withheld", "halves", "changes", "changes withheld", "changes for nothing"), 0
    )
    before: Released | None = None
    for tables, _ in yearly_reports(returns):
        profile = tables["practice_profile"]
        hidden = profile.withheld["mean"]
        counted["rows"] += len(hidden)
        counted["withheld"] += int(hidden.sum())
        counted["halves"] += int(profile.table[HALF].notna().sum())
        if before is not None:
            change = tables["change_between"]
            gone = change.withheld["mean_change"]
            either = set(profile.table.loc[hidden, "item_id"])
            either |= set(before.table.loc[before.withheld["mean"], "item_id"])
            counted["changes"] += len(gone)
            counted["changes withheld"] += int(gone.sum())
            counted["changes for nothing"] += int(
                (gone & ~change.table["item_id"].isin(either)).sum()
            )
        before = profile
    return counted


def times(passes: int) -> Iterator[Row]:
    """What the figures of each year's report take, from a store, and of the last from a folder."""
    chance = np.random.default_rng(SEED)
    for teams, practices, years in ((48, 20, 12), (300, 40, 12)):
        returns = ordinary_trust(chance, teams, practices, years)
        seconds = [[took for _, took in yearly_reports(returns)] for _ in range(passes)]
        best = np.min(seconds, axis=0)
        folder = min(_seconds(lambda last=returns: _last_from_folder(last)) for _ in range(passes))
        yield {
            "teams": teams,
            "practices": practices,
            **{f"year {year + 1}": f"{best[year]:.2f} s" for year in (0, 1, 4, 7, 11)},
            "last from a folder": f"{folder:.2f} s",
        }


def _last_from_folder(returns: Returns) -> Tables:
    return release_year(returns, returns.years[-1], by=None, audience="public", rule=PUBLIC)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


# What is measured, of how many made-up trusts unless told otherwise.
MEASURED: Final[dict[str, tuple[tuple[Callable[[int], Iterator[Row]], int], ...]]] = {
    "correlation": ((correlations, 2000), (exchanges, 50)),
    "coverage": ((coverage, 1000),),
    "withheld": ((withheld, 2),),
    "time": ((times, 2),),
}


def printed(rows: Sequence[Row]) -> str:
    """Rows as a table for a note."""
    titles = list(rows[0])
    lines = [titles, ["---"] * len(titles), *([str(row[name]) for name in titles] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def main() -> None:
    """Print what is asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", nargs="?", choices=MEASURED, help="all of them by default")
    options.add_argument("--runs", type=int, help="made-up trusts of each kind")
    asked = options.parse_args()
    for what in [asked.what] if asked.what else MEASURED:
        for measure, usual in MEASURED[what]:
            begun = time.perf_counter()
            print(f"\n{measure.__doc__}\n\n{printed(list(measure(asked.runs or usual)))}")
            print(f"\n({time.perf_counter() - begun:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
