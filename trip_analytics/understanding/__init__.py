"""From located cells to what a form says: find it, match its items, read its marks.

Each cell of a form ends in a row of a tidy table or in the import log.
"""

from trip_analytics.understanding.dates import ReadYear, read_year
from trip_analytics.understanding.explanation import Finding
from trip_analytics.understanding.fields.field_text import is_name
from trip_analytics.understanding.fields.fields import Field, Fields
from trip_analytics.understanding.fields.no_teams import NoTeam, is_full_name, no_team
from trip_analytics.understanding.form import Form
from trip_analytics.understanding.forms import Understanding
from trip_analytics.understanding.marks.mark import corrects_an_answer
from trip_analytics.understanding.plain_text import normalise

__all__ = [
    "Field",
    "Fields",
    "Finding",
    "Form",
    "NoTeam",
    "ReadYear",
    "Understanding",
    "corrects_an_answer",
    "is_full_name",
    "is_name",
    "no_team",
    "normalise",
    "read_year",
]
