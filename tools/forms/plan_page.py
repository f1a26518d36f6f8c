"""Where the parts of a team's form go: on one sheet, on a sheet each, or tables in Word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tools.forms import hands
from tools.forms.grids import Grid, Reading, save_word, save_workbook
from tools.forms.truth import Words, Written


class Page:
    """Where the parts of a form go: all on one sheet, a sheet each, or tables in Word."""

    def __init__(self, reading: Reading, kind: str) -> None:
        self.reading, self.kind = reading, kind
        self.grids: list[Grid] = []
        self.parts: list[str | Grid] = []

    def part(self, title: str, name: str) -> tuple[Grid, int]:
        """The grid for the next part and its first free row; the title stands above it."""
        if self.kind == "word":
            grid = Grid(table=len(self.grids) + 1)
            self.grids.append(grid)
            self.parts += [title, grid]
            return grid, 0
        if self.kind == "sheets" or not self.grids:
            self.grids.append(Grid(name))
        grid = self.grids[-1]
        row = grid.rows + (2 if grid.rows else 0)
        grid.put(row, 0, title, head=True)
        return grid, row + 1

    def save(self, folder: Path) -> Written:
        """Write the file; what a person reads in it."""
        if self.kind == "word":
            save_word(folder / self.reading.file, self.parts)
        else:
            save_workbook(folder / self.reading.file, self.grids)
        return self.reading.finished()

    def say(self, grid: Grid, row: int, column: int, text: str, *, name: bool = False) -> None:
        """Text that must be kept, or a name that must not."""
        words = Words(grid.name, grid.address(row, column), text, name)
        self.reading.words.append(words)


def in_one_cell(page: Page, hand: hands.Hand, grid: Grid, row: int, texts: Sequence[str]) -> None:
    """Several texts in one cell, as people part them."""
    match hand.choice(("numbers", "bullets", "commas", "lines")):
        case "numbers":
            whole = "\n".join(f"{n}) {text}" for n, text in enumerate(texts, start=1))
        case "bullets":
            whole = "\n".join(f"• {text}" for text in texts)
        case "commas":
            whole = ", ".join(texts)
        case _:
            whole = "\n".join(texts)
    grid.put(row, 0, whole)
    for text in texts:
        page.say(grid, row, 0, text)


Layout = Callable[[Page, hands.Hand, int], None]
"""Writes one part of the form of a year."""
