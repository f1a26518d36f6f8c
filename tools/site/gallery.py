"""A page for each question: what it says of the sample, its pictures, its functions; the gallery.

All of it follows from what modules declare. The code that a page shows is the code that ran.
"""

from __future__ import annotations

import shutil
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from inspect import Parameter, getdoc, signature, unwrap
from pathlib import Path
from typing import Any, Final, NamedTuple

import matplotlib.pyplot as plt
import pandas as pd

import trip_analytics as ta
from trip_analytics import plots
from trip_analytics.analysis.questions import Question, questions
from trip_analytics.desk.bundled import bundled
from trip_analytics.returns import Returns

OWN_TABLES: Final = Path(__file__).parent / "own_tables"
SAMPLE: Final = 'returns = ta.load_returns("returns")'
OF_A_LIST_WITH_DOMAINS: Final = """\
returns = ta.Returns.from_tables(
    ratings=pd.read_csv("our-ratings.csv"), instruments=[ta.load_instrument("our-list.csv")]
)"""
DRAWS_A_RELEASE: Final = ("plot_participation",)
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Reading returns": (
        "load_returns",
        "Returns",
        "open_ratings",
        "load_instrument",
        "import_returns",
        "record_decision",
        "list_decisions",
        "undo_decision",
    ),
    "What a result says": ("describe", "plain"),
    "What may be published": (
        "release",
        "Policy",
        "write_report",
        "publish_report",
        "list_publications",
        "withdraw_publication",
        "audit_files",
    ),
    "At the desk": ("write_forms", "write_packs", "list_comments"),
    "What can go wrong": ("TripAnalyticsError",),
}


class Shown(NamedTuple):
    """A picture of the gallery: where it is, what it is called, what it shows in words."""

    page: str
    name: str
    file: str
    title: str
    words: str


def write_gallery(source: Path) -> None:
    """Write a page for each question, the gallery, and a page of every other public name."""
    plt.switch_backend("agg")
    folder = source / "reference"
    folder.mkdir()
    by_module: dict[str, list[Question]] = {}
    for question in questions().values():
        by_module.setdefault(_module_of(question.function), []).append(question)
    with tempfile.TemporaryDirectory() as name:
        namespace = _read(Path(name))
    shown: list[Shown] = []
    for stem, asked in by_module.items():
        page = _page_of(folder, stem, asked, namespace[stem == "domains"])
        shown += page.pictures
        _write(folder / f"{stem}.rst", page.lines)
    _write(folder / "index.rst", _index(by_module))
    _write(folder / "functions.rst", _functions())
    _write(source / "gallery.rst", _gallery(shown))


def _read(folder: Path) -> tuple[Returns, Returns]:
    """The sample with tables of a trust's own beside it; ratings on a list that has domains."""
    shutil.copytree(bundled("sample"), folder / "returns")
    for name in ("indicators", "innovations", "outcomes"):
        shutil.copy(OWN_TABLES / f"{name}.csv", folder / "returns")
    ours: dict[str, Any] = {"ta": ta, "pd": pd}
    code = OF_A_LIST_WITH_DOMAINS.replace('"our-', f'r"{OWN_TABLES}/our-')
    exec(code, ours)  # noqa: S102 # what the page shows
    return ta.load_returns(folder / "returns"), ours["returns"]


class _Page(NamedTuple):
    lines: list[str]
    pictures: list[Shown]


def _page_of(folder: Path, stem: str, asked: list[Question], returns: Returns) -> _Page:
    """What there is of a question, and of those answered in the same module."""
    title = stem.replace("_", " ").capitalize()
    lines = [*_heading(title, "="), _first_sentence(asked[0].function), ""]
    start = OF_A_LIST_WITH_DOMAINS if stem == "domains" else SAMPLE
    tables = {each.name: each.function(returns, **_needed(each, returns)) for each in asked}
    for each in asked:
        call = _call(each.name, _needed(each, returns))
        lines += [*_heading(each.name, "-"), *_code("import trip_analytics as ta", "", start, call)]
        lines += [".. raw:: html", "", *_in_a_notebook(tables[each.name]), ""]
        lines += [f".. autofunction:: trip_analytics.{each.name}", ""]
    pictures = []
    for name in _plots_of(stem):
        table: Any = tables[asked[0].name]
        file = f"{name}.png"
        call = _call(name, _needed(asked[0], returns))
        if name in DRAWS_A_RELEASE:
            table = ta.release(table, returns)
            call = f"ta.{name}(ta.release({_call(asked[0].name, {})}, returns))"
        ax = getattr(ta, name)(table)
        (folder / file).write_bytes(plots.to_png(ax, dpi=110))
        plt.close("all")
        words = getattr(plots, name).in_words(table)
        title = _first_sentence(getattr(ta, name)).removeprefix("Draw ")
        shown = Shown(stem, name, file, title[0].upper() + title[1:], words)
        pictures.append(shown)
        lines += [f".. _{name}:", "", *_heading(name, "-"), *_code(call), *_figure(file, words)]
        lines += [".. rubric:: In words", "", *textwrap.wrap(_plain(words), 98), ""]
        lines += [f".. autofunction:: trip_analytics.{name}", ""]
    return _Page(lines, pictures)


def _needed(question: Question, returns: Returns) -> dict[str, Any]:
    """What a question cannot do without beside the returns: the last two years, an innovation."""
    table = returns.stages if question.about == "stages" else returns.ratings
    years = sorted(map(int, table["year"].unique()))
    at_hand: dict[str, Any] = {"from_year": years[-2:][0], "to_year": years[-1]}
    if not returns.innovations.empty:
        at_hand["innovation"] = str(returns.innovations["innovation"].iloc[0])
    parameters = list(signature(question.function).parameters.values())[1:]
    return {each.name: at_hand[each.name] for each in parameters if each.default is Parameter.empty}


def _call(name: str, needed: dict[str, Any]) -> str:
    given = ", ".join(["returns", *(repr(value).replace("'", '"') for value in needed.values())])
    return f"ta.{name}({given})"


def _module_of(function: object) -> str:
    return str(getattr(unwrap(function), "__module__", "")).rpartition(".")[2]  # type: ignore[arg-type]


def _plots_of(stem: str) -> list[str]:
    """The plots of a question, the one that bears its name first."""
    names = [name for name in dir(ta) if name.startswith("plot_")]
    return [name for name in names if _module_of(getattr(ta, name)) == stem]


def _first_sentence(function: object) -> str:
    return (getdoc(function) or "").split("\n\n", 1)[0].replace("\n", " ")


def _heading(title: str, line: str) -> list[str]:
    return [title, line * len(title), ""]


def _code(*lines: str) -> list[str]:
    text = "\n".join(lines).splitlines()
    return [".. code-block:: python", "", *(f"    {line}" for line in text), ""]


def _in_a_notebook(table: Any) -> list[str]:  # noqa: ANN401 # pandas' stubs lack _repr_html_
    """What a notebook shows of a result: its sentences, its figures, its notes."""
    html = f'<div class="in-a-notebook">{table._repr_html_()}</div>'
    return [f"    {line}" for line in html.splitlines()]


def _figure(file: str, words: str) -> list[str]:
    return [f".. figure:: {file}", f"    :alt: {' '.join(words.split())}", ""]


def _plain(words: str) -> str:
    """Words in which nothing is taken for markup."""
    return words.replace("\\", "\\\\").replace("*", "\\*").replace("`", "\\`").replace("|", "\\|")


def _index(by_module: dict[str, list[Question]]) -> Iterator[str]:
    yield from _heading("Reference", "=")
    yield "Every question with its answer for the sample, its pictures and its functions; and all"
    yield "other public names. :doc:`The tidy tables </tidy-tables>` are what they all start from."
    yield from ("", ".. toctree::", "    :hidden:", "", "    functions")
    yield from (f"    {stem}" for stem in by_module)
    yield from (
        "    /tidy-tables",
        "    /formats",
        "",
        ".. list-table::",
        "    :header-rows: 1",
        "",
    )
    yield from ("    * - question", "      - answers")
    for stem, asked in by_module.items():
        for each in asked:
            yield f"    * - :doc:`{each.name} <{stem}>`"
            yield f"      - {_first_sentence(each.function)}"
    yield ""


def _functions() -> Iterator[str]:
    yield from _heading("All other functions", "=")
    for part, names in PARTS.items():
        yield from _heading(part, "-")
        for name in names:
            kind = "autoclass" if isinstance(getattr(ta, name), type) else "autofunction"
            yield from (f".. {kind}:: trip_analytics.{name}", "")


def _gallery(shown: list[Shown]) -> Iterator[str]:
    yield from _heading("Gallery", "=")
    yield "Every picture, drawn of the fictional trust when this site was made. Choose one for its"
    yield "code, its functions, and what it shows in words, as people hear it who cannot see it."
    yield from ("", ".. container:: gallery", "")
    for each in shown:
        yield f"    .. figure:: reference/{each.file}"
        yield f"        :alt: {' '.join(each.words.split())}"
        yield f"        :target: reference/{each.page}.html#{each.name.replace('_', '-')}"
        yield from ("", f"        {each.title}", "")


def _write(path: Path, lines: Iterator[str] | list[str]) -> None:
    path.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
