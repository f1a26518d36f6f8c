"""How well returns are understood: ``python -m benchmarks.understanding [--seed N] [--show]``.

Returns as different people would write them, and the sample trust, are read and compared with
what a person reads in them. The exit status is 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import trip_analytics as ta
from benchmarks.compared import Finding, compared, refused
from tools.forms.truth import Written
from tools.habits import FILES, write
from tools.sample.truth import sample_truth

SAMPLE: Final = Path(__file__).parents[1] / "data" / "sample"
LEAST_TAKEN: Final = 0.97
MOST_ALARMS: Final = 1.0  # for 100 clean cells
SHOWN: Final = ("silent", "logged", "invented", "name-kept", "false-alarm")
HEADINGS: Final = "files answers  taken  silent logged invented names alarms/100"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures, and what is behind them if asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--seed", type=int, default=4, help="other seeds give other forms (4)")
    parser.add_argument("--show", action="store_true", help="list each that is not as it should be")
    parser.add_argument("--only", default="", help="habits with this in their name alone")
    parser.add_argument("--keep", type=Path, help="leave the forms in this folder")
    given = parser.parse_args(arguments)
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        files, found = measured(given.keep or Path(folder), given.seed)
    if given.only:
        files = [one for one in files if given.only in one.habit]
        found = [one for one in found if given.only in one.habit]
    if given.show:
        show(found)
    missed = print_figures(files, found)
    print(f"seed {given.seed}, {time.perf_counter() - start:.0f} s")
    for goal in missed:
        print(f"Missed: {goal}.")
    return 1 if missed else 0


def measured(folder: Path, seed: int) -> tuple[list[Written], list[Finding]]:
    """Write every corpus into a folder of its own, read it, and compare."""
    files: list[Written] = []
    found: list[Finding] = []
    for corpus in FILES:
        chance = random.Random(f"{corpus} {seed}")  # noqa: S311 # no secret
        written = write(corpus, folder / corpus, chance)
        files += written
        found += read_and_compared(written, folder / corpus)
    sample = sample_truth()
    return files + sample, found + compared(sample, ta.load_returns(SAMPLE))


def read_and_compared(written: Sequence[Written], corpus: Path) -> list[Finding]:
    """Read a folder and compare; all of it is logged where nothing in it could be read."""
    try:
        returns = ta.load_returns(corpus)
    except ta.TripAnalyticsError:
        return refused(written)
    return compared(written, returns)


def show(found: Iterable[Finding]) -> None:
    """Everything that is not as it should be."""
    for one in found:
        if one.what in SHOWN:
            kinds = ", ".join(one.kinds) or "nothing logged"
            place = f"{one.file} [{one.sheet or ''}] {one.cell}"
            print(f"{one.what:11} {one.habit}: {place}: {one.expected} / {one.got} / {kinds}")


def print_figures(files: Sequence[Written], found: Sequence[Finding]) -> list[str]:
    """A line for each habit and one for all; the goals that are missed."""
    print(f"{'habit':32} {HEADINGS}")
    number = Counter(one.habit for one in files)
    for habit in number:
        print(line(habit, number[habit], [one for one in found if one.habit == habit]))
    print(line("all", len(files), found))
    return missed_goals(found)


def line(habit: str, files: int, found: Sequence[Finding]) -> str:
    """The figures of a habit."""
    count = Counter(one.what for one in found)
    share = share_taken(found)
    taken = f"{share:6.1%}" if share is not None else "     -"
    return (
        f"{habit[:32]:32} {files:5} {count['asked']:7} {taken} {count['silent']:7} "
        f"{count['logged']:6} {count['invented']:8} {count['name-kept']:5} {alarms(found):10.2f}"
    )


def share_taken(found: Iterable[Finding]) -> float | None:
    """Of the answers that a person can read, those in the tables as read."""
    count = Counter(one.what for one in found)
    return count["taken"] / count["asked"] if count["asked"] else None


def alarms(found: Iterable[Finding]) -> float:
    """Errors and warnings for 100 cells that nobody would ask about."""
    count = Counter(one.what for one in found)
    return 100 * count["false-alarm"] / count["clean"] if count["clean"] else 0.0


def missed_goals(found: Sequence[Finding]) -> list[str]:
    """Which goals are missed, each in a few words."""
    count = Counter(one.what for one in found)
    taken, alarm = share_taken(found), alarms(found)
    missed = [
        f"{count[what]} {words}"
        for what, words in (
            ("silent", "silent errors, goal none"),
            ("invented", "answers that nobody gave, goal none"),
            ("name-kept", "people's names kept, goal none"),
        )
        if count[what]
    ]
    if taken is not None and taken < LEAST_TAKEN:
        missed.append(f"{taken:.1%} of answers taken, goal {LEAST_TAKEN:.0%}")
    if alarm >= MOST_ALARMS:
        missed.append(f"{alarm:.2f} false alarms for 100 clean cells, goal under {MOST_ALARMS:g}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
