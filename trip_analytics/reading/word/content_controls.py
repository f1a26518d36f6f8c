"""What people chose in the form's controls, written into the text at its place.

Content controls may be wrapped around words, paragraphs, cells or rows. Once each holds
the text that a person sees in it, all of them can be read as if they were not there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

from lxml import etree

from trip_analytics.reading.safe_xml import Element
from trip_analytics.reading.word.word_elements import (
    NAMES,
    attribute,
    child,
    children,
    switch,
    tags,
    value,
    whole_number,
)

TICKED: Final = "☒"
UNTICKED: Final = "☐"
_CONTROLS: Final = tags("sdt")
_RUNS: Final = tags("r")
_OTHER_TICKS: Final = "☑✓✔✗✘"  # that a form's author may choose


class PickedDate(NamedTuple):
    """A date picked in a control: as it is shown, in whatever order, and as it is stored."""

    shown: str
    date: dt.date


PickedDates = Mapping[Element, PickedDate]
"""The first run of a control -> its date."""


def settle_controls(root: Element) -> PickedDates:
    """Give each content control of a part the text that a person takes from it.

    The state of a check box decides whether it is ticked, not its text; a text that only
    asks to be replaced is no answer, and is removed.
    """
    dates: dict[Element, PickedDate] = {}
    for control in root.iter(*_CONTROLS):
        parts = {NAMES.get(part.tag): part for part in children(control)}
        properties, content = parts.get("sdtPr"), parts.get("sdtContent")
        if properties is None or content is None or _holds_controls(content):
            continue
        said = {NAMES.get(element.tag): element for element in children(properties)}
        if "checkbox" in said:
            _write(content, _box(said["checkbox"]))
        elif "showingPlcHdr" in said and switch(said["showingPlcHdr"]):
            _write(content, "")
        elif "date" in said and (picked := _picked(said["date"], content)) is not None:
            dates.update([picked])
    return dates


def _holds_controls(content: Element) -> bool:
    # Controls inside are answers of their own: the one around them is only a frame.
    return next(content.iter(*_CONTROLS), None) is not None


def _box(checkbox: Element) -> str:
    said = {NAMES.get(element.tag): element for element in children(checkbox)}
    if "checked" not in said or not _on(said["checked"]):
        return UNTICKED
    declared = said.get("checkedState")
    try:
        letter = chr(int("" if declared is None else attribute(declared, "val") or "", 16))
    except (ValueError, OverflowError):
        return TICKED
    return letter if letter in _OTHER_TICKS else TICKED


def _on(state: Element) -> bool:
    # Word's later additions have a namespace of their own, for attributes as well.
    return attribute(state, "val") in (None, "1", "true", "on")


def _write(content: Element, text: str) -> None:
    """Put a text in place of a control's own."""
    runs = list(content.iter(*_RUNS))
    for run in runs:
        run.clear()  # of its look as well: a box may be in a font of symbols
    if text:
        if not runs:
            at = next(content.iter(*tags("p")), content)
            runs = [etree.SubElement(at, _beside(content, "r"))]
        etree.SubElement(runs[0], _beside(content, "t")).text = text


def _beside(element: Element, name: str) -> str:
    return f"{element.tag.rpartition('}')[0]}}}{name}"


def _picked(control: Element, content: Element) -> tuple[Element, PickedDate] | None:
    stored = attribute(control, "fullDate") or ""
    runs = list(content.iter(*_RUNS))
    try:
        date = dt.date.fromisoformat(stored[:10])
    except ValueError:
        return None
    shown = "".join(text.text or "" for text in content.iter(*tags("t"))).strip()
    return (runs[0], PickedDate(shown, date)) if runs and shown else None


def field_answer(field: Element) -> str | None:
    """What a form field of older Word shows; None for one whose text follows it.

    ``field`` is the ``fldChar`` with which it begins.
    """
    data = child(field, "ffData")
    for element in () if data is None else data:
        name = NAMES.get(element.tag)
        said = {NAMES.get(setting.tag): setting for setting in element}
        if name == "checkBox":
            state = said.get("checked", said.get("default"))
            return TICKED if state is not None and switch(state) else UNTICKED
        if name == "ddList":
            entries = [value(e) or "" for e in element if NAMES.get(e.tag) == "listEntry"]
            chosen = said.get("result", said.get("default"))
            number = 0 if chosen is None else whole_number(chosen, 0)
            return entries[number] if number < len(entries) else ""
    return None
