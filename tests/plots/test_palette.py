import itertools

import pytest

from trip_analytics.plots import palette


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_published():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#005EB8", "#FFFFFF") == pytest.approx(6.38, abs=0.01)


@pytest.mark.parametrize(
    "colour",
    [
        *palette.RATINGS,
        *palette.STAGES,
        *palette.PROGRESS,
        palette.FINDING,
        palette.ASKED,
        palette.ZERO,
    ],
)
def test_what_carries_meaning_stands_out_from_page_and_separators(colour):
    assert contrast(colour, palette.PAGE) >= 3


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
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("steps", [palette.RATINGS, palette.STAGES, palette.PROGRESS[2::-1]])
def test_the_further_the_darker(steps):
    brightness = [luminance(colour) for colour in steps]
    assert brightness == sorted(brightness, reverse=True)
    neighbours = itertools.pairwise(steps)
    assert all(contrast(one, other) >= 1.2 for one, other in neighbours)
