"""What web pages hold without showing it, which comments they quote, and their tables' titles."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree, html

from trip_analytics.auditing import Finding
from trip_analytics.auditing.hidden_parts import hidden_parts_of, in_pictures, in_properties
from trip_analytics.reading.decoding import decoded

_PICTURE: Final = re.compile(r"data:image/(?:png|jpe?g);base64,", re.I)
# The nearest heading or paragraph above a table, unless another table comes between.
_TITLE: Final = (
    "caption | self::*[not(caption)]/preceding::*[self::table or self::p or self::h1 or self::h2 "
    "or self::h3 or self::h4 or self::h5 or self::h6][normalize-space()][1]"
    "[not(ancestor-or-self::table)]"
)


def _page(data: bytes) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return html.document_fromstring(decoded(data, "").encode(), parser=parser)
    except etree.ParserError:  # a page of nothing
        return html.Element("html")


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def captions(data: bytes) -> Mapping[str, str]:
    """The titles of a page's tables by the names under which they are read.

    Examples
    --------
    >>> captions(b"<h2>Ours</h2><table><tr><td>1</table><table><caption>Two</caption></table>")
    {'table 1': 'Ours', 'table 2': 'Two'}
    """
    tables = enumerate(_page(data).iter("table"), 1)
    return {f"table {at}": _text(title) for at, table in tables for title in table.xpath(_TITLE)}


def quotations_in_page(data: bytes) -> Iterator[str]:
    """What a page sets apart as quotations, each on one line."""
    for quotation in _page(data).iter("blockquote"):
        yield _text(quotation)


def hidden_in_page(data: bytes, shown: str) -> Iterator[Finding]:
    """What a web page holds beside what it shows, ``shown`` as for ``hidden_in_office``."""
    page = _page(data)
    for part in hidden_parts_of("html"):
        yield from part.found_in([page])
    authors = page.xpath("//meta[@name='author' or @name='creator']/@content")
    untold = any(str(author).strip().lower() not in shown for author in authors)
    yield from in_properties(["author"] if untold else [])
    yield from in_pictures(_pictures(page))


def _pictures(page: html.HtmlElement) -> Iterator[bytes]:
    for source in map(str, page.xpath("//img/@src")):
        found = _PICTURE.match(source)
        if found:
            try:
                yield base64.b64decode(source[found.end() :])
            except binascii.Error:
                continue
