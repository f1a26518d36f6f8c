import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.slow  # a benchmark is run by hand: CI shows that it still runs
def test_every_figure_of_the_store_is_printed():
    command = [sys.executable, "-m", "benchmarks.store", "--teams", "3", "--years", "2"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert "6 returns, 240 ratings" in ran.stdout
    for figure in ("import into an empty store", "the same again", "load the pickle", "to_sql"):
        assert figure in ran.stdout
