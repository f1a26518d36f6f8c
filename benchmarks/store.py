"""What keeping returns costs: python -m benchmarks.store.

300 teams over 12 years with 40 practices, against pickling the same tables and writing
them with pandas.
"""

from __future__ import annotations

import argparse
import pickle
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from trip_analytics import load_instrument, load_returns
from trip_analytics.loading import import_returns as importing
from trip_analytics.loading.read_file import FileRead, SourceFile
from trip_analytics.reading import Cell
from trip_analytics.returns import Returns
from trip_analytics.store.tidy_tables import STORED
from trip_analytics.understanding import Field, Fields, Form, ReadYear

TEAMS: Final = 300
YEARS: Final = 12
PRACTICES: Final = 40


def read_forms(teams: int, years: int) -> list[FileRead]:
    """What reading would give: a form for each team and year."""
    trip = load_instrument("trip")
    return [
        FileRead(
            SourceFile(Path(f"/{year}/Team {team}.xlsx"), f"{year}/Team {team}.xlsx"),
            f"{team:032x}{year:032x}",
            1.7e9,
            [
                Form(
                    trip,
                    "Form",
                    Fields(
                        Field(f"Team {team}", Cell(1, 2, "B1", "", "", "text")), year=ReadYear(year)
                    ),
                    {"ratings": [_answer(year, team, n) for n in range(PRACTICES)]},
                )
            ],
        )
        for year in range(2014, 2014 + years)
        for team in range(teams)
    ]


def _answer(year: int, team: int, number: int) -> dict[str, object]:
    return {
        "item_id": f"practice-{number}",
        "wording_id": f"practice-{number}-2014",
        "perspective": "team",
        "rating": (team + number + year) % 5 + 1,
        "state": "rated",
        "comment": "We talked this through at the away day" if number % 4 == 0 else None,
        "source_file": f"{year}/Team {team}.xlsx",
        "sheet": "Form",
        "cell": f"C{number + 5}",
    }


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print what each way takes, and how many times what pickling takes."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--teams", type=int, default=TEAMS)
    options.add_argument("--years", type=int, default=YEARS)
    asked = options.parse_args()
    forms = read_forms(asked.teams, asked.years)
    importing.read_all = lambda *_, **__: forms
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "form.xlsx").touch()
        store, pickled, plain = here / "a.store", here / "a.pickle", here / "a.sqlite"

        def run() -> Returns:
            return importing.import_returns(here / "form.xlsx", store=store).returns

        times = {"import into an empty store": seconds(run), "the same again": seconds(run)}
        times["load from the store"] = seconds(lambda: load_returns(store))
        returns = load_returns(store)
        tables = {name: getattr(returns, name) for name in STORED}
        times["pickle the tables"] = seconds(lambda: pickled.write_bytes(pickle.dumps(tables)))
        times["load the pickle"] = seconds(lambda: pickle.loads(pickled.read_bytes()))  # noqa: S301 # just made
        connection = sqlite3.connect(plain)
        times["pandas: to_sql"] = seconds(
            lambda: [table.to_sql(name, connection) for name, table in tables.items()]
        )
        connection.close()
        print(f"{len(returns.returns):,} returns, {len(returns.ratings):,} ratings")
        for what, took in times.items():
            print(
                f"{what:28} {took:7.2f} s  {took / times['pickle the tables']:7.1f} times pickling"
            )
        for path in (store, pickled, plain):
            print(f"{path.name:28} {path.stat().st_size / 1e6:7.1f} MB")


if __name__ == "__main__":
    main()
