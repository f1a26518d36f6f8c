"""From a file to the cells in it, each with its place. No meaning yet."""

from trip_analytics.reading.containers import Enclosed, Folder
from trip_analytics.reading.document import Cell, Document, Note, Sheet
from trip_analytics.reading.files import read_document
from trip_analytics.reading.refusals import UnreadableFile

__all__ = [
    "Cell",
    "Document",
    "Enclosed",
    "Folder",
    "Note",
    "Sheet",
    "UnreadableFile",
    "read_document",
]
