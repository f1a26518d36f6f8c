"""How the Word document looks, set in styles so that a trust can change it in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from trip_analytics.documents import mark_as_own
from trip_analytics.reports.model import PLAIN, Look, Report
from trip_analytics.reports.word_parts import add_field, room_for_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

INK = "212B32"
QUIET = "4C6272"
FONT = "Arial"

_TABLE_STYLE = """
<w:style {names} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="Report table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{colour}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="AEB7BD"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
      <w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr>
      <w:shd w:val="clear" w:color="auto" w:fill="{colour}"/><w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def set_properties(document: Document, report: Report) -> None:
    """Title, author and language, which screen readers and searches go by."""
    properties = document.core_properties
    properties.title = report.title
    properties.author = properties.last_modified_by = report.organisation
    properties.subject = f"Team recovery reviews {report.year}"
    properties.language = report.language
    properties.keywords = properties.comments = ""
    properties.revision = 1
    mark_as_own(properties)
    # The library's template brings a picture of its own first page, and an empty bibliography.
    part = document.part
    for relationships in (part.package.rels, part.rels):
        for name, each in list(relationships.items()):
            if each.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.CUSTOM_XML):
                del relationships[name]


def set_page(document: Document, footer_text: str, notice: str) -> None:
    """A4 with page numbers, and at the head of each page who may have it, if not everybody."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    if notice:
        page.header.paragraphs[0].add_run(notice)
        page.header.paragraphs[0].style = document.styles["Notice"]
    write_footer(document, footer_text)


def write_footer(document: Document, footer_text: str) -> None:
    """What the document is, and the page."""
    width, _ = room_for_text(document)
    footer = document.sections[0].footer.paragraphs[0]
    stops = footer.paragraph_format.tab_stops
    for own in footer.style.paragraph_format.tab_stops:  # a short title would stop in the middle
        if own.position != width:
            stops.add_tab_stop(own.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)
    footer.add_run(f"{footer_text}\tPage ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES", "1")


def set_styles(
    document: Document, language: str, look: Look = PLAIN, *, is_large: bool = False
) -> None:
    """Fonts, colours and distances of every style that the report uses."""
    text, of_caption, above = (14, 14, 12) if is_large else (11, 10.5, 18)
    colour, dark = look.colour.removeprefix("#"), look.dark.removeprefix("#")
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    spoken = defaults.find(qn("w:rPr")).find(qn("w:lang"))
    for name in ("val", "eastAsia"):
        spoken.set(qn(f"w:{name}"), language)
    document.styles.element.append(
        parse_xml(_TABLE_STYLE.format(names=nsdecls("w"), colour=colour))
    )

    _style(document, "Normal", size=text, after=7, line=1.15)
    _style(document, "Subtitle", size=14, colour=QUIET, after=2)
    _style(document, "Title", size=28, colour=dark, bold=True, after=14)
    _style(
        document,
        "Heading 1",
        size=18,
        colour=dark,
        bold=True,
        before=above,
        after=6,
    )
    _style(document, "Heading 2", size=13, colour=dark, bold=True, before=12, after=4)
    _style(document, "List Bullet", size=text, after=4, line=1.15)
    quote = _style(document, "Quote", size=text, after=7, line=1.15)
    quote.paragraph_format.left_indent = Cm(0.6)
    quote.paragraph_format.keep_together = True
    caption = _style(document, "Caption", size=of_caption, bold=True, before=10, after=4)
    caption.paragraph_format.keep_with_next = True
    for name, size, of_text in (
        ("Contents", 11, colour),
        ("Table heading", 9, "FFFFFF"),
        ("Table text", 9, INK),
        ("Note", text if is_large else 9, QUIET),
        ("Notice", 9, dark),
    ):
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = document.styles["Normal"]
        _style(document, name, size=size, colour=of_text, bold=name in ("Table heading", "Notice"))
    document.styles["Notice"].paragraph_format.space_after = Pt(10)
    document.styles["Contents"].paragraph_format.space_after = Pt(3)
    document.styles["Note"].paragraph_format.space_before = Pt(3)
    document.styles["Footer"].font.size = Pt(9)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(colour)
    link.font.underline = True


def _style(
    document: Document,
    name: str,
    *,
    size: float,
    colour: str = INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
) -> ParagraphStyle:
    style: ParagraphStyle = document.styles[name]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    # The template's line below titles, and its wide letters.
    for unwanted in style.element.xpath("w:pPr/w:pBdr | w:rPr/w:spacing | w:rPr/w:kern"):
        unwanted.getparent().remove(unwanted)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), line
    return style
