"""The list of public names that editors read: run as a script, this writes it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import version
from inspect import Parameter, getdoc, isfunction, signature, unwrap
from pathlib import Path

import trip_analytics as ta

STUB = Path(ta.__file__).with_suffix(".pyi")
WHERE = {
    "Axes": "from matplotlib.axes import Axes",
    "Drawable": "from trip_analytics.plots.drawing.rows import Drawable",
    "Figure": "from matplotlib.figure import Figure",
    "Mapping": "from collections.abc import Mapping",
    "Phases": "from trip_analytics.analysis.indicators import Phases",
    "RatingsSource": "from trip_analytics.returns.ratings_source import RatingsSource",
    "Sequence": "from collections.abc import Sequence",
    "pd": "import pandas as pd",
}


def homes():
    """Every public name with the module that defines it."""
    return sorted((unwrap(getattr(ta, name)).__module__, name) for name in ta.__all__)


def two_ways(name):
    """A plot as editors know it: of a table, or of returns and what its question takes."""
    public = getattr(ta, name)
    of_table, question = signature(unwrap(public)), signature(public.question)
    table, *own = of_table.parameters.values()
    for parameters in ([table, *own], [*question.parameters.values(), *own]):
        yield "@overload"
        yield f"def {name}({', '.join(written(parameters))}) -> {of_table.return_annotation}:"
        yield f'    """{getdoc(public).splitlines()[0]}"""'


def written(parameters):
    by_name = False
    for one in parameters:
        if one.kind is Parameter.KEYWORD_ONLY and not by_name:
            by_name = True
            yield "*"
        default = "" if one.default is Parameter.empty else " = ..."
        yield f"{one.name}: {one.annotation}{default}"


def stub():
    plots = [line for name in ta.__all__ if name.startswith("plot_") for line in two_ways(name)]
    text = "\n".join(plots)
    used = {line for name, line in WHERE.items() if re.search(rf"\b{name}\b", text)}
    names = [(module, name) for module, name in homes() if not name.startswith("plot_")]
    return "\n".join(
        [
            "# Written by `python tests/test_public_names.py`, from what modules declare.",
            "from typing import overload",
            *sorted(used),
            *(f"from {module} import {name} as {name}" for module, name in names),
            "__version__: str",
            *plots,
            "",
        ]
    )


def declared_in(text):
    """All that a stub declares, each import by itself."""
    for line in ast.parse(text).body:
        each = [line]
        if isinstance(line, ast.ImportFrom):
            each = [ast.ImportFrom(line.module, [name], line.level) for name in line.names]
        yield from map(ast.unparse, each)


def test_editors_know_every_public_name_and_how_it_is_called():
    known = sorted(declared_in(STUB.read_text(encoding="utf-8")))
    assert known == sorted(declared_in(stub())), "Run `python tests/test_public_names.py`."


def test_the_version_is_that_of_the_package():
    assert ta.__version__ == version("trip-analytics")


def test_public_names_are_listed_by_name():
    assert dir(ta) == ta.__all__ == sorted(set(ta.__all__))
    assert {"load_returns", "practice_profile", "plot_practices", "describe"} <= set(ta.__all__)


def documented(function):
    """The lines of its documentation that name what it takes."""
    _, _, after = getdoc(function).partition("\nParameters\n---")
    return [line for line in re.split(r"\n\n\w", after)[0].splitlines() if line[:1] != " "]


def test_every_function_documents_all_that_it_takes():
    functions = [each for each in (getattr(ta, name) for name in ta.__all__) if isfunction(each)]
    left_out = {
        f"{each.__name__}({name})"
        for each in functions
        for name in signature(each).parameters
        if not any(re.search(rf"\b{name}\b", line) for line in documented(each))
    }
    assert len(functions) > 50
    assert left_out == set()


def test_a_name_that_is_not_public_is_no_attribute():
    assert not any(hasattr(ta, name) for name in ("practices", "plot_nothing", "_private"))


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
    for how in (["check", "-q", "--fix", "--select", "I"], ["format", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *how, STUB], check=True)
