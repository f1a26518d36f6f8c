"""The data files of an instrument as Notepad and Excel save them, and what is in their cells."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources.abc import Traversable
from typing import Any, Final

_SEPARATORS: Final = ",;\t"
_CURLY: Final = "“”„"  # where straight quotes must be


class Row(dict[str, str]):
    """A row of a table by its titles, and its line in the file."""

    line: int = 0


class Problems(list[str]):
    """The problems found so far, each with where it is."""

    def check(self, fine: bool, problem: str) -> None:
        """A problem, unless all is fine."""
        if not fine:
            self.append(problem)


def read_settings(folder: Traversable, name: str, problems: list[str]) -> dict[str, Any]:
    """What a file in TOML says; nothing, and a problem, where it cannot be read."""
    if (text := _text(folder, name, problems)) is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        curly = next(
            (n for n, line in enumerate(text.splitlines(), 1) if set(line) & set(_CURLY)), 0
        )
        problems.append(
            f"{name} line {curly} has curly quotes: type straight ones"
            if curly
            else f"{name} cannot be read: {error}"
        )
        return {}


def read_table(
    folder: Traversable, name: str, problems: list[str], *, needed: bool
) -> tuple[Sequence[str], list[Row]] | None:
    """The titles and the rows of a CSV file; None where it cannot be used.

    Columns without a title and rows in which nothing is written are passed over.
    """
    if not (folder / name).is_file() and not needed:
        return None
    if (text := _text(folder, name, problems)) is None:
        return None
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    titles: list[str] = []
    rows: list[Row] = []
    try:
        for cells in reader:
            if not titles:
                titles = [cell.strip().casefold() for cell in cells]
            elif any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(titles) - len(cells))]
                row = Row((t, c.strip()) for t, c in zip(titles, padded, strict=False) if t)
                row.line = reader.line_num
                rows.append(row)
    except csv.Error as error:
        problems.append(f"{name} cannot be read as a CSV file: {error}")
        return None
    return [title for title in titles if title], rows


def _text(folder: Traversable, name: str, problems: list[str]) -> str | None:
    """A file's text, in UTF-8 or as Excel's plain CSV has it."""
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        problems.append(_missing(folder, name))
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    problems.append(f"{name} cannot be read as text: save it again, in Excel as CSV UTF-8")
    return None


def _missing(folder: Traversable, name: str) -> str:
    """What to do about a file that is not there, where another one was meant for it."""
    stem = name.partition(".")[0]
    there = {entry.name.casefold(): entry.name for entry in folder.iterdir()}
    for other in (f"{name}.txt", f"{name}.csv", f"{stem}.txt"):
        if other in there:
            return (
                f"{name} is called {there[other]}: rename it to {name} (Explorer shows the endings "
                "of names under View, Show, File name extensions)"
            )
    for other in (f"{stem}.xlsx", f"{stem}.xls", f"{stem}.ods"):
        if other in there:
            return f"{name} is missing: open {there[other]} and save it as CSV UTF-8"
    return f"{name} is missing"


def located(rows: list[Row], name: str) -> Iterable[tuple[str, Row]]:
    """Each row with where it is."""
    return ((f"{name} line {row.line}", row) for row in rows)


def integer(row: Row, column: str, at: str, problems: Problems) -> int | None:
    """A whole number; None, and a problem, where there is none."""
    try:
        return int(row[column])
    except ValueError:
        problems.append(f"{at}: {column} is {row[column]!r}; write a whole number")
        return None


def optional_integer(row: Row, column: str, at: str, problems: Problems) -> int | None:
    """A whole number, or an empty cell."""
    return integer(row, column, at, problems) if row[column] else None


def integers(row: Row, column: str, at: str, problems: Problems) -> tuple[int, ...]:
    """Whole numbers with spaces between; none, and a problem, where they cannot be read."""
    try:
        return tuple(int(number) for number in row[column].split())
    except ValueError:
        problems.append(
            f"{at}: {column} is {row[column]!r}; write whole numbers with spaces between"
        )
        return ()


def yes_or_no(row: Row, column: str, at: str, problems: Problems) -> bool:
    """A yes; a problem where there is neither yes nor no."""
    answer = row[column].lower()
    problems.check(answer in ("yes", "no"), f"{at}: {column} is {answer!r}; write yes or no")
    return answer == "yes"
