"""A Word document in a trust's own template: its styles, margins, headers and footers."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from trip_analytics.reports.word_styles import write_footer

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Header
    from lxml.etree import _Element

# What is about the template's own text, or leads out of the document.
_LEFT_OUT: Final = (
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "glossaryDocument",
    "customXml",
    "customProperties",
    "custom-properties",
    "thumbnail",
)
_OF_TEXT: Final = ("Normal", "List Bullet", "Caption", "Note", "Subtitle")
_SETTINGS_LEFT_OUT: Final = (
    "attachedTemplate",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "mailMerge",
    "rsids",
    "docVars",
)


def in_template(template: bytes, plain: Document, *, is_large: bool = False) -> Document:
    """An empty document in a template, with those styles of a plain one that it lacks.

    Where letters are to be large, those of the template are as large as the plain one's.
    """
    document = docx.Document(BytesIO(template))
    _empty(document, plain)
    _leave_out(document)
    _add_missing_styles(document, plain)
    for name in _OF_TEXT if is_large else ():
        document.styles[name].font.size = plain.styles[name].font.size
    return document


def set_header_and_footer(document: Document, footer_text: str, notice: str) -> None:
    """Put a notice at the top of a template's headers, and a footer where it has none."""
    if not _has_footer(document):
        write_footer(document, footer_text)
    if notice:
        _mark_headers(document, notice)


def _mark_headers(document: Document, notice: str) -> None:
    page = document.sections[0]
    headers: list[_Header] = [page.header]
    if page.different_first_page_header_footer:
        headers.append(page.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(page.even_page_header)
    for header in headers:
        line = header.add_paragraph(notice, style=document.styles["Notice"])
        header._element.insert(0, line._p)


def _has_footer(document: Document) -> bool:
    footer = document.sections[0].footer
    return any(part.text or len(part._p.xpath(".//w:drawing")) for part in footer.paragraphs) or (
        len(footer.tables) > 0
    )


def _empty(document: Document, plain: Document) -> None:
    """Take out the text of a template; the last of its sections stays."""
    body = document.element.body
    last = body.sectPr
    if last is None:
        last = deepcopy(plain.element.body.sectPr)
    for child in list(body):
        body.remove(child)
    body.append(last)
    for columns in last.findall(qn("w:cols")):
        last.remove(columns)


def _leave_out(document: Document) -> None:
    """Take out comments, links and protection."""
    part = document.part
    for relationships in (part.package.rels, part.rels):
        for name, each in list(relationships.items()):
            if each.reltype.rpartition("/")[2] in _LEFT_OUT:
                del relationships[name]
    settings = document.settings.element
    for tag in _SETTINGS_LEFT_OUT:
        for found in settings.findall(qn(f"w:{tag}")):
            settings.remove(found)
    links = part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for name in [name for name, each in links.items() if each.is_external]:
        del links[name]


def _add_missing_styles(document: Document, plain: Document) -> None:
    known = {style.name for style in document.styles}
    ids = {style.style_id for style in document.styles}
    base = document.styles.default(1)
    numbers = None
    for style in plain.styles:
        if style.name in known or style.style_id in ids:
            continue
        added = deepcopy(style.element)
        for based_on in added.findall(qn("w:basedOn")):
            if base is not None and style.type == base.type:
                based_on.set(qn("w:val"), base.style_id)
        for number in added.iter(qn("w:numId")):
            numbers = _numbering(document, plain) if numbers is None else numbers
            number.set(qn("w:val"), numbers[number.get(qn("w:val"))])
        for font in list(added.iter(qn("w:rFonts"))):  # the trust's, as its text has
            font.getparent().remove(font)
        document.styles.element.append(added)


def _numbering(document: Document, plain: Document) -> dict[str, str]:
    """Give a document the bullets of another; which number each then has."""
    own = plain.part.numbering_part
    if not any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in document.part.rels.values()):
        document.part.relate_to(own, RELATIONSHIP_TYPE.NUMBERING)
        return {number: number for number in _numbers(own.element, "num")}
    target = document.part.numbering_part.element
    first = 1 + max(map(int, _numbers(target, "abstractNum")), default=0)
    first_number = 1 + max(map(int, _numbers(target, "num")), default=0)
    abstract = {}
    for at, each in enumerate(own.element.findall(qn("w:abstractNum")), first):
        abstract[each.get(qn("w:abstractNumId"))] = str(at)
        copied = deepcopy(each)
        copied.set(qn("w:abstractNumId"), str(at))
        # Word reads all of these before the numbers that are of them.
        target.insert(len(target.findall(qn("w:abstractNum"))), copied)
    numbers = {}
    for at, each in enumerate(own.element.findall(qn("w:num")), first_number):
        numbers[each.get(qn("w:numId"))] = str(at)
        copied = deepcopy(each)
        copied.set(qn("w:numId"), str(at))
        of = copied.find(qn("w:abstractNumId"))
        of.set(qn("w:val"), abstract[of.get(qn("w:val"))])
        target.append(copied)
    return numbers


def _numbers(numbering: _Element, kind: str) -> list[str]:
    name = qn("w:numId") if kind == "num" else qn("w:abstractNumId")
    return [str(each.get(name)) for each in numbering.findall(qn(f"w:{kind}"))]
