"""What a section of the annual report declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from trip_analytics.disclosure.released import Released
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.model import Figure, Section, Table
from trip_analytics.returns.ratings_source import Kind
from trip_analytics.words import listed, number

if TYPE_CHECKING:
    import pandas as pd

# More names than these are counted.
_MOST_NAMED: Final = 3


class Message(NamedTuple):
    """A sentence for page one."""

    about: Literal["part", "moved", "strong", "weak", "next"]
    """Who took part; what moved, what is strong, what is weak; what teams work on next. Page one
    has one sentence about each."""
    text: str
    is_sure: bool = False
    """Whether chance alone would hardly give it. What is sure comes first."""


class Withheld(NamedTuple):
    """A kind of figure of which some may be withheld."""

    what: str
    """The figures in words, ``{}`` for the rows that they are of: "the stages of {}"."""
    released: Released
    rows: pd.Series[bool]
    """The rows in which they are withheld."""
    kind: str = "practice"
    """The column that names the rows, which is also the word for one of them."""

    def in_words(self) -> str:
        """What is withheld; empty where nothing is."""
        if not self.rows.any():
            return ""
        every = self.released.table[self.kind].drop_duplicates()
        names = self.released.table.loc[self.rows, self.kind].drop_duplicates()
        if len(names) == len(every):
            return self.what.format(f"each {self.kind}")
        if len(names) > _MOST_NAMED:
            return self.what.format(f"{number(len(names))} {self.kind}s")
        shown = (f"'{name}'" if isinstance(name, str) else str(name) for name in names)
        return self.what.format(listed(shown))


def withheld_figures(
    what: str, table: str, figure: str, kind: str = "practice"
) -> Callable[[ReportData], Iterator[Withheld]]:
    """What is withheld of a figure of one of a year's tables, where the report has it."""

    def withheld(data: ReportData) -> Iterator[Withheld]:
        if released := data.tables.get(table):
            yield Withheld(what, released, released.withheld[figure], kind)

    return withheld


def _nothing(_: ReportData) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What a module of ``sections`` declares; the package's docstring says how."""

    place: int
    write: Callable[[ReportData], Section | str]
    messages: Callable[[ReportData], Iterable[Message]] = _nothing
    to_talk_over: Callable[[ReportData], Iterable[str]] = _nothing
    withheld: Callable[[ReportData], Iterable[Withheld]] = _nothing
    about: Kind | None = None
    always: bool = False

    def of_list(self, data: ReportData, title: str) -> Section | str:
        """The section of one of several lists, which it names in its heading and titles."""
        section = self.write(data)
        if not title:
            return section
        if isinstance(section, str):
            return f"{title}: {section}"
        blocks = tuple(
            replace(block, title=f"{block.title} ({title})")
            if isinstance(block, Figure | Table)
            else block
            for block in section.blocks
        )
        return Section(f"{section.heading}: {title}", blocks)

    @property
    def name(self) -> str:
        """What its module is called, by which settings choose it."""
        return self.write.__module__.rpartition(".")[2]
