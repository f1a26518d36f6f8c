from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

LOADED_FROM_ELSEWHERE = re.compile(r"""(from|src=|href=)\s*["']https?:""")
CHECK = Path(__file__).parents[2] / "notebooks" / "01_import_and_check.ipynb"


@pytest.fixture(scope="module")
def shown(outputs_of):
    return outputs_of(CHECK)


@pytest.mark.slow
def test_finds_what_is_true_of_the_sample(shown):
    assert "40 of 44 teams returned a review" in str(shown["who"])
    assert "Return missing" in shown["ask"][-1].data["text/html"]
    assert "unclear-mark" in shown["log"][-1].data["text/html"]


@pytest.mark.slow
def test_long_lists_can_be_searched_without_the_internet(shown):
    for cell in ("teams", "ask-whom", "log-list"):
        pages = [output.data["text/html"] for output in shown[cell]]
        assert max(map(len, pages)) > 500_000  # the library is in the page
        assert not [page for page in pages if LOADED_FROM_ELSEWHERE.search(page[:100_000])]


def test_without_the_packages_of_the_lab_it_says_the_same_in_plain_tables(run, monkeypatch):
    for package in ("itables", "ipywidgets"):
        monkeypatch.setitem(sys.modules, package, None)
    shown = run(CHECK, year=2024)
    assert "Year: 2024" in shown.words("load")
    assert "Alder Ward" in shown.words("teams")
    assert "Which one answer" in shown.words("ask-whom")
