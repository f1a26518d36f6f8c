"""No notebook puts a team beside an answer, or repeats anybody's words."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest

from trip_analytics.analysis.participation import COLUMNS as PARTICIPATION
from trip_analytics.tables.columns import TABLES

ROOT = Path(__file__).parents[2]
REPORT = "look"  # the cell that shows the report, which has tests of its own
ASKED = ("team", "what", "settled_by", "ask", "statement", "source_file", "sheet", "cell")
BADGE = "🔒ⓘ"  # by which itables marks a table that is not yet to be searched
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def hidden(sample):
    """What the fictional trust's returns hold that no notebook may show."""
    names = {*sample.returns["team"].dropna(), *sample.teams["team"].dropna()}
    wrote = pd.concat(
        [
            sample.ratings["comment"],
            sample.stages["comment"],
            *(sample.priorities[column] for column in ("priority", "action", "measure")),
            sample.action_plans["text"],
            sample.assets["asset"],
        ]
    ).dropna()
    return names, {words for words in wrote if len(words) > 30}


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_shows_a_team_or_repeats_its_words(notebook, hidden, outputs_of):
    names, wrote = hidden
    assert len(names) > 40
    assert len(wrote) > 100
    shown_by = outputs_of(notebook)
    outputs = [output for cell in shown_by if cell != REPORT for output in shown_by[cell]]
    assert outputs
    for output in outputs:
        shown = str(output.get("text", "")) + str({**output.get("data", {}), "image/png": ""})
        assert not [words for words in wrote if words in shown]
        if [name for name in names if re.search(rf"\b{re.escape(name)}\b", shown)]:
            _assert_is_for_chasing(output)


def _assert_is_for_chasing(output):
    """Teams may be named to see who returned or what to ask them, and nothing they answered."""
    *_, listed = pd.read_html(io.StringIO(output.data["text/html"]))
    listed.columns = listed.columns.str.lstrip(BADGE)
    log = {column.name for column in TABLES["import_log"]}
    assert set(listed) in ({*PARTICIPATION}, {*ASKED}, set(listed) & log)
    if "returned" in listed:
        listed = listed.iloc[:10]  # a line below them says how many more there are
        assert listed["team"].tolist() == sorted(listed["team"], key=str.casefold)
