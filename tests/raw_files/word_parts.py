"""Word documents written by hand, part by part: what python-docx cannot make."""

from __future__ import annotations

from tests.raw_files import zipped
from trip_analytics.reading.document import Sheet
from trip_analytics.reading.files import read_bytes

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = {
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "v": "urn:schemas-microsoft-com:vml",
    "r": OFFICE,
}


def run(text, properties=""):
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*contents):
    inside = "".join(text if text.startswith("<") else run(text) for text in contents)
    return f"<w:p>{inside}</w:p>"


def cell(*contents, properties=""):
    """A cell: of one paragraph, unless it is given whole blocks."""
    looks = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    blocks = [text for text in contents if text.startswith(("<w:p>", "<w:tbl>", "<w:sdt><w:sdtB"))]
    inside = "".join(contents) if blocks else paragraph(*contents)
    return f"<w:tc>{looks}{inside}</w:tc>"


def row(*cells, properties=""):
    looks = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    made = "".join(c if c.startswith(("<w:tc>", "<w:sdt>")) else cell(c) for c in cells)
    return f"<w:tr>{looks}{made}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(properties, content):
    """A content control around anything."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def check_box(ticked, content="<w:r><w:t>☐</w:t></w:r>"):
    state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
    return control(state, content)


def packed(body, *, strict=False, parts=None, links=()):
    """A document of this body, with further parts as (kind, name, root element, inside)."""
    space = STRICT if strict else TRANSITIONAL
    names = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in SPACES.items())

    def element(name, inside):
        return f'<w:{name} xmlns:w="{space}"{names}>{inside}</w:{name}>'

    def relationships(*them):
        inside = "".join(
            f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{more}/>'
            for number, kind, target, more in them
        )
        return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'

    named = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml", "")),
        "word/document.xml": element("document", f"<w:body>{body}</w:body>"),
    }
    own = list(links)
    for number, (kind, name, root, inside) in enumerate(parts or (), start=1):
        named[f"word/{name}"] = element(root, inside)
        own.append((f"part{number}", kind, name, ""))
    named["word/_rels/document.xml.rels"] = relationships(*own)
    return zipped(named)


def read(body, **more) -> Sheet:
    """The one sheet of a document of this body."""
    (sheet,) = read_bytes("form.docx", packed(body, **more)).sheets
    return sheet


def texts(sheet):
    """The text at each address."""
    return {cell.address: cell.text for cell in sheet.cells.values()}
