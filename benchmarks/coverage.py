"""Whether the methods keep their promises: python -m benchmarks.coverage.

Made-up trusts of 8, 15 and 40 teams, of which the truth is known, go through the functions
of the analysis: how often does an interval hold the truth, how often is there a false alarm?
--markdown FILE also writes the table between the two marks in that file.
"""

from __future__ import annotations

import argparse
import math
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from tqdm import tqdm

from benchmarks.simulated import one_year, over_years, public_change
from benchmarks.simulated.figures import SIZES, Figure

# What is tried, and of how many of the trusts asked for: what takes long, of fewer.
CHECKS: Final = {
    one_year.means: 1.0,
    one_year.shares: 1.0,
    one_year.populations: 1.0,
    one_year.ranks: 0.5,
    one_year.gaps: 0.25,
    over_years.change: 1.0,
    public_change.public_change: 1.0,
    over_years.trends: 0.5,
    over_years.histories: 1.0,
    over_years.choices: 0.5,
}
RUNS: Final = 300
SEED: Final = 1
MARKS: Final = ("<!-- made by benchmarks.coverage -->", "<!-- end of what it made -->")


def measure(
    runs: int, seed: int, only: str | None = None, sizes: Sequence[int] = SIZES
) -> list[Figure]:
    """The figures of every check, or of one, at each number of teams."""
    plan = [(check, teams) for check in CHECKS for teams in sizes]
    asked = [each for each in plan if only in (None, each[0].__name__)]
    figures: list[Figure] = []
    for check, teams in tqdm(asked, disable=None, unit="check"):
        # Seeded by its name, so that a check alone gives what it gives among the others.
        chance = np.random.default_rng([seed, zlib.crc32(check.__name__.encode()), teams])
        figures += check(chance, math.ceil(runs * CHECKS[check]), teams)
    return figures


def table(figures: Sequence[Figure]) -> list[list[str]]:
    """The titles, then a row for each promise and comparison, a column for each number of teams."""
    rows: dict[tuple[str, int], list[Figure]] = {}
    sizes = dict.fromkeys(figure.teams for figure in figures)
    for teams in sizes:
        for place, figure in enumerate(each for each in figures if each.teams == teams):
            rows.setdefault((figure.about, place), []).append(figure)
    return [
        ["", "trusts", "promise", *(f"{teams} teams" for teams in sizes), ""],
        *(
            [
                about,
                f"{len(of_row[0].values):,}",
                _promise(of_row[0]),
                *(_cell(figure) for figure in of_row),
                _kept(of_row),
            ]
            for (about, _), of_row in rows.items()
        ),
    ]


def _cell(figure: Figure) -> str:
    if math.isnan(figure.mean):
        return "not given"
    return f"{figure.mean:.3f} ({figure.error:.3f})"


def _promise(figure: Figure) -> str:
    if figure.promised is None:
        return ""
    low, high = figure.promised
    if low == 0:
        return f"at most {high:g}"
    return f"at least {low:g}" if high == 1 else f"{low:g} to {high:g}"


def _kept(figures: Sequence[Figure]) -> str:
    if figures[0].promised is None:
        return ""
    if missed := [str(figure.teams) for figure in figures if figure.missed]:
        return f"missed at {', '.join(missed)}"
    return "within chance" if any(figure.off for figure in figures) else "kept"


def as_markdown(rows: Sequence[Sequence[str]], seed: int) -> str:
    """The table for the documentation."""
    titles, *figures = rows
    lines = [titles, ["---"] * len(titles), *figures]
    made = f"Made with seed {seed}; in brackets the standard error."
    return "\n".join([made, "", *(f"| {' | '.join(cells)} |" for cells in lines)])


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """The table for the screen."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in rows
    )


def write_between_marks(path: Path, text: str) -> None:
    """Put a text between the two marks of a file, in place of what is there."""
    begin, end = MARKS
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"{path} lacks the marks {begin} and {end}.")
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Print the table, and write it where asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=RUNS, help="made-up trusts of each size")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--only", choices=[check.__name__ for check in CHECKS])
    options.add_argument(
        "--teams", type=int, nargs="+", default=SIZES, help="how many, of each size"
    )
    options.add_argument("--markdown", type=Path, metavar="FILE")
    asked = options.parse_args()
    rows = table(measure(asked.runs, asked.seed, asked.only, asked.teams))
    print(as_text(rows))
    if asked.markdown:
        write_between_marks(asked.markdown, as_markdown(rows, asked.seed))


if __name__ == "__main__":
    main()
