"""What analysing costs, beside what a user would do instead: ``python -m benchmarks.analysis``.

The whole analysis of a large trust, function by function, beside plain means by pandas. With
``--national``, ratings of the whole country that stay in a Parquet file, beside a bare count
of them by DuckDB. Times are seconds: on the clock, and of the processor.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from inspect import Parameter, signature
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import psutil

import trip_analytics as ta
from trip_analytics.analysis.questions import questions
from trip_analytics.returns import Returns

TRUST: Final = 300  # teams
COUNTRY: Final = 50_000
MOST_LOADED: Final = 1_000_000  # ratings: of more, loading is not tried
PRACTICES: Final = 40
YEARS: Final = 12
FIRST_YEAR: Final = 2014
GOAL_OF_TRUST: Final = 3.0  # seconds
GOAL_OF_COUNTRY: Final = 3.0  # times the bare count
PASSES: Final = 5
SEED: Final = 20100924

Times = tuple[float, float]  # on the clock, of the processor


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--teams", type=int, help=f"({TRUST}, national {COUNTRY})")
    parser.add_argument("--practices", type=int, default=PRACTICES, help=f"({PRACTICES})")
    parser.add_argument("--years", type=int, default=YEARS, help=f"({YEARS})")
    parser.add_argument("--national", action="store_true", help="ratings that stay in a file")
    given = parser.parse_args()
    if given.national:
        national(given.teams or COUNTRY, given.practices, given.years)
    else:
        trust(given.teams or TRUST, given.practices, given.years)


def trust(teams: int, practices: int, years: int) -> None:
    """Every function that can be asked about ratings, stages and priorities."""
    returns = made_up(teams, practices, years)
    introduce(teams, practices, years, len(returns.ratings))
    for call in asked_of(made_up(12, 3, 2)).values():
        call()  # what is imported when it is first needed is no cost of the analysis
    total = (0.0, 0.0)
    for name, call in asked_of(returns).items():
        took = timed(call)
        total = total[0] + took[0], total[1] + took[1]
        beside = timed(partial(with_pandas, name, returns))
        print(f"{show(name, took)}  {took[0] / beside[0]:7.1f} times plain pandas")
    print(f"{show('in all', total)}  goal {GOAL_OF_TRUST} s")


def asked_of(returns: Returns) -> dict[str, Callable[[], object]]:
    """What a recovery lead would ask, of the functions that there are."""
    first, before, last = returns.years[0], returns.years[-2], returns.years[-1]
    asked: dict[str, Callable[[], object]] = {}
    for name, question in questions().items():
        function = question.function
        takes = signature(function).parameters
        needs = {at for at, one in takes.items() if one.default is Parameter.empty}
        if needs == {"returns", "from_year", "to_year"}:
            asked[name] = partial(function, returns, before, last)
            asked[f"{name}, first to last"] = partial(function, returns, first, last)
        elif needs == {"returns"} and name == "practice_profile":
            asked[f"{name}, every year"] = partial(_every_year, function, returns)
        elif needs == {"returns"}:
            asked[name] = partial(function, returns)
    return asked


def _every_year(function: Callable[..., object], returns: Returns) -> list[object]:
    return [function(returns, year=year) for year in returns.years]


def with_pandas(name: str, returns: Returns) -> object:
    """What a user would do instead: a table of counts or of means, with nothing beside it."""
    if name.startswith("stage"):
        table = returns.stages
        return table.pivot_table(index="item_id", columns=["year", "stage"], aggfunc="size")
    if name.startswith(("priority", "participation")):
        return returns.priorities.groupby(["year", "item_id"])["team_id"].nunique()
    if name.startswith("perspective"):
        return returns.ratings.pivot_table("rating", "item_id", ["year", "perspective"])
    means = returns.ratings.pivot_table("rating", "item_id", "year")
    return means.sort_values(returns.years[-1]).diff(axis=1)


def made_up(teams: int, practices: int, years: int) -> Returns:
    """Returns of a large trust; a tenth is missing, and some people's own answers are there."""
    draw = np.random.default_rng(SEED)
    team, year, item = (
        grid.ravel() for grid in np.indices((teams, years, practices), dtype=np.int32)
    )
    usual = draw.normal(3, 0.7, teams)[team] + draw.normal(0, 0.5, practices)[item]
    rating = np.clip(np.round(usual + 0.03 * year + draw.normal(0, 0.7, len(team))), 1, 5)
    rating[draw.random(len(team)) < 0.1] = np.nan
    about = pd.DataFrame(
        {
            "team": pd.Series(team).map("Team {}".format),
            "year": year + FIRST_YEAR,
            "service_line": np.array(["North", "South", "East", "West"])[team % 4],
            "team_type": np.array(["ward", "community"])[team % 2],
            "item_id": pd.Series(item).map("practice-{}".format),
        }
    )
    agreed = about.assign(rating=rating, perspective="team")
    own = agreed.sample(frac=0.1, random_state=SEED).assign(
        perspective=lambda rows: np.where(rows.index % 2, "staff", "people-using-services")
    )
    challenges = about.loc[item < 10].assign(stage=np.clip(rating[item < 10], 1, 3))
    challenges["item_id"] = challenges["item_id"].str.replace("practice", "challenge")
    chosen = about.loc[item == (team + year) % practices].assign(number=1, priority="This first")
    return Returns.from_tables(
        ratings=pd.concat([agreed, own]), stages=challenges, priorities=chosen, instruments=[]
    )


def national(teams: int, practices: int, years: int) -> None:
    """The strongest, the weakest and the change over ratings that stay in a file."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "national.parquet"
        write_national(path, teams, practices, years)
        bare = "SELECT item_id, year, rating, count(*) FROM read_parquet(?) GROUP BY ALL"
        count = partial(_fetched, bare, path)
        rows = duckdb.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0][0]
        introduce(teams, practices, years, rows)
        with memory() as peak:
            ratings = ta.open_ratings(path)
            first, last = ratings.years[0], ratings.years[-1]
            contenders: dict[str, Callable[[], object]] = {
                "a bare count by DuckDB": count,
                "open_ratings": partial(ta.open_ratings, path),
                "strongest_practices": partial(ta.strongest_practices, ratings),
                "weakest_practices": partial(ta.weakest_practices, ratings),
                "change_between": partial(ta.change_between, ratings, first, last),
            }
            if rows <= MOST_LOADED:
                contenders["Returns.from_tables"] = partial(_loaded, path)
            best = dict.fromkeys(contenders, (np.inf, np.inf))
            for _ in range(PASSES):  # one after the other, so that a busy moment meets all alike
                for name, call in contenders.items():
                    clock, processor = timed(call)
                    best[name] = min(best[name][0], clock), min(best[name][1], processor)
        beside = best["a bare count by DuckDB"]
        for name, took in best.items():
            ratios = (took[of] / beside[of] for of in (0, 1))
            print(
                f"{show(name, took)}  {' '.join(f'{one:6.1f}' for one in ratios)} times the count"
            )
        print(f"goal: {GOAL_OF_COUNTRY} times; peak memory {peak[0] / 1e6:,.0f} MB, goal 2,000 MB")


def write_national(path: Path, teams: int, practices: int, years: int) -> None:
    """Ratings of a country's teams, return by return; a tenth is missing, some are people's own."""
    import duckdb

    duckdb.execute(
        f"""
        COPY (
            SELECT 'T' || team || '-' || year AS return_id, 'Team ' || team AS team_id,
                'Line ' || team % 6 AS service_line, 'Type ' || team % 3 AS team_type,
                year::SMALLINT AS year, 'practice-' || item AS item_id,
                'practice-' || item || '-{FIRST_YEAR}' AS wording_id,
                -- Every fiftieth team sent what its people said, and agreed nothing.
                CASE WHEN team % 50 > 0 THEN 'team' WHEN teller = 0 THEN 'staff'
                    ELSE 'people-using-services' END AS perspective,
                CASE WHEN noise % 10 > 0
                    THEN (1 + (noise // 10 % 9 + of_team % 7 + item % 5) // 4.5)::TINYINT
                    END AS rating,
                CASE WHEN noise % 10 > 0 THEN 'rated' ELSE 'not-answered' END AS state
            FROM (
                SELECT team, year, item, teller, hash(team) AS of_team,
                    hash(team, year, item, teller, {SEED}) AS noise
                FROM range({teams}) AS t(team), range({practices}) AS i(item), range(2) w(teller),
                    range({FIRST_YEAR}, {FIRST_YEAR + years}) AS y(year)
                WHERE teller = 0 OR team % 50 = 0
            )
            ORDER BY year, team, teller, item
        ) TO '{path}' (FORMAT parquet)
        """  # noqa: S608 # our own numbers
    )


def _fetched(query: str, path: Path) -> object:
    import duckdb

    return duckdb.execute(query, [str(path)]).fetchall()


def _loaded(path: Path) -> Returns:
    import duckdb

    frame = duckdb.execute("FROM read_parquet(?)", [str(path)]).df()
    return Returns.from_tables(ratings=frame, instruments=[])


def timed(work: Callable[[], object]) -> Times:
    """How long something takes, on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def introduce(teams: int, practices: int, years: int, ratings: int) -> None:
    """Say what is looked at."""
    print(f"{teams:,} teams, {practices} practices, {years} years: {ratings:,} ratings")


def show(name: str, took: Times) -> str:
    """A line with two times."""
    return f"{name:32} {took[0]:7.3f} s {took[1]:7.3f} s"


@contextmanager
def memory() -> Iterator[list[float]]:
    """The most memory that this process takes meanwhile, in bytes."""
    peak, over = [0.0], threading.Event()
    process = psutil.Process()

    def watch() -> None:
        while not over.wait(0.01):
            peak[0] = max(peak[0], float(process.memory_info().rss))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


if __name__ == "__main__":
    main()
