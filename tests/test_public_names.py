"""The list of public names that editors read: run as a script, this writes it."""

from __future__ import annotations

import ast
from itertools import groupby
from pathlib import Path

import trip_analytics as ta

STUB = Path(ta.__file__).with_suffix(".pyi")


def stub():
    """Every public name, imported from the module that defines it."""
    homes = sorted((getattr(ta, name).__module__, name) for name in ta.__all__)
    lines = ["# Written by `python tests/test_public_names.py`, from what modules declare.", ""]
    for module, names in groupby(homes, key=lambda home: home[0]):
        lines += [f"from {module} import (", *(f"    {name}," for _, name in names), ")"]
    return "\n".join([*lines, "", "__all__ = [", *(f'    "{name}",' for name in ta.__all__), "]\n"])


def test_editors_know_every_public_name():
    known = {
        (line.module, each.name)
        for line in ast.parse(STUB.read_text(encoding="utf-8")).body
        if isinstance(line, ast.ImportFrom)
        for each in line.names
    }
    assert known == {(getattr(ta, name).__module__, name) for name in ta.__all__}, (
        "Run `python tests/test_public_names.py`."
    )


def test_public_names_are_listed_by_name():
    assert dir(ta) == ta.__all__ == sorted(set(ta.__all__))
    assert {"load_returns", "practice_profile", "plot_practices", "describe"} <= set(ta.__all__)


def test_a_name_that_is_not_public_is_no_attribute():
    assert not any(hasattr(ta, name) for name in ("practices", "plot_nothing", "_private"))


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
