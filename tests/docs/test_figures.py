"""The tables shown on the page about figures of one's own can be used as they are."""

import re

import pytest

import trip_analytics as ta
from tests.docs.test_docs import text_of
from trip_analytics.loading.own_tables import load_own_table
from trip_analytics.returns import Returns

BLOCKS = re.findall(r"^```csv\n(.*?)^```$", text_of("figures.md"), re.MULTILINE | re.DOTALL)


*FIGURES, INNOVATIONS = BLOCKS


@pytest.mark.parametrize("block", FIGURES, ids=lambda block: block.split("\n", 1)[0])
def test_a_table_of_the_page_is_read_and_described(tmp_path, block):
    name = "outcomes" if block.startswith("measure") else "indicators"
    path = tmp_path / f"{name}.csv"
    path.write_text(block, encoding="utf-8")
    table = load_own_table(name, path)
    assert len(table) == block.count("\n") - 1
    found = {"outcomes": ta.outcomes, "indicators": ta.control_chart}[name](
        Returns(**{name: table})
    )
    assert (
        len(ta.describe(found).split("\n"))
        == table.iloc[:, 2 if name == "indicators" else 0].nunique()
    )
    assert not any("left out" in note for note in found.attrs["notes"])


def test_the_table_of_innovations_is_read(tmp_path):
    path = tmp_path / "innovations.csv"
    path.write_text(INNOVATIONS, encoding="utf-8")
    table = load_own_table("innovations", path)
    assert list(table["innovation"]) == ["peer workers", "peer workers", "shared notes"]


def test_the_page_shows_every_table():
    assert len(FIGURES) == 3
