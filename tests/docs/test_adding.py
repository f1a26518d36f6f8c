"""What the page on adding a question says, done to the letter in a copy of the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import trip_analytics as ta

ROOT = Path(__file__).parents[2]
SECTION = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8").split("\n## A question\n", 1)[1]
MODULE = re.compile(r"`(trip_analytics/[\w/]+\.py)`:\n\n```python\n(.*?)^```$", re.M | re.S)
SESSION = re.compile(r"^```python\n(>>> .*?)^```$", re.M | re.S)


@pytest.fixture(scope="module")
def added(tmp_path_factory):
    """A folder with a copy of the package, in which the page's modules are."""
    folder = tmp_path_factory.mktemp("added")
    shutil.copytree(Path(ta.__file__).parent, folder / "trip_analytics")
    modules = dict(MODULE.findall(SECTION))
    assert [Path(name).parts[1] for name in modules] == [
        "analysis",
        "disclosure",
        "plots",
        "reports",
    ]
    for name, text in modules.items():
        assert not (ROOT / name).exists()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(folder, *arguments):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def answered(added):
    """What Python prints in that folder: of the page's examples, then of a released year."""
    (session,) = SESSION.findall(SECTION)
    for name in ("commented_practices", "describe", "release", "plot_comments"):
        assert f"ta.{name}(" in session
    (added / "session.txt").write_text(session, encoding="utf-8")
    code = (
        "import doctest\n"
        "print(doctest.testfile('session.txt', optionflags=doctest.NORMALIZE_WHITESPACE,"
        " module_relative=False))\n"
        "from trip_analytics.disclosure.year import release_year\n"
        "from trip_analytics.disclosure.rules import PUBLIC\n"
        "from trip_analytics.returns import Returns\n"
        "import pandas as pd\n"
        "teams = [f'Team {n}' for n in range(10)]\n"
        "ratings = pd.DataFrame({'team': teams, 'year': 2025, 'item_id': 'choices', 'rating': 3})\n"
        "returns = Returns.from_tables(ratings=ratings.assign(comment='We talk about this.'))\n"
        "year = release_year(returns, 2025, by=None, audience='public', rule=PUBLIC)\n"
        "print(year['commented_practices'].withheld['share'].all())\n"
    )
    return run(added, "-c", code)


def test_the_new_question_is_answered_described_released_and_drawn(answered):
    assert "TestResults(failed=0, attempted=" in answered.stdout, answered.stdout + answered.stderr


def test_the_new_question_is_among_what_is_said_of_a_year(answered):
    assert answered.stdout.endswith("\nTrue\n"), answered.stderr


def test_editors_know_the_new_question_once_the_list_is_written(added):
    (added / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "test_public_names.py", added / "tests")
    assert run(added, "tests/test_public_names.py").returncode == 0
    stub = (added / "trip_analytics" / "__init__.pyi").read_text(encoding="utf-8")
    assert "from trip_analytics.analysis.comments import commented_practices as" in stub
    assert "def plot_comments(" in stub
