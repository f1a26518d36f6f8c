"""Write files, all of them or none."""

from __future__ import annotations

from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryDirectory

from trip_analytics.errors import OutputError


def write_together(
    documents: dict[str, bytes], folder: Path, *, what: str = "the report"
) -> tuple[Path, ...]:
    """Write files into a folder, all or none.

    They are written into a temporary folder within it and then renamed into place.
    If one cannot be put there (a document open in Word is locked), those replaced
    before it are put back as they were. ``what`` they are is for the message then.

    Raises
    ------
    OutputError
        The files cannot be written. The folder is then as it was before.
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
