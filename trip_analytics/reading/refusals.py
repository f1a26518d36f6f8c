"""Why a file cannot be read, in words that its sender can act on."""

from __future__ import annotations

from trip_analytics.errors import TripAnalyticsError
from trip_analytics.import_log import Severity, kinds


class UnreadableFile(TripAnalyticsError):  # noqa: N818 # the file is what cannot be read
    """A file that could not be read, and what a person should do about it.

    Attributes
    ----------
    kind : str
        What is the matter: a kind of the import log, such as ``password``, ``damaged``,
        ``too-large``, ``pdf`` or ``vanished``.
    what_to_do : str
        The plain sentence that is the message too.
    severity : str
        ``error``, or ``note`` where nothing needs doing.

    Examples
    --------
    >>> UnreadableFile("pdf").severity, UnreadableFile("left-behind").severity
    ('error', 'note')
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.what_to_do = kinds()[kind].what_to_do
        self.severity: Severity = kinds()[kind].severity
        super().__init__(self.what_to_do)

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str]]:
        """Let it travel between processes, which the message alone would not."""
        return type(self), (self.kind,)
