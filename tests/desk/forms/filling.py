"""Fill in a blank form as people do: with openpyxl, or in the boxes of a Word document."""

import datetime as dt
from io import BytesIO

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Place = tuple[str, int, str]
"""A part of the form; a row of its table, counted from 0; the title of the column. Or -1 for a
field, and its label."""


def fill_in(blank: bytes, answers: dict[Place, object]) -> bytes:
    """The form with these answers, in the format that it has."""
    return _workbook(blank, answers) if b"xl/workbook.xml" in blank else _word(blank, answers)


def _workbook(blank, answers):
    workbook = openpyxl.load_workbook(BytesIO(blank))
    for (part, row, name), value in answers.items():
        sheet = workbook[part]
        cell = _cell(sheet, row, name)
        assert cell.protection.locked is False, (part, row, name)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _cell(sheet, row, name):
    if row < 0:
        label = next(row[0] for row in sheet.iter_rows(max_col=1) if row[0].value == name)
        beside = sheet.iter_rows(min_row=label.row, max_row=label.row, min_col=2)
        return next(cell for cell in next(beside) if cell.protection.locked is False)
    (table,) = sheet.tables.values()
    head, *rows = sheet[table.ref]
    at = [cell.value for cell in head].index(name)
    return rows[row][at]


def _word(blank, answers):
    document = docx.Document(BytesIO(blank))
    parts = _parts(document)
    for (part, row, name), value in answers.items():
        text = f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)
        _write(_control(parts[part], row, name), text)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _parts(document):
    """The tables of each part, which begins with its heading; parts are named as sheets are."""
    parts, tables = {}, []
    for block in document.iter_inner_content():
        if isinstance(block, docx.table.Table):
            tables.append(block)
        elif block.style.name == "Heading 1":
            tables = parts.setdefault(block.text, [])
    return parts


def _control(tables, row, name):
    for table in tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if row >= 0 and name in heads:
            return table.rows[row + 1].cells[heads.index(name)]._tc.find(f".//{qn('w:sdt')}")
        if row < 0:
            for line in table.rows:
                if line.cells[0].text == name:
                    return line.cells[1]._tc.find(f".//{qn('w:sdt')}")
    raise AssertionError(name)


def _write(control, text):
    placeholder = control.find(f".//{qn('w:showingPlcHdr')}")
    if placeholder is not None:
        placeholder.getparent().remove(placeholder)
    (run,) = control.iter(qn("w:r"))
    for old in list(run):
        run.remove(old)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        written = OxmlElement("w:t")
        written.text = line
        run.append(written)
