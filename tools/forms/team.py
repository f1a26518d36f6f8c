"""A team that fills in a form: who it is, and how it writes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tools.forms.marks import (
    PLAIN_MARKS,
    WORKBOOK_MARKS,
    Entry,
    KeptBy,
    Marks,
    Ticks,
    a_rating,
    ticks,
)
from tools.forms.page import Page
from tools.forms.table import Column, Row
from tools.forms.words import pick, sentence

SavedAs = Literal["openpyxl", "xlsxwriter", "csv", "html", "docx"]


@dataclass
class Team:
    """Who fills in the form, of which year, and how."""

    name: str
    year: int
    chance: random.Random
    service_line: str | None = None
    odd: float = 0.08
    """The share of answers that are no plain number or tick."""
    saved_as: SavedAs = "openpyxl"
    remarks: float = 0.4
    """The share of statements with a comment."""
    marks: Marks | None = None
    names: Iterator[str] | None = None
    """Where other teams' names come from, for who returns on one form with this one."""
    file: str | None = None
    """What the file is called, without its ending, where the name says something."""

    def __post_init__(self) -> None:
        """Everybody ticks in one way."""
        if self.marks is None:
            known = PLAIN_MARKS if self.kept_by == "text" else WORKBOOK_MARKS
            self.marks = self.chance.choice(known)

    @property
    def kept_by(self) -> KeptBy:
        """What a cell of the file can hold."""
        keeps: dict[str, KeptBy] = {"openpyxl": "program", "xlsxwriter": "excel"}
        return keeps.get(self.saved_as, "text")

    def page(self, name: str | None = None) -> Page:
        """A sheet to write on."""
        if self.saved_as == "csv":
            return Page()
        return Page("table 1" if self.saved_as == "html" else name or pick(self.chance, "tabs"))

    def rating(self, _: Row, column: Column) -> Entry:
        """What it writes in a rating's cell."""
        if column.entry is not None:
            return column.entry()
        return a_rating(self.chance, odd=self.odd, kept_by=self.kept_by)

    def ticks(self, _: Row, column: Column) -> Ticks:
        """What it writes in the columns of the points."""
        assert self.marks is not None  # noqa: S101 # set after the beginning
        return ticks(self.chance, self.marks, na=column.na is not None, odd=self.odd)

    def comment(self, _: Row) -> str | None:
        """What it says about a statement, if anything."""
        return sentence(self.chance, "comments") if self.chance.random() < self.remarks else None
