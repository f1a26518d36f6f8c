"""Why a file cannot be read, in words that its sender can act on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from trip_analytics.errors import TripAnalyticsError

Severity = Literal["error", "note"]

_SAVE_AS = 'open it, choose "Save as", "Excel workbook (.xlsx)", and send that'

WHAT_TO_DO: Mapping[str, str] = {
    "password": "It is protected by a password: ask the team to take the password off "
    "and send it again.",
    "empty-file": "The file is empty: ask the team to send it again.",
    "damaged": "The file is damaged or was cut short on its way: ask the team to open it, "
    "save it and send it again.",
    "too-large": "It is far larger than any form, and was left closed to be safe: ask the team "
    "for the form alone, in a new workbook.",
    "not-a-workbook": "It is not a workbook: ask the team for the form in Excel (.xlsx).",
    "not-a-file": "It is not an ordinary file: copy the return itself into the folder.",
    "shortcut": "It is a shortcut to a file: put the file itself into the folder.",
    "pdf": "It is a PDF: ask the team for the form in Excel (.xlsx).",
    "picture": "It is a picture: ask the team for the form in Excel (.xlsx).",
    "before-excel-5": "It is a workbook from before 1993: ask the team for the form in Excel "
    "(.xlsx).",
    "workbook-as-xml": f"It is a workbook saved as XML: {_SAVE_AS}.",
    "document-within": "A part of it is another document, which Word alone can take in: open it "
    "in Word, copy everything into a new document, and send that.",
    "doc": "It is an old Word document (.doc): copy the form into an Excel workbook (.xlsx).",
    "odt": "It is an OpenDocument text (.odt): copy the form into an Excel workbook (.xlsx).",
    "other-archive": "It is packed in a way that we cannot open: unpack it into the folder.",
    "sealed-e-mail": "The e-mail is encrypted or sealed as a whole: ask the team to send the "
    "form again in an ordinary e-mail.",
    "tnef": "It is a winmail.dat, in which Outlook packed what was attached: ask the team to "
    "send the form again in a .zip.",
    "rich-text": "The e-mail's own text cannot be read: if the form was filled in there, ask the "
    "team for it in Excel (.xlsx).",
    "vanished": "The file was no longer there: put it back, or run the import again.",
    "path-too-long": "Its name, with those of the folders it is in, is longer than this computer "
    "takes: move it to a folder nearer to the top, or shorten the names.",
    "no-permission": "You are not allowed to open this file: ask its owner to let you, or for "
    "a copy.",
    "cannot-be-opened": "The computer could not read this file: copy it to a folder of your own "
    "and try again.",
    "own-output": "Nothing to do: trip_analytics wrote this from the returns; it is not one.",
    "left-behind": "Nothing to do: a program left this file behind, it is not a return.",
}


class UnreadableFile(TripAnalyticsError):  # noqa: N818 # the file is what cannot be read
    """A file that could not be read, and what a person should do about it.

    Attributes
    ----------
    kind : str
        What is the matter, as a slug: ``password``, ``empty-file``, ``damaged``,
        ``too-large``, ``pdf``, ``vanished`` ...
    what_to_do : str
        The plain sentence that is the message too.
    severity : str
        ``error``, or ``note`` where nothing needs doing.
    """

    def __init__(self, kind: str, what_to_do: str, severity: Severity = "error") -> None:
        super().__init__(what_to_do)
        self.kind = kind
        self.what_to_do = what_to_do
        self.severity = severity

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, str, Severity]]:
        """Let it travel between processes, which the message alone would not."""
        return type(self), (self.kind, self.what_to_do, self.severity)


def refusal(reason: str) -> UnreadableFile:
    """The error for one of the reasons of :data:`WHAT_TO_DO`.

    Examples
    --------
    >>> refusal("pdf").kind
    'pdf'
    >>> refusal("left-behind").severity
    'note'
    """
    nothing_to_do = WHAT_TO_DO[reason].startswith("Nothing to do")
    return UnreadableFile(reason, WHAT_TO_DO[reason], "note" if nothing_to_do else "error")
