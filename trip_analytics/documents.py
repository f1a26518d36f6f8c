"""What all files that this package writes have in common, whatever they say.

They bear a mark, so that none is read as a team's return: the category in a document's
properties, which people's programs keep when they save it. The same content gives the same bytes.
And all of several are written, or none.
"""

from __future__ import annotations

import re
from errno import EISDIR
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trip_analytics.errors import OutputError

OWN_MARK: Final = "Written by trip_analytics"

# The same of a form that it wrote to be filled in, which is a return once somebody has.
BLANK_FORM_MARK: Final = "Blank form of trip_analytics"

# How the tidy tables and the import log begin as CSV files, which have no properties.
TABLE_BEGINS: Final = b"return_id,"
LOG_BEGINS: Final = b"severity,kind,source_file,sheet,cell,"


class _Properties(Protocol):
    category: str | None


def mark_as_own(properties: _Properties) -> None:
    """Mark a workbook or a Word document, whose properties these are."""
    properties.category = OWN_MARK


def mark_as_blank_form(properties: _Properties) -> None:
    """Mark a form to be filled in, whose properties these are."""
    properties.category = BLANK_FORM_MARK


def is_blank_form(properties: bytes) -> bool:
    """Whether the mark of a form to be filled in is in a file's properties."""
    return BLANK_FORM_MARK.encode() in properties


def is_own(properties: bytes) -> bool:
    """Whether the mark is in a file's properties, or a table's titles at its beginning."""
    begins = properties.removeprefix(b"\xef\xbb\xbf")
    return OWN_MARK.encode() in properties or begins.startswith((TABLE_BEGINS, LOG_BEGINS))


def write_together(
    documents: dict[str, bytes], folder: Path, *, what: str = "the report"
) -> tuple[Path, ...]:
    """Write files into a folder, all or none.

    They are written into a temporary folder within it and then renamed into place.
    If one cannot be put there (a document open in Word is locked), those replaced
    before it are put back as they were. ``what`` they are is for the message then.

    Raises OutputError: the files cannot be written. The folder is then as it was before.
    """
    made = [each for each in (folder, *folder.absolute().parents) if not each.exists()]
    targets = {name: folder / name for name in documents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".writing-") as beside:
            new, old = Path(beside, "new"), Path(beside, "old")
            new.mkdir()
            old.mkdir()
            for name, content in documents.items():
                (new / name).write_bytes(content)
            _replace_all(targets, new, old)
    except OSError as error:
        for each in made:
            if each.is_dir() and not any(each.iterdir()):
                each.rmdir()
        raise OutputError(_refusal(folder, targets, error, what)) from error
    return tuple(targets.values())


def _replace_all(targets: dict[str, Path], new: Path, old: Path) -> None:
    """Rename new files into place; on failure, put back what was there."""
    put_aside: list[str] = []
    put_in_place: list[str] = []
    try:
        for name, target in targets.items():
            if target.is_dir():
                raise IsADirectoryError(EISDIR, "There is a folder in the way", str(target))
            if target.exists():
                target.replace(old / name)
                put_aside.append(name)
            (new / name).replace(target)
            put_in_place.append(name)
    except OSError:
        for name in put_in_place:
            targets[name].unlink()
        for name in put_aside:
            (old / name).replace(targets[name])
        raise


def _refusal(folder: Path, targets: dict[str, Path], error: OSError, what: str) -> str:
    if folder.exists() and not folder.is_dir():
        return f"There is a file called {folder}: choose another folder for {what}."
    for name, target in targets.items():
        if str(target) in (error.filename, error.filename2):
            if target.is_dir():
                return f"There is a folder called {target}: remove it, or choose another folder."
            return (
                f"{name} cannot be replaced in {folder}: close it where it is open, then try again."
            )
    if isinstance(error, PermissionError):
        return f"Nothing may be written to {folder}: choose another folder for {what}."
    return (
        f"{what[0].upper()}{what[1:]} cannot be written to {folder} ({error.strerror}): choose "
        "another folder, or put that right."
    )


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
