"""The page whose code draws: each block is run, and its picture put where the page describes it."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any, Final

import matplotlib.pyplot as plt

from trip_analytics.desk.bundled import bundled

PAGE: Final = "own-picture.md"
_PARTS: Final = re.compile(
    r"^```python\n(?P<code>.*?)^```$|^<!-- picture: (?P<words>.*?) -->$", re.MULTILINE | re.DOTALL
)


def draw_examples(source: Path) -> None:
    """Run the page's code beside a folder ``returns`` with the sample, and give it its pictures."""
    plt.switch_backend("agg")
    pictures: list[str] = []
    names: dict[str, Any] = {}

    def drawn(part: re.Match[str]) -> str:
        if part["code"]:
            exec(part["code"], names)  # noqa: S102 # our own page
            return part[0]
        pictures.append(f"own-picture-{len(pictures) + 1}.png")
        plt.gcf().savefig(source / pictures[-1], dpi=110, bbox_inches="tight")
        plt.close("all")
        return f"![{' '.join(part['words'].split())}]({pictures[-1]})"

    page = source / PAGE
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(bundled("sample"), "returns")
        text = _PARTS.sub(drawn, page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8", newline="\n")
