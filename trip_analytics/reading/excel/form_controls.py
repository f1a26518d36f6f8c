"""The check boxes, option buttons, lists and spin buttons that float over a worksheet's cells.

Excel describes each form control twice: as a shape in an old VML drawing, and, since
2010, in a part of its own that the worksheet lists with a place. The newer is taken
where there is one; captions are in the VML alone. ActiveX controls keep theirs as XML or in binary.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from uuid import UUID

from trip_analytics.reading.archive import Archive, Relationships
from trip_analytics.reading.excel.control_positions import (
    MOST_CONTROLS,
    PIXEL,
    Anchor,
    Layout,
    Placed,
    Spot,
)
from trip_analytics.reading.refusals import UnreadableFile
from trip_analytics.reading.safe_xml import Element, local_name, parse

What = Literal["box", "option", "list", "number", "text", "unknown"]

_FORMS: Final[dict[str, What]] = {
    "checkbox": "box",
    "radio": "option",
    "drop": "list",
    "list": "list",
    "spin": "number",
    "scroll": "number",
}
_STATES: Final = {"checked": True, "1": True, "mixed": None, "2": None}
_LONGEST: Final = 4000  # characters of a list's chosen entries
_PIECE: Final = 1 << 16
_OBJECT = re.compile(rb"ObjectType=\s*[\"']\s*(\w+)")
_LINE_BREAK = re.compile(rb"<br\s*/?>", re.IGNORECASE)  # Excel leaves them open
_VML: Final = "{urn:schemas-microsoft-com:vml}"
_EXCEL: Final = "{urn:schemas-microsoft-com:office:excel}"
_OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"


@dataclass(frozen=True, slots=True)
class Control:
    """A control and what it is set to."""

    what: What
    """``box``, ``option`` (one of several round buttons), ``list`` (drop-down ones too), ``number``
    (a spin button or a scroll bar), ``text``, or ``unknown`` where its state cannot be read."""
    state: bool | None = False
    """Whether it is ticked; None where it is neither: Excel shows it grey."""
    caption: str = ""
    """The words beside a box, or in a field for text."""
    # References as formulas have them: the cell that is set with it, and the cells that a list
    # takes its entries from.
    link: str = ""
    entries: str = ""
    chosen: tuple[int, ...] = ()
    """The chosen entries of a list, counted from 1."""
    number: int | None = None
    """What a spin button or a scroll bar is set to."""
    hidden: bool = False
    """It is made invisible, wherever it is."""
    spot: Spot = Spot(1, 1, 0, 0, hidden=False)  # noqa: RUF009 # a constant
    """Where it is."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A control as the VML drawing has it."""

    name: str
    control: Control | None
    anchor: Anchor | None


def read_controls(
    archive: Archive, part: str, leads_to: Relationships, drawings: set[str]
) -> list[Control]:
    """The controls of the worksheet in a part that show something, with their places.

    ``drawings`` are those that other sheets have, to which this one's are added: a sheet
    has its own, and one behind many would multiply it.
    """
    listed = any(kind in ("ctrlProp", "control") for kind, _ in leads_to.values())
    own = {drawing.lower() for kind, drawing in leads_to.values() if kind == "vmlDrawing"}
    if not (listed or own):
        return []
    shapes = [
        shape
        for drawing in sorted(own - drawings)
        if listed or _has_controls(archive, drawing)
        for shape in _shapes(archive, drawing)
    ]
    drawings |= own
    if not (listed or any(shape.control for shape in shapes)):
        return []
    with archive.open(part) as stream:
        layout = Layout(stream)
    return [
        _at(control, anchor, layout)
        for control, anchor in _joined(archive, leads_to, layout.controls, shapes)
        if anchor is not None
    ]


def _at(control: Control, anchor: Anchor, layout: Layout) -> Control:
    return replace(control, spot=layout.spot(anchor, box=control.what in ("box", "option")))


def _joined(
    archive: Archive, leads_to: Relationships, listed: list[Placed], shapes: list[_Shape]
) -> Iterator[tuple[Control, Anchor | None]]:
    """Each control once, from its own part and its shape."""
    by_name = _named(shapes)
    counted = Counter[str]()
    known: dict[str, Control | None] = {}
    for placed in listed:
        kind, part = leads_to.get(placed.relationship, ("", ""))
        if part not in known:
            known[part] = _of_part(archive, kind, part)
        control = known[part]
        if control is None:
            continue
        counted[control.what] += 1
        shape = by_name.pop(f"_x0000_s{placed.shape}", None) or by_name.pop(
            f"{control.what} {counted[control.what]}", _Shape("", None, None)
        )
        if shape.control is not None:
            caption = control.caption or shape.control.caption
            control = replace(control, caption=caption, hidden=shape.control.hidden)
        # LibreOffice writes places of no size for some.
        lost = placed.anchor is None or placed.anchor.first == placed.anchor.last
        control = replace(control, link=control.link or placed.link)
        yield control, shape.anchor if lost else placed.anchor
    yield from ((shape.control, shape.anchor) for shape in by_name.values() if shape.control)


def _named(shapes: list[_Shape]) -> dict[str, _Shape]:
    """Shapes by the name that the worksheet calls them by.

    LibreOffice gives them all one name, but keeps the order of each sort.
    """
    if any(shape.control and shape.name.startswith("_x0000_s") for shape in shapes):
        return {shape.name: shape for shape in shapes}
    counted = Counter[str]()
    named = {}
    for shape in shapes:
        sort = shape.control.what if shape.control else shape.name
        counted[sort] += 1
        named[f"{sort} {counted[sort]}" if shape.control else sort] = shape
    return named


def _of_part(archive: Archive, kind: str, part: str) -> Control | None:
    """A control from its own part; None for buttons and others that hold nothing."""
    if part not in archive:
        return None
    if kind == "control":
        return _of_activex(archive, part)
    properties = archive.tree(part) if kind == "ctrlProp" else None
    what = _FORMS.get(properties.get("objectType", "").lower()) if properties is not None else None
    if properties is None or what is None:
        return None
    return Control(
        what,
        state=_STATES.get(properties.get("checked", "").lower(), False),
        link=properties.get("fmlaLink", ""),
        entries=properties.get("fmlaRange", ""),
        chosen=_numbers(properties.get("multiSel", "") or properties.get("sel", "")),
        number=_number(properties.get("val", "0")) if what == "number" else None,
    )


def _of_activex(archive: Archive, part: str) -> Control | None:
    what, properties = read_activex(archive, part)
    if what is None:
        return None
    if properties is None:
        return Control("unknown")
    value, caption = properties.get("Value", ""), properties.get("Caption", "")
    if what == "text":
        return Control(what, caption=value)
    return Control(what, state={"0": False, "1": True}.get(value), caption=caption.strip())


def _has_controls(archive: Archive, drawing: str) -> bool:
    """Whether a drawing has more than the frames of notes, which may be thousands."""
    if drawing not in archive:
        return False
    rest = b""
    with archive.open(drawing) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            if any(
                name.lower().decode("ascii", "replace") in _FORMS for name in _OBJECT.findall(text)
            ):
                return True
            rest = text[-64:]
    return False


def _shapes(archive: Archive, drawing: str) -> Iterator[_Shape]:
    if drawing not in archive:
        return
    vml = _LINE_BREAK.sub(b" ", archive.read(drawing))
    tops = (
        shape
        for shape in parse(vml, mended=True).iter(f"{_VML}shape")
        if next(shape.iterancestors(f"{_VML}shape"), None) is None
    )
    for count, shape in enumerate(tops):
        data = next(shape.iter(f"{_EXCEL}ClientData"), None)
        if data is None:
            continue
        if count > MOST_CONTROLS:
            raise UnreadableFile("too-large")
        said = {local_name(element): (element.text or "").strip() for element in data}
        what = _FORMS.get(data.get("ObjectType", "").lower())
        data.clear()  # where an element was left open, it is within the caption
        control = what and Control(
            what,
            state=_STATES.get(said.get("Checked", ""), False),
            caption=_caption(shape),
            link=said.get("FmlaLink", ""),
            entries=said.get("FmlaRange", ""),
            chosen=_numbers(said.get("MultiSel") or said.get("Sel", "")),
            number=_number(said.get("Val", "0")) if what == "number" else None,
            hidden="visibility:hidden" in "".join(shape.get("style", "").split()),
        )
        yield _Shape(
            shape.get(f"{_OFFICE}spid", "") or shape.get("id", ""),
            control or None,
            Anchor.of(said.get("Anchor", "").split(","), PIXEL),
        )


def _caption(shape: Element) -> str:
    box = next(shape.iter(f"{_VML}textbox"), None)
    return "" if box is None else " ".join("".join(map(str, box.itertext())).split())


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text.strip()) else None


def _numbers(text: str) -> tuple[int, ...]:
    found = (piece.strip() for piece in text[:_LONGEST].split(","))
    return tuple(int(piece) for piece in found if piece.isdecimal() and int(piece) > 0)


_CLASSES: Final[dict[str, Literal["box", "option", "text"]]] = {
    "8bd21d10-ec42-11ce-9e0d-00aa006002f3": "text",
    "8bd21d20-ec42-11ce-9e0d-00aa006002f3": "text",  # a list: its value is the chosen text
    "8bd21d30-ec42-11ce-9e0d-00aa006002f3": "text",  # a drop-down list
    "8bd21d40-ec42-11ce-9e0d-00aa006002f3": "box",
    "8bd21d50-ec42-11ce-9e0d-00aa006002f3": "option",
    "8bd21d60-ec42-11ce-9e0d-00aa006002f3": "box",  # a button that stays pressed
}
# Bytes of each property in the order of the mask's bits; 0 where it has none here.
_SIZES: Final = (4, 4, 4, 4, 1, 1, 1, 1, 0, 2, 4, 2, 2, 2, 2, 2, 1, 1, 1, 0, 1, 1, 4, 4, 4, 4, 4,
                 2, 2, 2, 0, 0, 4)  # fmt: skip
_SIZE, _VALUE, _CAPTION = 8, 22, 23  # their bits in the mask
_NARROW: Final = 1 << 31  # of a text's length: one byte a character


def read_activex(
    archive: Archive, part: str
) -> tuple[Literal["box", "option", "text"] | None, Mapping[str, str] | None]:
    """What an ActiveX control is, and its properties; None for what is not known."""
    root = archive.tree(part)
    what = _CLASSES.get(_attribute(root, "classid").strip("{}").lower())
    if what is None:
        return None, None
    properties = {
        _attribute(element, "name"): _attribute(element, "value")
        for element in root
        if local_name(element) == "ocxPr"
    }
    if properties:
        return what, properties
    for kind, binary in archive.relationships(part).values():
        if kind == "activeXControlBinary" and binary in archive:
            return what, _of_binary(archive.read(binary))
    return what, None


def _attribute(element: Element, name: str) -> str:
    return next((str(v) for key, v in element.items() if str(key).endswith(f"}}{name}")), "")


def _of_binary(data: bytes) -> Mapping[str, str] | None:
    """A control's value and caption, or None where these bytes are no such control."""
    if len(data) >= 16 and str(UUID(bytes_le=data[:16])) in _CLASSES:
        data = data[16:]
    try:
        minor, major, _, mask = struct.unpack_from("<BBHQ", data)
        if (major, minor) != (2, 0):
            return None
        at = struct.calcsize("<BBHQ")
        lengths: dict[int, int] = {}
        for bit, size in enumerate(_SIZES):
            if size and mask >> bit & 1:
                at += -at % size
                if bit in (_VALUE, _CAPTION):
                    (lengths[bit],) = struct.unpack_from("<I", data, at)
                at += size
        at += -at % 4 + 8 * (mask >> _SIZE & 1)
        texts = {}
        for bit, length in lengths.items():
            size = length & ~_NARROW
            if at + size > len(data):
                return None
            text = data[at : at + size]
            texts[bit] = text.decode("latin-1" if length & _NARROW else "utf-16-le")
            at += size + -size % 4
    except (struct.error, UnicodeDecodeError):
        return None
    return {"Value": texts.get(_VALUE, ""), "Caption": texts.get(_CAPTION, "")}
