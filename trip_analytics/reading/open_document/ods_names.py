"""The names of OpenDocument's elements and attributes, as written with their usual prefix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trip_analytics.reading.safe_xml import End, Start, Stream

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES: Mapping[str, str] = {
    **{prefix: f"{_OASIS}{prefix}:1.0" for prefix in ("office", "table", "text", "style")},
    "draw": f"{_OASIS}drawing:1.0",
    "svg": f"{_OASIS}svg-compatible:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def named(name: str) -> str:
    """The whole name of ``table:table-cell``."""
    prefix, _, local = name.partition(":")
    return f"{_SPACES[prefix]} {local}"


class OpenStream(Stream):
    """Calls back for elements of OpenDocument's namespaces."""

    def follow(self, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        """Say what to call, by an element's name with its usual prefix."""
        for name, start in starts.items():
            prefix, _, local = name.partition(":")
            self.on({local: start}, {}, [_SPACES[prefix]])
        for name, end in ends.items():
            prefix, _, local = name.partition(":")
            self.on({}, {local: end}, [_SPACES[prefix]])
