"""The files that come with the package: the sample's returns, the documentation, the notebooks.

The notebooks are copied into a folder of the user's own, each on their returns.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, Literal

from trip_analytics.errors import OutputError

_INSTALLED = Path(__file__).parents[1] / "bundled_files"
_COPY_OF_THE_SOURCES = Path(__file__).parents[2]
_FOLDERS = {"sample": "data/sample", "notebooks": "notebooks", "docs": "docs"}


def bundled(name: Literal["sample", "notebooks", "docs"]) -> Path:
    """The folder of these files, as they were installed or in a copy of the sources.

    Examples
    --------
    >>> (bundled("sample") / "teams.csv").is_file(), (bundled("docs") / "guide.md").is_file()
    (True, True)
    """
    installed = _INSTALLED / name
    return installed if installed.is_dir() else _COPY_OF_THE_SOURCES / _FOLDERS[name]


def sample_folder() -> Path:
    """The folder of the fictional trust's returns, to try everything on.

    Examples
    --------
    >>> (sample_folder() / "teams.csv").is_file()
    True
    """
    return bundled("sample")


def bundled_paths(name: Literal["sample", "notebooks", "docs"], ending: str = "") -> list[Path]:
    """These files, as paths within their folder, by name."""
    folder = bundled(name)
    found = (path.relative_to(folder) for path in folder.rglob(f"*{ending}") if path.is_file())
    # Hidden folders are a program's own, such as the notebooks' checkpoints.
    return sorted(path for path in found if not any(p.startswith(".") for p in path.parts))


_SOURCE: Final = "source = "


def copy_notebooks(folder: Path, source: Path) -> tuple[list[str], list[str]]:
    """Copy the notebooks, to be run on a source; one that was edited stays as it is.

    The folder is made if it is not there. The names of those that were written, and of those that
    somebody has edited.

    Raises OutputError: they cannot be written there.
    """
    copied: list[str] = []
    kept: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in bundled_paths("notebooks", ".ipynb"):
            notebook = json.loads((bundled("notebooks") / path).read_text(encoding="utf-8"))
            own = folder / path.name
            if own.exists() and _is_edited(own, notebook):
                kept.append(path.name)
                continue
            _open_on(notebook, source.resolve())
            text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
            own.write_text(text, encoding="utf-8", newline="\n")
            copied.append(path.name)
    except OSError as error:
        raise OutputError(
            f"The notebooks cannot be copied to {folder} ({error.strerror}): choose another "
            "folder with --dir."
        ) from error
    return copied, kept


def _is_edited(own: Path, notebook: dict[str, Any]) -> bool:
    """Whether a copy says anything but the notebook, outputs and the source it opens aside."""
    try:
        there = json.loads(own.read_text(encoding="utf-8"))
        return _says(there) != _says(notebook)
    except (ValueError, KeyError, TypeError):
        return True


def _says(notebook: dict[str, Any]) -> list[str]:
    lines = "\n".join("".join(cell["source"]) for cell in notebook["cells"]).splitlines()
    return [line for line in lines if not line.startswith(_SOURCE)]


def _open_on(notebook: dict[str, Any], source: Path) -> None:
    """Put the source where the notebook names it. JSON writes a path as Python does."""
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            lines = "".join(cell["source"]).splitlines()
            named = json.dumps(str(source), ensure_ascii=False)
            lines = [f"{_SOURCE}{named}" if x.startswith(_SOURCE) else x for x in lines]
            cell["source"] = [*(f"{line}\n" for line in lines[:-1]), lines[-1]]
