"""What a release tells of single teams' answers, to anybody and to a few who compare notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trip_analytics.auditing.between import joined_or_left, parts_of_all, published_again
from trip_analytics.auditing.found import Found
from trip_analytics.auditing.long import turned
from trip_analytics.auditing.measures import About, Measures, measures_of, years_in
from trip_analytics.auditing.sources import ReadFile
from trip_analytics.auditing.within import choices_alike, recovered, rows_alike

_FIRST_LINES = 5


def told(files: Sequence[ReadFile], insiders: int) -> Iterator[Found]:
    """Answers that the figures of all files together give away.

    Parameters
    ----------
    insiders : int
        How many readers put what they know together.
    """
    said = _gathered(files)
    levels = [each for each in said if len(each.about.years) <= 1]
    changes = [each for each in said if len(each.about.years) == 2]
    yield from choices_alike(files, insiders)
    yield from rows_alike(levels, insiders)
    yield from recovered(levels)
    yield from parts_of_all(levels, insiders)
    yield from published_again(levels, insiders)
    yield from joined_or_left(levels, changes, insiders)


def _gathered(files: Sequence[ReadFile]) -> list[Measures]:
    """What is said about each thing in each publication, by all its tables."""
    together: dict[tuple[str, str, About], list[Measures]] = {}
    for file in files:
        year = _year_of(file)
        for table in file.tables:
            for each in measures_of(turned(table), file.publication, year):
                by = each.by if each.about.part else ""
                known = together.setdefault((file.publication, by, each.about), [])
                for place, before in enumerate(known):
                    both = before.and_also(each)
                    if both is not None:
                        known[place] = both
                        break
                else:
                    known.append(each)
    return [each for known in together.values() for each in known]


def _year_of(file: ReadFile) -> int | None:
    """The year that a document is about: the one its first lines, or its name, say."""
    for text in (*file.texts[:_FIRST_LINES], file.name.rpartition("/")[2]):
        years = years_in(text)
        if len(years) == 1:
            return years[0]
    return None
