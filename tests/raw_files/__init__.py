"""Files written part by part, as no library writes them; and what reading makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from trip_analytics.reading import UnreadableFile


def zipped(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def outcome(read: Callable[..., object], *given: object) -> str:
    """Why reading refuses what is given: the kind; ``read`` if it does not."""
    try:
        read(*given)
    except UnreadableFile as refused:
        return refused.kind
    return "read"
