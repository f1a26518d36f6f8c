"""Put what a sheet's controls are set to into the cells below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from trip_analytics.reading.addresses import address_of
from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.document import Cell, Note, Sheet
from trip_analytics.reading.excel.control_positions import MOST_CONTROLS, PIXEL
from trip_analytics.reading.excel.form_controls import Control, read_controls
from trip_analytics.reading.excel.references import References
from trip_analytics.reading.formatted_text import CONTROL_MARKS
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element

UNREADABLE: Final = "There is a control here whose state cannot be read."

_LONGEST: Final = 32_767  # characters, as many as Excel allows in a cell
_SAME_LINE: Final = 12 * PIXEL  # boxes nearer than this, up and down, are side by side
_MOST_MERGED: Final = 1_000  # ranges of a sheet that are looked at for controls on them


def show_controls(
    archive: Archive, root: Element, read: Sequence[tuple[Sheet, str, Relationships]]
) -> tuple[Sheet, ...]:
    """The sheets with what their controls show, from the workbook's element.

    A box on an empty cell is a truth value there; with words, or beside others, it is
    text (``☐ 1 ☑ 2``). A list shows the entry that was chosen. A spin button or a scroll
    bar on an empty cell shows the number that it is set to, unless it sets a cell beside it.

    Raises UnreadableFile: there are more controls than on any form, or a part of them is damaged.
    """
    drawings: set[str] = set()
    of_sheets = [read_controls(archive, part, leads_to, drawings) for _, part, leads_to in read]
    sheets = tuple(sheet for sheet, _, _ in read)
    if not any(of_sheets):
        return sheets
    if sum(map(len, of_sheets)) > MOST_CONTROLS:
        raise UnreadableFile("too-large")
    book = References(root, sheets)
    return tuple(
        _with(book, number, sheet, controls) if controls else sheet
        for number, (sheet, controls) in enumerate(zip(sheets, of_sheets, strict=True))
    )


def _with(book: References, number: int, sheet: Sheet, controls: list[Control]) -> Sheet:
    cells = dict(sheet.cells)
    notes = []
    for (row, column), standing in _by_cell(sheet, controls).items():
        # A macro may make a control invisible: it changes nothing that is seen there.
        own = [control for control in standing if not control.hidden]
        if not own and (row, column) not in cells:
            own = standing
        if not own:
            continue
        address = address_of(row, column)
        notes += [Note(address, UNREADABLE) for control in own if control.what == "unknown"]
        cell = _shown(book, number, sheet.cells.get((row, column)), _in_order(own), (row, column))
        if cell is not None:
            cells[row, column] = cell
    return replace(sheet, cells=cells, notes=(*sheet.notes, *notes))


def _by_cell(sheet: Sheet, controls: list[Control]) -> dict[tuple[int, int], list[Control]]:
    """Controls by their cell; those on merged cells by the first of them, which shows."""
    found: dict[tuple[int, int], list[Control]] = {}
    for control in controls:
        found.setdefault((control.spot.row, control.spot.column), []).append(control)
    for top, left, bottom, right in sheet.merged[:_MOST_MERGED]:
        inside = [at for at in found if top <= at[0] <= bottom and left <= at[1] <= right]
        own = [control for at in inside for control in found.pop(at)]
        if own:
            found[top, left] = own
    return found


def _in_order(controls: list[Control]) -> list[Control]:
    """As they are read: line by line, left to right."""
    lines: list[list[Control]] = []
    for control in sorted(controls, key=lambda control: (control.spot.row, control.spot.down)):
        above = lines[-1][0].spot if lines else None
        if above and above.row == control.spot.row and control.spot.down - above.down < _SAME_LINE:
            lines[-1].append(control)
        else:
            lines.append([control])
    return [
        control
        for line in lines
        for control in sorted(line, key=lambda control: (control.spot.column, control.spot.across))
    ]


def _shown(
    book: References, number: int, cell: Cell | None, controls: list[Control], at: tuple[int, int]
) -> Cell | None:
    """The cell as a person sees it with the controls that are on it."""
    controls = [one for one in controls if one.what != "number" or _sets_elsewhere(book, number,
                one, cell, at)]  # fmt: skip
    if not controls:
        return cell
    targets = [book.target(control.link, number) for control in controls]
    # A control linked to the cell below it covers what it has put there.
    covered = all(target and target[:3] == (number, *at) for target in targets)
    base = (
        cell
        if cell is not None
        else _blank(at, hidden=all(c.hidden or c.spot.hidden for c in controls))
    )
    linked = [book.cell(target) for target in targets]
    entries = [
        _entries(book, number, control, link)
        for control, link in zip(controls, linked, strict=True)
    ]
    if len(controls) == 1 and (cell is None or covered):
        alone = _alone(base, cell, controls[0], linked[0], entries[0])
        if alone is not None:
            return alone
    pieces = [
        _piece(control, link, chosen)
        for control, link, chosen in zip(controls, linked, entries, strict=True)
    ]
    text = " ".join(piece for piece in pieces if piece)[:_LONGEST]
    if not text:
        return cell
    rest, standing = ("", "") if covered else (base.text, base.standing)
    whole = f"{text} {rest}".rstrip()
    return base._replace(
        text=whole,
        value=whole,
        kind="text",
        struck="" if covered else base.struck,
        unstruck=f"{text} {standing}" if rest and base.struck else None,
    )


def _sets_elsewhere(
    book: References, number: int, control: Control, cell: Cell | None, at: tuple[int, int]
) -> bool:
    """Whether a spin button on an empty cell sets one that is not seen right beside it."""
    if cell is not None or not control.link:
        return False
    target = book.target(control.link, number)
    if target is None or target.sheet != number:
        return True
    linked = book.cell(target)
    near = abs(target.top - at[0]) <= 1 and abs(target.left - at[1]) <= 1
    return not near or linked is None or linked.hidden


def _alone(
    base: Cell, cell: Cell | None, control: Control, linked: Cell | None, chosen: list[Cell]
) -> Cell | None:
    """The cell where one control is all that shows and says more than its text."""
    if control.what == "list" and len(chosen) == 1:
        shown = base._replace(text=chosen[0].text, value=chosen[0].value, kind=chosen[0].kind)
        return shown._replace(struck="", unstruck=None, font=chosen[0].font)
    if control.what == "number" and (value := _set_to(control, linked)) is not None:
        return base._replace(text=str(value), value=value, kind="number")
    if control.what == "text" and cell is not None:
        return cell  # it has put its own text there
    if control.what in CONTROL_MARKS:
        text, state = _piece(control, linked, []), _state(control, linked)
        if cell is not None and cell.kind == "boolean":
            return cell._replace(text=text)
        if cell is None and state is not None and not control.caption:
            return base._replace(text=text, value=state, kind="boolean")
    return None


def _set_to(control: Control, linked: Cell | None) -> int | None:
    """The number a spin button is set to; the workbook calculates with the cell it is linked to."""
    if linked is not None and isinstance(linked.value, int) and linked.kind == "number":
        return linked.value
    return control.number


def _blank(at: tuple[int, int], *, hidden: bool) -> Cell:
    row, column = at
    address = address_of(row, column)
    return Cell(row, column, address, text="", value=None, kind="text", hidden=hidden)


def _state(control: Control, linked: Cell | None) -> bool | None:
    """Whether a box is ticked; the workbook calculates with the cell it is linked to."""
    if control.what == "box" and linked is not None and linked.kind == "boolean":
        return bool(linked.value)
    return control.state


def _piece(control: Control, linked: Cell | None, chosen: list[Cell]) -> str:
    """What one control shows."""
    if control.what in CONTROL_MARKS:
        mark = CONTROL_MARKS[control.what][_state(control, linked)]
        return f"{mark} {control.caption}".rstrip()[:_LONGEST]
    if control.what == "number":
        number = _set_to(control, linked)
        return "" if number is None else str(number)
    if control.what == "text":
        return control.caption.strip()[:_LONGEST]
    return "; ".join(cell.text[:_LONGEST] for cell in chosen)[:_LONGEST]


def _entries(book: References, number: int, control: Control, linked: Cell | None) -> list[Cell]:
    """The cells of the entries that are chosen in a list."""
    target = book.target(control.entries, number)
    if control.what != "list" or target is None:
        return []
    chosen = control.chosen
    if not chosen and linked is not None and isinstance(linked.value, int):
        chosen = (linked.value,)
    rows = (target.top + position - 1 for position in chosen)
    found = (
        book.sheets[target.sheet].cells.get((row, target.left))
        for row in rows
        if target.top <= row <= target.bottom
    )
    return [cell for cell in found if cell is not None]
