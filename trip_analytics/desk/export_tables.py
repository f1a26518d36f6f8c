"""The tidy tables, and the import log, as files: CSV, Parquet, workbooks where text stays text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

import pandas as pd

from trip_analytics.documents import write_together
from trip_analytics.errors import OutputError
from trip_analytics.reports.workbook_parts import (
    FONT,
    height_of,
    mark_as_table,
    new_sheet,
    new_workbook,
    saved,
)
from trip_analytics.returns import Returns
from trip_analytics.tables.columns import TABLES, TEXT

Format = Literal["csv", "parquet", "xlsx"]
FORMATS: Final = ("csv", "parquet", "xlsx")
LOG_FORMATS: Final = (".csv", ".xlsx")
# What Excel takes for a formula at the beginning of a text in a CSV file.
FORMULA_BEGINS: Final = ("=", "+", "-", "@")

# The trust's own tables, which it need not have.
_OWN: Final = ("innovations", "indicators", "outcomes")

_MOST_ROWS: Final = 1_048_575  # of a worksheet, below its titles
_LONGEST: Final = 32_767  # characters in a cell of Excel
_WIDTH: Final = 18  # characters
_WIDTHS_OF_LOG: Final = {
    "severity": 11, "year": 8, "cell": 12, "source_file": 40, "found": 40, "what_to_do": 70
}  # fmt: skip


def export_tables(returns: Returns, out: str | Path, *, to: Format = "csv") -> tuple[Path, ...]:
    """Write each tidy table into a file of its own, named after it in a folder, all or none.

    With them go the trust's own tables, where there are any: innovations, indicators, outcomes. CSV
    is in UTF-8, with text as it is. In a workbook text is text: no formula, and no number that
    loses its zeros. Files of the same names are replaced.

    Raises OutputError: they cannot be written, Parquet needs DuckDB, or a table has more rows or a
    longer text than a worksheet can hold.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in export_tables(Returns(), folder)][:2]
    ['returns.csv', 'ratings.csv']
    """
    if to not in FORMATS:
        raise OutputError(f"Tables are exported as {', '.join(FORMATS)}: choose one of them.")
    if to == "parquet" and find_spec("duckdb") is None:
        raise OutputError(
            'Parquet needs DuckDB, which is not installed: python -m pip install "trip-analytics'
            '[scale]". Or export to csv or xlsx.'
        )
    tables = _tables_of(returns)
    ways: Mapping[Format, Callable[[str, pd.DataFrame], bytes]]
    ways = {"csv": _csv, "parquet": _parquet, "xlsx": _workbook}
    files = {f"{name}.{to}": ways[to](name, pd.DataFrame(table)) for name, table in tables.items()}
    return write_together(files, Path(out), what="the tables")


def like_formulas(returns: Returns) -> dict[str, int]:
    """In which tables how many texts begin as a formula does, which Excel would work out."""
    found: dict[str, int] = {}
    for name, table in _tables_of(returns).items():
        texts: pd.DataFrame = table.select_dtypes(TEXT)
        begins = texts.apply(lambda column: column.str.startswith(FORMULA_BEGINS).fillna(False))
        if count := int(begins.to_numpy(bool).sum()):
            found[name] = count
    return found


def check_log_file(path: Path) -> None:
    """Refuse a place for the log before anything is read for it.

    Raises OutputError: it is of another format, or its folder is not there.
    """
    if path.suffix.casefold() not in LOG_FORMATS:
        raise OutputError(f"The import log is written as .xlsx or .csv: name {path.name} so.")
    if not path.absolute().parent.is_dir():
        raise OutputError(f"There is no folder {path.absolute().parent}: make it first.")
    if path.is_dir():
        raise OutputError(f"There is a folder called {path}: give the log another name.")


def write_log(log: pd.DataFrame, path: Path) -> None:
    """Write the import log, so that no cell of it is taken for a formula.

    Raises OutputError: it cannot be written. Then what was there before is as it was.

    Examples
    --------
    >>> with TemporaryDirectory() as folder:
    ...     write_log(pd.DataFrame({"found": ["=1+1"]}), Path(folder, "log.csv"))
    ...     Path(folder, "log.csv").read_text(encoding="utf-8-sig").split()
    ['found', "'=1+1"]
    """
    check_log_file(path)
    if path.suffix.casefold() == ".csv":  # an apostrophe keeps a text from being a formula
        begins = (*FORMULA_BEGINS, "\t", "\r")
        log = log.astype(object).map(
            lambda one: f"'{one}" if isinstance(one, str) and one.startswith(begins) else one
        )
        content = _csv("", log)
    else:
        log = log.map(lambda one: one[:_LONGEST] if isinstance(one, str) else one)
        content = _workbook("Import log", log, _WIDTHS_OF_LOG)
    write_together({path.name: content}, path.parent, what="the import log")


def _tables_of(returns: Returns) -> dict[str, pd.DataFrame]:
    tables: dict[str, pd.DataFrame] = {name: getattr(returns, name) for name in (*TABLES, *_OWN)}
    return {name: table for name, table in tables.items() if name in TABLES or len(table)}


def _csv(_: str, table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False).encode("utf-8-sig", "replace")


def _parquet(_: str, table: pd.DataFrame) -> bytes:
    import duckdb

    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        file = Path(folder, "table.parquet")
        connection.from_df(table).write_parquet(str(file))
        return file.read_bytes()


def _workbook(name: str, table: pd.DataFrame, widths: Mapping[str, int] | None = None) -> bytes:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    _check_fits(name, table)
    book = new_workbook()
    sheet = new_sheet(book, name)
    wrapped = Alignment(wrap_text=True, vertical="top", horizontal="left")
    wide = [(widths or {}).get(title, _WIDTH) for title in table.columns]
    rows = table.astype(object).where(table.notna(), None).itertuples(index=False, name=None)
    for number, row in enumerate([tuple(table.columns), *rows], 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(FORMULA_BEGINS)
            else:
                cell.value = value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
            if isinstance(value, pd.Timestamp):
                cell.number_format = "yyyy-mm-dd"
            if widths:
                cell.alignment = wrapped
        if widths:
            sheet.row_dimensions[number].height = height_of(
                ["" if value is None else str(value) for value in row], wide
            )
    for column, width in enumerate(wide, 1):
        sheet.cell(1, column).font = Font(name=FONT, size=11, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    mark_as_table(sheet, name.casefold().replace(" ", "_"), 1)
    title = name.replace("_", " ").capitalize()
    return saved(book, title=title, creator="trip_analytics", subject="Team recovery reviews")


def _check_fits(name: str, table: pd.DataFrame) -> None:
    texts = [table[column] for column in table if table[column].dtype == TEXT]
    too_long = any(each.str.len().gt(_LONGEST).any() for each in texts)
    if len(table) > _MOST_ROWS or too_long:
        raise OutputError(
            f"The table {name} has more rows, or a longer text, than a worksheet can hold: export "
            "to csv."
        )
