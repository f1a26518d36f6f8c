"""What a page's styles make of an element: hidden, struck through, in a font of symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from trip_analytics.reading.formatted_text import Look, symbol_font
from trip_analytics.reading.refusals import UnreadableFile

_STRIKES: Final = frozenset({"s", "strike", "del"})
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
        "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
        "li", "legend", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
        "td", "th", "tr", "ul",
    }
)  # fmt: skip
_DROPPED: Final = frozenset(
    {
        "datalist", "iframe", "noframes", "noscript", "script", "style", "template",
        "title", "xml",
    }
)  # fmt: skip
_PREFORMATTED: Final = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
_SELECTOR: Final = re.compile(r"[\w-]+|[\w-]*[.#][\w-]+")  # td, .xl65, td.xl65, #rating
_SIZE_IN_FONT: Final = re.compile(r"\d(?:pt|px|em|rem|%|pc|cm|mm|in)(?:\s*/\s*\S+)?\s+(.+)")

_PROPERTIES: Final = frozenset(
    {
        "display", "font", "font-family", "text-decoration", "text-decoration-line",
        "visibility", "white-space",
    }
)  # fmt: skip
_RELEVANT: Final = _STRIKES | _DROPPED | _PREFORMATTED | {"font", "option"}

MOST_CLASSES: Final = 100  # of an element
MOST_TRIED: Final = 3_000_000  # elements looked at to see whether rules hold

Declarations = Mapping[str, str]
Names = tuple[str, ...]


class ComputedStyle(NamedTuple):
    """How an element's text is shown on the page."""

    look: Look = Look()
    hidden: bool = False
    dropped: bool = False
    preformatted: bool = False


class Styles:
    """The rules of a page's own style sheets that matter here.

    Selectors of tags, classes and ids, also within others of them (``.sheet td.s0``),
    are what Office programs write; others are left out. Style sheets elsewhere are not fetched.
    """

    def __init__(self) -> None:
        self._rules: dict[str, list[tuple[list[str], Declarations]]] = {}
        self._tried = 0

    def read(self, sheet: str) -> None:
        """Add the rules of a ``<style>`` element."""
        for selectors, declarations in _rules(sheet.replace("<!--", " ").replace("-->", " ")):
            if not (relevant := declared(declarations)):
                continue
            for selector in selectors.split(","):
                parts = [p if p[0] in ".#" else p.lower() for p in selector.split()]
                if parts and all(map(_SELECTOR.fullmatch, parts)):
                    self._rules.setdefault(parts.pop(), []).append((parts, relevant))

    def declarations(
        self, names: Names, attributes: Mapping[str, str], around: Sequence[Names]
    ) -> Declarations:
        """The declarations for an element itself; the more specific rule wins."""
        found: dict[str, str] = {}
        for name in names:
            for parts, relevant in self._rules.get(name, ()):
                self._tried += 1 + len(around)
                if self._tried > MOST_TRIED:
                    raise UnreadableFile("too-large")
                if not parts or _enclose(parts, around):
                    found |= relevant
        if "style" in attributes:
            found |= declared(attributes["style"])
        return found


def names_of(tag: str, attributes: Mapping[str, str]) -> Names:
    """What selectors may call an element, the most specific last.

    Examples
    --------
    >>> names_of("td", {"class": "xl65", "id": "rating"})
    ('td', '.xl65', 'td.xl65', '#rating', 'td#rating')
    """
    if "class" not in attributes and "id" not in attributes:
        return (tag,)
    signs = [f".{name}" for name in attributes.get("class", "").split()[:MOST_CLASSES]]
    names = [tag, *signs, *(tag + sign for sign in signs)]
    if "id" in attributes:
        names += [f"#{attributes['id']}", f"{tag}#{attributes['id']}"]
    return tuple(names)


def computed_style(
    tag: str, attributes: Mapping[str, str], styles: Declarations, around: ComputedStyle
) -> ComputedStyle:
    """How an element is shown, by its tag, its attributes and its styles, within another."""
    if not styles and tag not in _RELEVANT and "hidden" not in attributes:
        return around
    struck = around.look.struck or tag in _STRIKES or "line-through" in _decoration(styles)
    font = _font(tag, attributes, styles, around.look.font)
    look = around.look
    if struck != look.struck or font != look.font:
        look = Look(struck, font)
    space = styles.get("white-space", "")
    return ComputedStyle(
        look,
        around.hidden
        or "hidden" in attributes
        or styles.get("display") == "none"
        or styles.get("visibility") in ("hidden", "collapse"),
        around.dropped or tag in _DROPPED or (tag == "option" and "selected" not in attributes),
        space.startswith(("pre", "break-spaces"))
        or ((tag in _PREFORMATTED or around.preformatted) and space not in ("normal", "nowrap")),
    )


def on_lines_of_its_own(tag: str, styles: Declarations) -> bool:
    """Whether a browser breaks the line before and after an element."""
    display = styles.get("display")
    if display is None:
        return tag in _BLOCKS
    return not display.startswith(("inline", "none", "contents", "ruby"))


def declared(style: str) -> dict[str, str]:
    """The declarations of a ``style`` attribute or a rule that matter here.

    Examples
    --------
    >>> declared("Display:none; text-decoration:line-through !important")
    {'display': 'none', 'text-decoration': 'line-through'}
    """
    found = {}
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in _PROPERTIES:
            found[name] = value.partition("!")[0].strip().lower()
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; what is in an @media is for other media, and left out."""
    depth, start, selectors = 0, 0, ""
    sheet = _without_comments(sheet)
    for brace in re.finditer(r"[{}]", sheet):
        if brace[0] == "{":
            if depth == 0:
                selectors = sheet[start : brace.start()].strip()
            depth += 1
        else:
            if depth == 1:
                yield selectors, sheet[start : brace.start()]
            depth = max(0, depth - 1)
        start = brace.end()


def _without_comments(sheet: str) -> str:
    kept = []
    at = 0
    while (begins := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:begins])
        ends = sheet.find("*/", begins + 2)
        at = len(sheet) if ends < 0 else ends + 2
    return "".join([*kept, sheet[at:]])


def _enclose(parts: Sequence[str], around: Sequence[Names]) -> bool:
    """Whether elements for all these parts of a selector enclose it, in their order."""
    outside_in = iter(around)
    return all(any(part in names for names in outside_in) for part in parts)


def _decoration(styles: Declarations) -> str:
    return styles.get("text-decoration", "") + styles.get("text-decoration-line", "")


def _font(
    tag: str, attributes: Mapping[str, str], styles: Declarations, around: str | None
) -> str | None:
    """The font of symbols that an element's text is in, if it is in one."""
    families = styles.get("font-family")
    if families is None and (after_size := _SIZE_IN_FONT.search(styles.get("font", ""))):
        families = after_size[1]
    if families is None and tag == "font":
        families = attributes.get("face")
    if families is None:
        return around
    return symbol_font(families.split(",")[0].strip(" '\""))
