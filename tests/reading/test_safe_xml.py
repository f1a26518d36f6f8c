import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.raw_files import outcome
from trip_analytics.reading import safe_xml
from trip_analytics.reading.safe_xml import begun_and_ended, drop, elements, parse

ROWS = "".join(
    f'<row r="{number}"><c r="A{number}" s="1"/><c r="B{number}"><v>{number}</v></c></row>'
    for number in range(1, 400)
)
SHEET = (
    f'<worksheet><cols><col min="1"/></cols>\n<sheetData>{ROWS}</sheetData><e><f/></e></worksheet>'
)


class Pieces:
    """Bytes that come in pieces of given lengths."""

    def __init__(self, data, lengths):
        self.data, self.lengths = io.BytesIO(data), list(lengths)

    def read(self, size):
        return self.data.read(min(size, self.lengths.pop() if self.lengths else size))


def said(source, root="worksheet", depth=2):
    """Tag, attributes and all text of each element, looked at as it comes."""
    return [
        (element.tag, dict(element.attrib), "".join(element.itertext()), len(element))
        for element in elements(source, root, depth)
    ]


def why(data, root="worksheet"):
    return outcome(said, io.BytesIO(data), root)


WHOLE = [
    ("col", {"min": "1"}, "", 0),
    *(("row", {"r": str(number)}, str(number), 2) for number in range(1, 400)),
    ("f", {}, "", 0),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@given(lengths=st.lists(st.integers(1, 3000)))
@settings(max_examples=settings.default.max_examples // 8, deadline=None)
def test_elements_are_whole_however_a_part_is_cut(encoding, lengths):
    data = f'<?xml version="1.0" encoding="{encoding}"?>{SHEET}'.encode(encoding)
    assert said(io.BytesIO(data)) == WHOLE
    assert said(Pieces(data, [*lengths, 500])) == WHOLE  # the first piece holds the root's tag


def test_elements_right_below_the_root():
    data = f"<sst>{'<si><t>a</t></si>' * 500}</sst>".encode()
    for source in (io.BytesIO(data), Pieces(data, [40] * 100)):
        assert said(source, "sst", depth=1) == [("si", {}, "a", 1)] * 500


@pytest.mark.parametrize("cut", ["<worksheet>", "<worksheet><sheetData>"])
def test_a_part_may_be_cut_before_its_first_element(cut):
    for depth, inside in ((1, "<a/>"), (2, "<sheetData><a/></sheetData>")):
        data = f"<worksheet>{inside}</worksheet>".encode()
        found = said(Pieces(data, [1, 1, 1, 1, len(cut)]), depth=depth)
        assert found == [("a", {}, "", 0)]


def test_a_tree_is_dropped_as_it_is_read():
    data = f"<worksheet><sheetData>{'<row/>' * 50_000}</sheetData></worksheet>".encode()
    rows = elements(Pieces(data, [1000] * 1000), "worksheet", 2)
    assert max(len(list(row.itersiblings())) for row in rows) < 200


@pytest.mark.parametrize("before", [b"", b" " * 300_000])
def test_a_document_type_is_refused_in_large_parts_too(before):
    start = b'<!DOCTYPE worksheet [<!ENTITY a "ha">]>'
    assert why(start + before + b"<worksheet>" + b"<a/>" * 70_000 + b"</worksheet>") == "damaged"
    assert why(before + start + b"<worksheet>" + b"<a/>" * 70_000 + b"</worksheet>") == "damaged"


@pytest.mark.parametrize("end", [b"", b"</sheetData>", b"</row></sheetData></worksheet>"])
def test_a_large_part_cut_short_is_damaged(end):
    assert why(b"<worksheet><sheetData>" + b"<row></row>" * 30_000 + end) == "damaged"


def test_a_large_part_of_another_kind_is_damaged():
    assert why(b"<macrosheet>" + b"<row/>" * 100_000 + b"</macrosheet>") == "damaged"


def test_an_element_longer_than_any_is_refused(monkeypatch):
    row = b"<row>" + b"<c/>" * 100_000 + b"</row>"
    data = b"<worksheet><sheetData>" + row + b"<row/>" * 100_000 + b"</sheetData></worksheet>"
    assert len(said(io.BytesIO(data))) == 100_001
    monkeypatch.setattr(safe_xml, "LONGEST_ELEMENT", 100_000)
    assert why(data) == "too-large"
    assert len(said(io.BytesIO(data.replace(row, b"")))) == 100_000


ROW = '<r n="1"><c>a<r n="2"/></c></r>'
GROUPS = f"<t><g>{ROW * 900}</g><g><g><r n='3'/></g></g></t>".encode()


def passed(source, *tags):
    """Tag, attributes, text and whether it ended, of each element as it begins and as it ends."""
    for element, ended in begun_and_ended(source, tags):
        yield element.tag, dict(element.attrib), "".join(element.itertext()) if ended else "", ended


@given(lengths=st.lists(st.integers(1, 3000)))
@settings(max_examples=settings.default.max_examples // 8, deadline=None)
def test_elements_at_any_depth_begin_and_end_in_their_order(lengths):
    outer, inner, last = ({"n": number} for number in "123")
    one = [("r", outer, "", False), ("r", inner, "", False), ("r", inner, "", True)]
    whole = [*one, ("r", outer, "a", True)] * 900
    whole += [("r", last, "", False), ("r", last, "", True)]
    assert list(passed(Pieces(GROUPS, lengths), "r")) == whole


def test_what_is_dropped_as_it_ends_takes_no_room():
    rows = 0
    data = f"<t><g>{'<r><c/></r>' * 50_000}</g></t>".encode()
    for element, ended in begun_and_ended(Pieces(data, [1000] * 1000), ["r"]):
        if ended:
            drop(element)
            rows += 1
            assert len(element) == len(list(element.itersiblings(preceding=True))) == 0
            assert len(list(element.itersiblings())) < 200
    assert rows == 50_000


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<!DOCTYPE t [<!ENTITY a "ha">]><t><r/></t>', "damaged"),
        (b"<!--" + b" " * 100_000 + b'--><!DOCTYPE t [<!ENTITY a "ha">]><t><r/></t>', "damaged"),
        (b"<t><r/><r>", "damaged"),
        (b"<a>" * 1000 + b"</a>" * 1000, "damaged"),
        (b"<t><r>" + b"<c/>" * 100_000 + b"</r></t>", "too-large"),
    ],
)
def test_what_no_form_holds_is_refused_at_any_depth(monkeypatch, data, kind):
    monkeypatch.setattr(safe_xml, "LONGEST_ELEMENT", 200_000)
    assert outcome(list, passed(io.BytesIO(data), "r")) == kind


def test_comments_do_not_cut_text():
    assert parse(b"<v>4<!-- four -->2<?pi?>1</v>").text == "421"
