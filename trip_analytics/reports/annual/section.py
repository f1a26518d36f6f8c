"""What a section of the annual report declares, and every section there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Final, NamedTuple

from trip_analytics.disclosure import Released
from trip_analytics.reports.annual import sections
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.model import Block, Section
from trip_analytics.words import listed, number

if TYPE_CHECKING:
    import pandas as pd

# More names than these are counted.
_MOST_NAMES: Final = 3


class Withheld(NamedTuple):
    """A kind of figure of which some may be withheld.

    Attributes
    ----------
    what : str
        The figures in words, ``{}`` for the rows that they are of: "the stages of {}".
    released : Released
    rows : Series of bool
        The rows in which they are withheld.
    kind : str
        The column that names the rows, which is also the word for one of them.
    """

    what: str
    released: Released
    rows: pd.Series[bool]
    kind: str = "practice"

    def in_words(self) -> str:
        """What is withheld; empty where nothing is."""
        if not self.rows.any():
            return ""
        every = self.released.table[self.kind].drop_duplicates()
        names = self.released.table.loc[self.rows, self.kind].drop_duplicates()
        if len(names) == len(every):
            return self.what.format(f"each {self.kind}")
        if len(names) > _MOST_NAMES:
            return self.what.format(f"{number(len(names))} {self.kind}s")
        return self.what.format(listed(f"'{name}'" for name in names))


def _nothing(_: ReportData) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What a module of ``sections`` declares; the package's docstring says how."""

    place: int
    write: Callable[[ReportData], Section | None]
    in_brief: Callable[[ReportData], Iterable[Block]] = _nothing
    withheld: Callable[[ReportData], Iterable[Withheld]] = _nothing


def report_sections() -> list[ReportSection]:
    """Every section, in the order of the report."""
    modules = (
        import_module(f"{sections.__name__}.{each.name}")
        for each in iter_modules(sections.__path__)
    )
    return sorted((module.SECTION for module in modules), key=lambda section: section.place)


def withheld_in_words(data: ReportData) -> tuple[str, ...]:
    """What a report withholds, a clause for each kind of figure; empty where nothing is withheld.

    Written from the released tables alone, so that it says no more than the report does: such as
    ``"all figures of 'Shared safety planning'"`` and ``"the change since 2024 of 12 practices"``.
    """
    clauses = (each.in_words() for section in report_sections() for each in section.withheld(data))
    return tuple(filter(None, clauses))
