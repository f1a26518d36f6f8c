from __future__ import annotations

import sys
from concurrent.futures import BrokenExecutor, Future
from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from trip_analytics import plots
from trip_analytics.plots.drawing.theme import NOTEBOOK, PAGE, PHONE, drawn_for, medium
from trip_analytics.reports import pictures
from trip_analytics.reports.model import Figure, Report, Section
from trip_analytics.reports.pictures import picture_of


def boxes(ax):
    """How far each name of a row and each text goes to either side, in inches."""
    renderer = FigureCanvasAgg(ax.figure).get_renderer()
    ax.figure.draw(renderer)
    written = [*ax.get_yticklabels(), *ax.texts, *ax.figure.texts, ax.xaxis.label]
    found = [text.get_window_extent(renderer) for text in written if text.get_text()]
    return [(box.x0 / ax.figure.dpi, box.x1 / ax.figure.dpi) for box in found]


@pytest.fixture
def practices(found):
    return found.tables["practice_profile"]


@pytest.mark.parametrize("on", [PAGE, PHONE])
@pytest.mark.parametrize(
    "plot", ["practices", "practices_ratings", "practices_agreement", "practices_ranks"]
)
def test_all_that_is_written_is_on_the_picture(plot, on, practices):
    with drawn_for(on):
        ax = getattr(plots, f"plot_{plot}")(practices)
    assert ax.figure.get_figwidth() == on.width
    assert all(left >= 0 and right <= on.width for left, right in boxes(ax))


def test_on_a_phone_each_name_is_above_its_row_and_the_row_as_wide_as_the_screen(practices):
    with drawn_for(PHONE):
        ax = plots.plot_practices(practices)
    marks = sorted(y for collection in ax.collections[1:] for _, y in collection.get_offsets())
    names = [label.get_position()[1] for label in ax.get_yticklabels()]
    assert marks == list(range(len(names)))
    above = [mark - name for mark, name in zip(marks, names, strict=True)]
    assert all(0 < distance < 0.5 for distance in above)
    assert ax.get_position().width > 0.5


def test_a_document_has_the_title_in_its_caption_and_not_in_the_picture(practices):
    with drawn_for(PAGE):
        on_page = plots.plot_practices(practices)
    in_notebook = plots.plot_practices(practices)
    title = in_notebook.figure.texts[0].get_text()
    assert title.startswith("How well developed")
    assert title not in [text.get_text() for text in on_page.figure.texts]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process draws")
def test_drawn_in_other_processes_pictures_are_the_same_and_keep_their_titles(
    practices, monkeypatch
):
    monkeypatch.setattr(pictures, "_may_fork", lambda: True)
    draw = partial(plots.plot_practices, practices.table)
    alone = picture_of(draw, "A title", "In words")
    with pictures.drawn_beside():
        figure = replace(picture_of(draw, "A title", "In words"), title="A title (TRIP)")
        ended, broken = Figure("Ended from outside", b"ended", ""), Future()
        broken.set_exception(BrokenExecutor())
        pictures._BESIDE.get().begun[b"ended"] = (draw, PAGE, broken)
        sections = (Section("Practices", (figure, ended)),)
        made = pictures.with_pictures(Report("Report", "A trust", 2025, sections))
    one, other = made.blocks
    assert one == replace(alone, title="A title (TRIP)")
    assert (other.png, other.phone) == (alone.png, alone.phone)


def test_a_figure_has_a_picture_for_the_page_and_one_for_a_phone(practices):
    asked = []

    def draw() -> Axes:
        asked.append(medium())
        return plots.plot_practices(practices)

    figure = picture_of(draw, "A title", "In words", caption="A caption")
    assert asked == [PAGE, PHONE]
    page, phone = (Image.open(BytesIO(png)) for png in (figure.png, figure.phone))
    assert page.width > phone.width
    assert phone.height > phone.width * page.height / page.width
    assert medium() is NOTEBOOK
