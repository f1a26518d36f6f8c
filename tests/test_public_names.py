"""The list of public names that editors read: run as a script, this writes it."""

from __future__ import annotations

import ast
from importlib.metadata import version
from inspect import unwrap
from pathlib import Path

import trip_analytics as ta

STUB = Path(ta.__file__).with_suffix(".pyi")
LONGEST_LINE = 100  # as the formatter has it


def homes():
    """Every public name with the module that defines it."""
    return sorted((unwrap(getattr(ta, name)).__module__, name) for name in ta.__all__)


def stub():
    lines = ["# Written by `python tests/test_public_names.py`, from what modules declare.", ""]
    lines += ["__version__: str", ""]
    for module, name in homes():
        line = f"from {module} import {name} as {name}"
        if len(line) > LONGEST_LINE:
            line = f"from {module} import (\n    {name} as {name},\n)"
        lines.append(line)
    return "\n".join([*lines, ""])


def test_editors_know_every_public_name():
    known = [
        (line.module, each.asname)
        for line in ast.parse(STUB.read_text(encoding="utf-8")).body
        if isinstance(line, ast.ImportFrom)
        for each in line.names
    ]
    assert sorted(known) == homes(), "Run `python tests/test_public_names.py`."


def test_the_version_is_that_of_the_package():
    assert ta.__version__ == version("trip-analytics")


def test_public_names_are_listed_by_name():
    assert dir(ta) == ta.__all__ == sorted(set(ta.__all__))
    assert {"load_returns", "practice_profile", "plot_practices", "describe"} <= set(ta.__all__)


def test_a_name_that_is_not_public_is_no_attribute():
    assert not any(hasattr(ta, name) for name in ("practices", "plot_nothing", "_private"))


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
