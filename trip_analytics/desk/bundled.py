"""The files that come with the package: the sample's returns, the notebooks, the documentation."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

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
