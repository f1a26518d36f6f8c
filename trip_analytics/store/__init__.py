"""The returns store: one SQLite file that keeps what every return said, and what was decided.

What the forms say is kept as it was understood, file by file; the tidy tables beside it
are worked out from that, from the register and from the decisions, and written again
whenever one of them changes.
"""

from trip_analytics.store.contents import (
    Contents,
    Files,
    StoredFile,
    read_contents,
    read_instruments,
    read_readers,
    write_instruments,
)
from trip_analytics.store.opening import BESIDE_A_STORE, check_place, is_store, reading, writing
from trip_analytics.store.records import (
    Decision,
    Publication,
    Run,
    add_decision,
    add_publication,
    add_run,
    finish_run,
    mark_undone,
    mark_withdrawn,
    read_decisions,
    read_publications,
    read_secret,
    take_back,
)
from trip_analytics.store.serialise import instrument_as_text, writable
from trip_analytics.store.tidy_tables import (
    STORED,
    are_of_this_version,
    read_table,
    read_tables,
    write_tables,
)

__all__ = [
    "BESIDE_A_STORE",
    "STORED",
    "Contents",
    "Decision",
    "Files",
    "Publication",
    "Run",
    "StoredFile",
    "add_decision",
    "add_publication",
    "add_run",
    "are_of_this_version",
    "check_place",
    "finish_run",
    "instrument_as_text",
    "is_store",
    "mark_undone",
    "mark_withdrawn",
    "read_contents",
    "read_decisions",
    "read_instruments",
    "read_publications",
    "read_readers",
    "read_secret",
    "read_table",
    "read_tables",
    "reading",
    "take_back",
    "writable",
    "write_instruments",
    "write_tables",
    "writing",
]
