"""An instrument as a folder of data files, to be looked over and changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from trip_analytics.errors import OutputError
from trip_analytics.instruments.definition import Instrument
from trip_analytics.instruments.loading import COLUMNS, OPTIONAL_COLUMNS, SETTINGS


def write_instrument(instrument: Instrument, folder: Path) -> list[Path]:
    """Write an instrument as the data files that ``load_instrument`` reads.

    Raises OutputError: the folder holds something already, or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(
            f"There is something in {str(folder)!r} already: name another folder, so that nothing "
            "is written over."
        )
    files = {
        "instrument.toml": _settings(instrument),
        "items.csv": _table("items.csv", _items(instrument)),
        "wordings.csv": _table("wordings.csv", _wordings(instrument)),
        "scale.csv": _table("scale.csv", ((p.value, p.label, p.meaning) for p in instrument.scale)),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            # Excel reads a CSV as UTF-8 by the mark at its beginning alone.
            encoding = "utf-8" if name.endswith(".toml") else "utf-8-sig"
            (folder / name).write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise OutputError(
            f"{str(folder)!r} cannot be written ({error.strerror}): name another folder."
        ) from error
    return [folder / name for name in files]


def _settings(instrument: Instrument) -> str:
    lines = [f"{name} = {_toml(getattr(instrument, name))}" for name in SETTINGS]
    if instrument.well_developed_from is not None:
        lines.append(f"well_developed_from = {instrument.well_developed_from}")
    if instrument.not_known:
        lines.append(f"not_known = {_list(instrument.not_known)}")
    if instrument.answers:
        columns = ", ".join(
            f"[{', '.join(map(_toml, column.printed))}]" for column in instrument.answers
        )
        lines.append(f"answers = [{columns}]")
    lines += ["", "# Headings and guidance on the blank form, which are never taken for an answer."]
    lines.append(f"printed = {_list(instrument.printed)}")
    return "\n".join(lines) + "\n"


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: Sequence[str]) -> str:
    return "[\n" + "".join(f"    {_toml(text)},\n" for text in texts) + "]"


def _items(instrument: Instrument) -> Iterable[Sequence[object]]:
    return (
        (item.item_id, item.number, item.label, item.domain or "", "yes" if item.reverse else "")
        for item in instrument.items
    )


def _wordings(instrument: Instrument) -> Iterable[Sequence[object]]:
    for each in instrument.wordings:
        yield (
            each.item_id,
            each.wording_id,
            each.text,
            each.first_year,
            each.last_year or "",
            "yes" if each.comparable_with_previous else "no",
            " ".join(map(str, each.printed_numbers)),
            each.source,
        )


def _table(name: str, rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*COLUMNS[name], *OPTIONAL_COLUMNS.get(name, ())])
    writer.writerows(rows)
    return text.getvalue()
