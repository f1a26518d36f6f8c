"""What a web page holds beside what a browser shows."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping

from lxml import etree, html

from trip_analytics.auditing.behind.office import HIDDEN_TEXT, Behind, in_picture
from trip_analytics.auditing.behind.pictures import words_in_picture
from trip_analytics.reading.decoding import decoded

_AWAY = re.compile(r"(?:https?:)?//", re.I)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g);base64,", re.I)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "p")


def _page(data: bytes) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return html.document_fromstring(decoded(data, "").encode(), parser=parser)
    except etree.ParserError:  # a page of nothing
        return html.Element("html")


def captions(data: bytes) -> Mapping[str, str]:
    """The titles of a page's tables by the names under which they are read.

    Examples
    --------
    >>> captions(b"<h2>Ours</h2><table><tr><td>1</table><table><caption>Two</caption></table>")
    {'table 1': 'Ours', 'table 2': 'Two'}
    """
    titles = {}
    for number, table in enumerate(_page(data).iter("table"), 1):
        own = table.find("caption")
        above = next((each for each in _above(table) if _text(each)), None)
        title = own if own is not None else above
        if title is not None:
            titles[f"table {number}"] = _text(title)
    return titles


def block_quotes(data: bytes) -> Iterator[str]:
    """What a page sets apart as quotations, each in one line."""
    for quotation in _page(data).iter("blockquote"):
        yield _text(quotation)


def _above(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Headings and paragraphs before a table, the nearest first, up to another table."""
    for element in table.xpath("preceding::*")[::-1]:
        if element.tag == "table":
            return
        if element.tag in _HEADINGS:
            yield element


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def behind_page(data: bytes, shown: str) -> Iterator[Behind]:
    """What a web page holds beside what it shows; ``shown`` is its text in lower case."""
    page = _page(data)
    if any((each.text or "").strip() for each in page.xpath("//comment()")):
        yield Behind("html-comment", "", "Its source holds comments.", "Take the comments out.")
    if page.xpath("//script"):
        yield Behind(
            "script",
            "",
            "It holds a program (script), which may carry the data behind its charts.",
            "Put pictures in the place of charts that can be clicked.",
        )
    named = {
        name for each in page.iter() if isinstance(each.tag, str) for name in map(str, each.attrib)
    }
    if any(name.startswith("data-") for name in named):
        yield Behind(
            "data-attribute", "", "Data is stored in its tags (data-...).", "Take the data out."
        )
    yield from _unseen(page)
    yield from _away(page)
    authors = page.xpath("//meta[@name='author' or @name='creator']/@content")
    if any(str(author).strip().lower() not in shown for author in authors):
        yield Behind(
            "metadata",
            "",
            "Its properties say what the page does not: author.",
            "Take the author out of its head.",
        )
    told = [word for picture in _pictures(page) for word in words_in_picture(picture)]
    if told:
        yield in_picture(tuple(dict.fromkeys(told)))


def _unseen(page: html.HtmlElement) -> Iterator[Behind]:
    hidden = page.xpath("//body//*[@hidden] | //template | //input[@type='hidden']")
    hidden += [
        element for element in page.xpath("//*[@style]") if _UNSEEN.search(element.get("style", ""))
    ]
    if any(_text(element) or element.get("value") for element in hidden):
        yield HIDDEN_TEXT


def _away(page: html.HtmlElement) -> Iterator[Behind]:
    """Anything that a browser fetches when the page is opened."""
    sources = page.xpath("//@src | //link/@href | //object/@data")
    if any(_AWAY.match(str(source)) for source in sources):
        yield Behind(
            "external-link",
            "",
            "It fetches something from elsewhere when it is opened.",
            "Lay everything into the page.",
        )


def _pictures(page: html.HtmlElement) -> Iterator[bytes]:
    for source in map(str, page.xpath("//img/@src")):
        found = _PICTURE.match(source)
        if found:
            try:
                yield base64.b64decode(source[found.end() :])
            except binascii.Error:
                continue
