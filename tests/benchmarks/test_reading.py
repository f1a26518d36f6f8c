import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).parents[2]


def test_every_figure_of_reading_is_printed():
    command = [sys.executable, "-m", "benchmarks.reading", "--forms", "2", "--many", "2"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for contender in ("pandas + openpyxl", "python-calamine", "python-docx"):
        assert contender in ran.stdout
    assert "two are" in ran.stdout
    assert "MB for 2 files" in ran.stdout
