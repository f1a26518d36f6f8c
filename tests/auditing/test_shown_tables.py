"""What is read back is what the report holds, in each of its documents."""

import docx
import openpyxl
import pytest

from trip_analytics.auditing.audit import audit_files
from trip_analytics.auditing.shown_tables import count, figure, is_figure, is_withheld, plain
from trip_analytics.auditing.whole_documents import same
from trip_analytics.auditing.written_files import WrittenFile, read_files
from trip_analytics.reports.model import shown


@pytest.fixture
def read(written):
    files = read_files([written])
    assert not any(file.why_not for file in files)
    return {file.name.rpartition(".")[2]: file for file in files}


def numbered(file):
    return [table for table in file.tables if table.number is not None]


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_documents_hold_the_tables_of_the_model(kind, read, report):
    tables = numbered(read[kind])
    assert [table.number for table in tables] == list(range(1, len(report.tables) + 1))
    for table, model in zip(tables, report.tables, strict=True):
        assert table.title == model.title
        assert table.columns == tuple(column.title for column in model.columns)
        assert table.rows == tuple(
            tuple(
                plain(shown(cell, column)) for cell, column in zip(row, model.columns, strict=True)
            )
            for row in model.rows
        )


def test_the_workbook_holds_them_with_a_column_for_each_end(read, report):
    tables = numbered(read["xlsx"])
    assert len(tables) == len(report.tables)
    for table, model, page in zip(tables, report.tables, numbered(read["html"]), strict=True):
        assert table.columns == tuple(
            title for column in model.columns for title in (column.ends or (column.title,))
        )
        assert same(table, page)
        assert same(page, table)


def test_texts_outside_tables_are_read_too(read, report):
    first = report.sections[0].heading
    for kind in ("html", "docx"):
        assert any(first in text for text in read[kind].lines)


def the_tables(path):
    (file,) = read_files([path])
    return file.tables


def test_a_table_by_hand_with_two_rows_of_titles(tmp_path, workbook):
    def merged(book):
        book.active.merge_cells("B2:D2")
        book.active.merge_cells("A4:A5")

    rows = [["Practice", "Rating"], [None, 1, 2, 3], ["Choices", 4, 5, 6], [None, 7, 8, 9]]
    path = workbook(tmp_path / "t.xlsx", rows, title="All ratings 2024", change=merged)
    (table,) = the_tables(path)
    assert table.title == "All ratings 2024"
    assert table.columns == ("Practice", "Rating 1", "Rating 2", "Rating 3")
    assert table.rows == (("Choices", "4", "5", "6"), ("Choices", "7", "8", "9"))


def test_a_total_below_a_blank_row_belongs_to_its_table(tmp_path, workbook):
    rows = [["Line", "1", "2"], ["A", 3, 4], [], ["Total", 3, 4]]
    first, second = the_tables(workbook(tmp_path / "t.xlsx", rows))
    assert second.columns == first.columns
    assert second.rows == (("Total", "3", "4"),)


def test_tables_are_the_same_where_their_figures_are(tmp_path, workbook):
    def table(title, *rows):
        (made,) = the_tables(
            workbook(tmp_path / "t.xlsx", [["P", "Low", "High"], *rows], title=title)
        )
        return made

    one = table("Ratings", ["Choices", 3.1, 3.6], ["Hope", "[c]", "[c]"])
    assert same(one, table("Ratings", ["Choices", 3.1, 3.6], ["Hope", "[c]", "[c]"]))
    assert not same(one, table("Stages", ["Choices", 3.1, 3.6], ["Hope", "[c]", "[c]"]))
    assert not same(one, table("Ratings", ["Choices", 3.1, 3.6]))
    assert not same(one, table("Ratings", ["Choices", 3.1, 3.7], ["Hope", "[c]", "[c]"]))
    assert not same(one, table("Ratings", ["Choices", "[c]", "[c]"], ["Hope", "[c]", "[c]"]))
    assert not same(one, table("Ratings", ["Choices", 3.6, 3.6], ["Hope", "[c]", "[c]"]))
    assert same(one, table("Ratings", ["Choices", "3.10", "3.60"], ["Hope", "[c]", "[c]"]))
    rows = [["P", "Interval"], ["Choices", "3.1 to 3.6"], ["Hope", "[c]"]]
    (in_one_column,) = the_tables(workbook(tmp_path / "t.xlsx", rows, title="Ratings"))
    assert same(one, in_one_column)


def test_several_tables_on_a_sheet(tmp_path, workbook):
    rows = [["One", "n"], ["A", 3], [], ["Below"], ["Two", "n"], ["B", 4]]
    one, two = the_tables(workbook(tmp_path / "t.xlsx", rows, title="Above"))
    assert (one.title, one.columns, one.rows) == ("Above", ("One", "n"), (("A", "3"),))
    assert (two.title, two.columns, two.rows) == ("Below", ("Two", "n"), (("B", "4"),))


def change_html(folder):
    path = folder / "annual-report-2025.html"
    text = path.read_text(encoding="utf-8")
    cut = text.index('id="caption-3"')
    changed = text[cut:].replace('<td class="figure">1', '<td class="figure">2', 1)
    assert changed != text[cut:]
    path.write_text(text[:cut] + changed, encoding="utf-8")


def change_word(folder):
    path = folder / "annual-report-2025.docx"
    document = docx.Document(path)
    cell = document.tables[2].rows[1].cells[2]
    cell.text = str(int(cell.text) + 1)
    document.save(path)


def change_workbook(folder):
    path = folder / "annual-report-2025-tables.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Table 3"]
    (table,) = sheet.tables.values()
    cell = sheet[table.ref][1][2]
    cell.value += 1
    book.save(path)


@pytest.mark.parametrize("change", [change_html, change_word, change_workbook])
def test_a_figure_changed_by_hand_in_one_document_is_found(change, written):
    change(written)
    found = audit_files(written)
    differs = found.loc[found["kind"] == "differs"]
    assert len(differs) == 2  # with each of the two others
    assert differs["place"].eq("Table 3").all()
    assert differs["finding"].str.contains("do not say the same in table 3").all()


def test_a_table_that_one_document_lacks_is_found(written):
    path = written / "annual-report-2025-tables.xlsx"
    book = openpyxl.load_workbook(path)
    del book["Table 3"]
    book.save(path)
    found = audit_files(written)
    assert "differs" in set(found["kind"])
    assert found["finding"].str.contains("has none").any()


def test_reports_of_two_years_may_differ(tmp_path):
    page = "<html><table><caption>Table 1: Returns</caption><tr><td>Asked<tr><td>{}</table></html>"
    (tmp_path / "report-2024.html").write_text(page.format(38), encoding="utf-8")
    (tmp_path / "report-2025.html").write_text(page.format(39), encoding="utf-8")
    assert audit_files(tmp_path).empty
    (tmp_path / "report-2025.htm").write_text(page.format(40), encoding="utf-8")
    assert audit_files(tmp_path)["kind"].tolist() == ["differs"]


@pytest.mark.parametrize(
    ("name", "publication"),
    [
        ("out/report-2025.html", "out/report-2025"),
        ("out/report-2025-tables.xlsx", "out/report-2025"),
        ("out/report-2025-tables-board.xlsx", "out/report-2025-board"),
        ("out/report-2025-board-tables.xlsx", "out/report-2025-board"),
        ("out/report-tables-2025.xlsx", "out/report-tables-2025"),
        ("out.d/tables", "out.d/tables"),
    ],
)
def test_documents_of_one_report_differ_in_how_their_names_end(name, publication):
    assert WrittenFile(name, "other", b"").publication == publication


def test_the_title_of_a_table_on_a_page_is_not_in_the_table_before_it(tmp_path):
    path = tmp_path / "r.html"
    path.write_text(
        "<html><p>Ours</p><table><tr><td><p>A<td><p>n<tr><td><p>x<td><p>1</table>"
        "<table><tr><td>B<td>n<tr><td>y<td>2</table></html>",
        encoding="utf-8",
    )
    assert [table.title for table in the_tables(path)] == ["Ours", "table 2"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.2", 3.2),
        ("43%", 0.43),
        ("43.5 %", 0.435),
        ("−0.3", -0.3),
        ("+0.4", 0.4),
        ("1,204", 1204),
        ("7", 7),
    ],
)
def test_a_figure(text, value):
    assert figure(text) == pytest.approx(value)
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "[c]", "3.1 to 3.6", "Own choices", "2024/25", "1 Not yet"])
def test_what_is_not_one_figure(text):
    assert figure(text) is None


@pytest.mark.parametrize("text", ["[c]", "*", "**", "-", "–", "x", "<5", "< 10", "Suppressed"])
def test_a_figure_that_is_withheld(text):
    assert is_withheld(text)
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "0", "Choices", "3.4", "[x]", "[z]"])
def test_what_is_not_withheld(text):
    assert not is_withheld(text)


def test_intervals_are_figures():
    assert is_figure("3.1 to 3.6")
    assert not is_figure("3.1 to be")


def test_counts():
    assert count("4") == 4
    assert count("1,204") == 1204
    assert [count(text) for text in ("<5", "*", "4.5", "40%", "-4", "")] == [None] * 6


def test_signs_are_written_in_one_way():
    assert plain("−0.3") == plain("-0.3")
    assert plain(" +0.3") == "0.3"
