"""Web pages laid out as HTML's own rules and a browser lay them out."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trip_analytics.reading.web import web_page as module
from trip_analytics.reading.web.web_page import read_web_page


def sheets(page):
    return read_web_page(page if isinstance(page, bytes) else page.encode()).sheets


TRICKY = (
    "<table><tr><td rowspan=2>one</td><td colspan=2> t w\n o <br> x </td><td>3&nbsp;</td></tr>"
    "<tr><td>é <b>b</b>c</td><td rowspan=9>long</td></tr>"
    "<tbody><tr><td><div>d</div><div>e</div></td><td><p>f</p></td></tr><tr></tr>"
    "<tr><td>g<ul><li>h<li>i</ul></td><td rowspan=2 colspan=3>j<table><tr><td>in</table></td></tr>"
    "<tr><td><pre>k\n  l</pre></td></tr><tr><td>m<td>n<td>o<td>p</td></tr></tbody></table>"
    "<table><td>q<td>&lt;r&gt;<tr><td style='text-transform:none'>s <i>t</i> u</table>"
)


@given(st.integers(1, 60))
@settings(max_examples=settings.default.max_examples // 10, deadline=None)
def test_a_page_given_piece_by_piece_reads_the_same(piece):
    whole = sheets(TRICKY)
    before, module._PIECE = module._PIECE, piece
    try:
        assert sheets(TRICKY) == whole
    finally:
        module._PIECE = before


@given(
    st.lists(  # groups of rows of spans over columns and rows
        st.lists(
            st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5)), max_size=4),
            min_size=1,
            max_size=5,
        ),
        min_size=1,
        max_size=3,
    )
)
@example([[[(1, 1), (2, 1), (1, 4)], [(2, 3), (2, 2)], [], [(1, 1), (1, 1)]]])
@settings(deadline=None)
def test_any_spans_place_cells_as_html_lays_down(groups):
    page, want, number, row = ["<table>"], {}, 0, 0
    for group in groups:
        page.append("<tbody>")
        taken, last = set(), row + len(group)
        for spans in group:
            row += 1
            page.append("<tr>")
            column = 1
            for wide, tall in spans:
                while (row, column) in taken:
                    column += 1
                number += 1
                page.append(f"<td colspan={wide} rowspan={tall}>{number}")
                want[row, column] = str(number)
                down = range(row, min(row + tall, last + 1))
                taken |= {(r, c) for r in down for c in range(column, column + wide)}
                column += wide
    found = sheets("".join(page))
    assert {p: c.text for sheet in found for p, c in sheet.cells.items()} == want


@given(st.lists(st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td>", "</td>", "<td rowspan=2>", "<s>", "</s>", "<p>", "<br>",
     "<tbody>", "<select>", "<option selected>", "</select>", "<span hidden>", "</span>", "<style>",
     "</style>", "<pre>", "<input value=v>", "<!--", "-->", "&amp", "<", "x", " ", "é", "\n"]
), max_size=30))  # fmt: skip
@settings(deadline=None)
def test_any_tags_in_any_order_are_read(pieces):
    for sheet in sheets("".join(pieces)):
        for (row, column), found in sheet.cells.items():
            assert (found.row, found.column) == (row, column)
            assert found.text.strip()


LAID_OUT = """() => [...document.querySelectorAll('table')].map(table => {
    const cells = [...table.rows].flatMap(row => [...row.cells]);
    const left = cell => Math.round(cell.getBoundingClientRect().left);
    const lefts = [...new Set(cells.map(left))].sort((a, b) => a - b);
    return cells.map(cell => {
        const inner = cell.cloneNode(true);
        document.body.append(inner);
        inner.querySelectorAll('table').forEach(table => table.remove());
        const text = inner.innerText;
        inner.remove();
        return [cell.parentNode.rowIndex + 1, lefts.indexOf(left(cell)) + 1, text];
    });
})"""


def lines(text):
    """Its lines; the space between paragraphs does not count."""
    return [line for line in text.strip().split("\n") if line.strip()]


@pytest.mark.slow
def test_chromium_lays_a_tricky_page_out_the_same(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        page = browser.new_page()
        page.set_content(f"<!DOCTYPE html><meta charset=utf-8>{TRICKY}")
        theirs = page.evaluate(LAID_OUT)
        browser.close()
    ours = [
        sorted((row, column, lines(c.text)) for (row, column), c in sheet.cells.items())
        for sheet in sheets(TRICKY)
    ]
    assert len(ours) == 3
    assert ours == [sorted((row, column, lines(text)) for row, column, text in t) for t in theirs]
