"""Teams' own recovery reviews, from filled-in forms to the annual trust report.

Names are loaded when first used, so that importing the package stays quick. Functions that answer
a question, and plots, are public because a module of ``analysis`` or ``plots`` declares them;
``__init__.pyi`` lists all names for editors and type checkers, and a test keeps it complete.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

_HOMES = {
    "Policy": "disclosure.rules",
    "Returns": "returns",
    "TripAnalyticsError": "errors",
    "audit_files": "auditing.audit",
    "browse": "analysis.notebook_view",
    "check_returns": "desk.to_chase",
    "choose": "analysis.notebook_choice",
    "describe": "analysis.questions",
    "import_returns": "loading.import_returns",
    "list_comments": "desk.comments",
    "list_decisions": "loading.record_decision",
    "list_publications": "publishing.publications",
    "load_instrument": "loading.own_lists",
    "load_returns": "loading.load_returns",
    "open_ratings": "returns.open_ratings",
    "plain": "analysis.plain",
    "publish_report": "publishing.report",
    "record_decision": "loading.record_decision",
    "release": "disclosure.releasing",
    "sample_folder": "desk.bundled",
    "undo_decision": "loading.record_decision",
    "withdraw_publication": "publishing.publications",
    "write_forms": "desk.forms.write_forms",
    "write_packs": "publishing.packs",
    "write_report": "publishing.report",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        return _version()
    if name == "__all__":
        return __dir__()
    if name in _HOMES:
        found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found if isinstance(found, type) else _calls().checked(found)
    if name.startswith("plot_"):
        plots = import_module(f"{__name__}.plots")
        if name in plots.__all__:
            return _plot(plots, name)
    # A private name or a module, which Python asks for in passing, is no question.
    elif not name.startswith("_") and find_spec(f"{__name__}.{name}") is None:
        questions = import_module(f"{__name__}.analysis.questions").questions()
        if name in questions:
            return _calls().checked(questions[name].function)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    questions = import_module(f"{__name__}.analysis.questions").questions()
    plots = import_module(f"{__name__}.plots").__all__
    return sorted([*_HOMES, *questions, *(name for name in plots if name != "to_png")])


def _plot(plots: ModuleType, name: str) -> object:
    """A plot that draws returns as well, by the question whose module has the name of its own."""
    plot = getattr(plots, name)
    stem = plot.__module__.rpartition(".")[2]
    questions = import_module(f"{__name__}.analysis.questions").questions()
    (question,) = (
        each.function
        for each in questions.values()
        if each.function.__module__.rpartition(".")[2] == stem
    )
    return _calls().checked_plot(plot, question)


def _calls() -> ModuleType:
    return import_module(f"{__name__}.analysis.public_calls")


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow, and seldom asked for

    try:
        return version("trip-analytics")
    except PackageNotFoundError:  # run from a copy of the sources
        return "0+not-installed"
