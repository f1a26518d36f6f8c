"""What the package index shows of a wheel: its addresses, and a README whose links work there.

The project has no address of its own in its files, so that a copy says nothing untrue of where it
comes from. Whoever publishes names the repository once, in the environment, when building:

    TRIP_ANALYTICS_HOME=https://code.example.org/trust/trip_analytics python -m build

Links and pictures then lead to that version's files there. Without it a wheel has no addresses, its
README no pictures, and what were links are plain words: the documentation is in the wheel as well.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Final

from hatchling.metadata.plugin.interface import MetadataHookInterface

HOME: Final = "TRIP_ANALYTICS_HOME"
_LINK: Final = re.compile(r"(?P<is_picture>!?)\[(?P<words>[^]]*)\]\((?P<to>(?![a-z]+:|#)[^)]+)\)")
_PAGES: Final = {
    "Homepage": "",
    "Documentation": "/blob/{tag}/docs/README.md",
    "Changelog": "/blob/{tag}/CHANGELOG.md",
    "Issues": "/issues",
    "Security": "/blob/{tag}/SECURITY.md",
}


class PackagePage(MetadataHookInterface):
    """Completes the metadata when a wheel is built, as ``pyproject.toml`` asks for."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the README as the index can show it and, where it is known, the addresses."""
        home = os.environ.get(HOME, "").rstrip("/")
        tag = f"v{metadata['version']}"
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": for_the_index(readme, home, tag),
        }
        if home:
            metadata["urls"] = urls(home, tag)


def urls(home: str, tag: str) -> dict[str, str]:
    """The addresses of the project, by what the index calls them."""
    return {name: home + page.format(tag=tag) for name, page in _PAGES.items()}


def for_the_index(readme: str, home: str, tag: str) -> str:
    """The README with relative links made absolute, or made words where there is no home.

    Examples
    --------
    >>> for_the_index("See [the guide](docs/guide.md).", "https://example.org/it", "v1.0.0")
    'See [the guide](https://example.org/it/blob/v1.0.0/docs/guide.md).'
    >>> for_the_index("See [the guide](docs/guide.md).", "", "v1.0.0")
    'See the guide.'
    """

    def linked(link: re.Match[str]) -> str:
        if not home:
            return "" if link["is_picture"] else link["words"]
        kind = "raw" if link["is_picture"] else "blob"
        return f"{link['is_picture']}[{link['words']}]({home}/{kind}/{tag}/{link['to']})"

    return _LINK.sub(linked, readme)
