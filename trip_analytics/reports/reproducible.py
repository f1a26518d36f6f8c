"""Word documents and workbooks are zip archives: the same content, the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The libraries stamp the time of saving (and a template's age) on what they write.
_CLOCK_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)


def without_clock_times(document: bytes) -> bytes:
    """The same archive without the times at which it was made.

    A report made twice from the same returns is then the same file, and shows
    no history.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(document)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK_TIMES.sub(b"", content)
            # A ZipInfo made by hand bears the archive format's first day, not today's.
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, content)
    return packed.getvalue()
