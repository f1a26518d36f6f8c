import itertools
import re
from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from trip_analytics import plots
from trip_analytics.plots.drawing import palette


def test_contrast_is_computed_as_published(seen):
    assert seen.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert seen.contrast("#005EB8", "#FFFFFF") == pytest.approx(6.38, abs=0.01)


@pytest.mark.parametrize(
    "colour",
    [
        *(palette.FINDING, palette.ASKED, palette.ZERO),
        *(palette.COMMON_CAUSE, palette.MEAN, palette.LIMIT),
        *(palette.IMPROVEMENT, palette.CONCERN, palette.CHANGE),
    ],
)
def test_what_carries_meaning_stands_out_from_the_page(colour, seen):
    assert seen.contrast(colour, palette.PAGE) >= 3


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (palette.TEXT, palette.PAGE),
        (palette.QUIET_TEXT, palette.PAGE),
        *zip(palette.ON_RATINGS, palette.RATINGS, strict=True),
        *zip(palette.ON_STAGES, palette.STAGES, strict=True),
        *zip(palette.ON_PROGRESS, palette.PROGRESS, strict=True),
    ],
)
def test_text_can_be_read_on_its_ground(text, ground, seen):
    assert seen.contrast(text, ground) >= 4.5


@pytest.mark.parametrize("steps", [palette.RATINGS, palette.STAGES, palette.PROGRESS[2::-1]])
def test_the_further_the_darker(steps, seen):
    brightness = [seen.luminance(colour) for colour in steps]
    assert brightness == sorted(brightness, reverse=True)
    neighbours = itertools.pairwise(steps)
    assert all(seen.contrast(one, other) >= 1.8 for one, other in neighbours)


@pytest.mark.parametrize(
    "colour", [palette.COMPARED, palette.MATCHED, palette.JOINED, palette.LEFT]
)
def test_marks_and_outlines_stand_out_from_the_page(colour, seen):
    assert seen.contrast(colour, palette.PAGE) >= 3


@pytest.mark.parametrize(
    ("plot", "table"),
    [("practices_ratings", "profile"), ("stages", "stages"), ("change_parts", "change")],
)
def test_neighbours_are_parted_by_an_edge_within_an_outline(plot, table, request, seen):
    ax = getattr(plots, f"plot_{plot}")(request.getfixturevalue(table))
    for collection in ax.collections:  # around bars with pale segments
        assert seen.contrast(to_hex(collection.get_edgecolor()[0]), palette.PAGE) >= 3
    assert bool(ax.collections) == (plot != "change_parts")
    for bar in ax.patches:
        assert bar.get_linewidth() >= 1
        colours = {to_hex(bar.get_facecolor()), to_hex(bar.get_edgecolor())}
        # Parts of a change that are full touch ones that are hatched on the page's colour.
        assert len(colours) == 2 or not bar.get_hatch()
        if plot == "change_parts":
            assert all(seen.contrast(colour, palette.PAGE) >= 3 for colour in colours - {"#ffffff"})


@pytest.mark.parametrize(
    ("plot", "table"), [("practices_ratings", "profile"), ("stages", "stages")]
)
def test_each_segment_carries_its_number(plot, table, request):
    table = request.getfixturevalue(table)
    ax = getattr(plots, f"plot_{plot}")(table)
    counts = table.filter(regex=r"^(rated|stage)_\d$").to_numpy(int).ravel()
    drawn = [text.get_text() for text in ax.texts if text.get_text().isdigit()]
    columns = [str(teams) for teams in table["teams"] if teams]
    assert sorted(drawn) == sorted([*(str(count) for count in counts if count), *columns])


def test_colours_are_named_in_one_place():
    here = Path(plots.__file__).parent
    named = {
        path.name: found
        for path in here.rglob("*.py")
        if (found := re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")))
    }
    assert list(named) == ["palette.py"]
