"""The file of settings: what is read from it, and how each mistake in it is said."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from trip_analytics.errors import SettingsError
from trip_analytics.settings.load_settings import NAMEABLE, load_settings, settings_in
from trip_analytics.settings.look_of_reports import CONTRAST, contrast_with_white, darkened


@pytest.fixture
def settings(tmp_path):
    """Read settings from a text."""
    Image.new("RGB", (40, 10), "purple").save(tmp_path / "logo.png")
    whole = (tmp_path / "logo.png").read_bytes()
    (tmp_path / "torn.png").write_bytes(whole[:-30])
    (tmp_path / "large.png").write_bytes(whole + b"\0" * 1_000_000)
    Image.new("1", (6000, 1)).save(tmp_path / "wide.png")
    (tmp_path / "logo.svg").write_text("<svg/>")

    def settings(text, encoding="utf-8"):
        path = tmp_path / "trip-analytics.toml"
        path.write_bytes(text.encode(encoding))
        return load_settings(path)

    return settings


def test_everything_that_may_be_set_is_read(settings, tmp_path):
    found = settings("""
[organisation]
name = "Harbour  Trust"
contact = "recovery@harbour.example"
logo = "logo.png"
colour = "6b2c6b"

[report]
audience = "board"
readers = "the Quality Committee"
date = 2026-03-31
sections = ["practices", "change"]

[disclosure]
minimum_teams = 6
insiders = 3

[words]
service_line = ["Locality", "Hub"]
""")
    assert (found.organisation, found.contact) == ("Harbour Trust", "recovery@harbour.example")
    picture = (tmp_path / "logo.png").read_bytes()
    assert (found.logo.content, found.logo.media_type) == (picture, "image/png")
    assert found.logo.alt == "Logo of Harbour Trust"
    assert found.colour == "#6B2C6B"
    assert (found.audience, found.readers) == ("board", "the Quality Committee")
    assert found.date == dt.date(2026, 3, 31)
    assert found.sections == ("practices", "change")
    assert found.thresholds == {"minimum_teams": 6, "insiders": 3}
    assert found.words == {"service_line": ("Locality", "Hub")}
    assert found.lines["report.date"] == 11
    assert found.files == {tmp_path / "trip-analytics.toml", tmp_path / "logo.png"}


def test_an_empty_file_sets_nothing(settings):
    found = settings("# nothing yet\n")
    assert (found.organisation, found.logo, found.words, found.sections) == (None, None, {}, ())


def test_notepads_mark_at_the_beginning_is_no_mistake(settings):
    assert settings('[organisation]\nname = "Å"', "utf-8-sig").organisation == "Å"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[organisation]\nnam = "H"', 2, "no setting 'nam' in [organisation]: is it 'name'?"),
        ('[organisation]\nreaders = "H"', 2, "it belongs below [report]"),
        ('[report]\ndate = 1\n\nzzz = "H"', 4, "there are audience, readers, date, sections"),
        ('name = "Harbour"', 1, "'name' belongs below the heading [organisation]"),
        ("[organization]", 1, "there is no heading [organization]: is it 'organisation'?"),
        ('report = "board"', 1, "[report] is a heading in square brackets"),
        ("[organisation]\nname = 3", 2, 'name: write it as text in quotation marks: "3"'),
        ("[organisation]\ncontact = true", 2, 'in quotation marks: "true"'),
        ('[organisation]\nname = " "', 2, "name: it is empty"),
        ('[report]\nsections = "change"', 2, 'put it in square brackets: ["change"]'),
        ("[report]\nsections = [1]", 2, "write a list of texts"),
        ('[disclosure]\ninsiders = "3"', 2, "a whole number without quotation marks"),
        ("[disclosure]\ninsiders = 2.5", 2, "a whole number"),
        ('[report]\ndate = "31/3/2026"', 2, "date: write it as year, month, day: 2026-03-31"),
        ('[organisation]\ncolour = "blue"', 2, 'as "#" and six digits or letters'),
        ('[organisation]\ncolour = "#FFCC00"', 2, "1.5 to 1, and it takes 4.5 to 1"),
        ('[organisation]\nlogo = "no.png"', 2, "put the picture beside the settings"),
        ('[organisation]\nlogo = "logo.svg"', 2, "logo.svg is no PNG or JPEG picture"),
        ('[organisation]\nlogo = "large.png"', 2, "large.png has 1.0 MB"),
        ('[organisation]\nlogo = "torn.png"', 2, "torn.png is no PNG or JPEG picture"),
        ('[organisation]\nlogo = "wide.png"', 2, "wide.png is no PNG or JPEG picture"),
        ('[organisation]\nname = "a\\u0001b"', 2, "signs that cannot be printed"),
        ("[report]\ndate = 0001-01-01", 2, "write it as year, month, day"),
        ("[report]\ndate = 2026-03-31T10:00:00", 2, "write it as year, month, day"),
        ('[words]\nservice_lines = ["Hub"]', 2, "is it 'service_line'?"),
        ('[words]\nteam = ["3"]', 2, "'3' is no word that heads a field"),
        ('[words]\nteam = ["Hub"]\ndate = ["hub"]', 3, "'hub' is a word for team as well"),
        # What cannot be read at all, and what most likely is wrong with it.
        ("[organisation]\nname = “Harbour”", 2, "straight quotation marks"),
        ("[organisation]\nname = Harbour", 2, "write text in quotation marks"),
        ('[organisation]\nlogo = "C:\\Users\\l.png"', 2, "write / instead of \\ between folders"),
        ('[organisation]\nname = "a"\nname = "b"', 3, "this is there twice"),
        ('[organisation]\nname: "Harbour"', 2, "write = instead of the colon"),
        ("[report]\ndate = 31/03/2026", 2, "write a date as year, month, day: 2026-03-31"),
        ('[words]\nservice line = ["Hub"]', 2, "write _ instead of the space"),
        ("; ours\n[report]", 1, "begin a remark with #"),
        ('[organisation\nname = "a"', 1, "check its quotation marks, brackets and commas"),
        ('[report]\nsections = ["a"\n"b"]', 3, "check its quotation marks, brackets and commas"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line_and_the_likeliest_cure(settings, text, line, said):
    with pytest.raises(SettingsError) as refusal:
        settings(text)
    sentences = [each for each in str(refusal.value).split("\n")[1:] if f"line {line}:" in each]
    assert len(sentences) == 1
    assert said in sentences[0]


def test_every_mistake_is_said_at_once_in_the_order_of_the_lines(settings):
    with pytest.raises(SettingsError) as refusal:
        settings('[words]\nteam = 3\n[organisation]\nname = 1\n[report]\nreader = "x"')
    lines = [each.split(":")[0] for each in str(refusal.value).split("\n  - ")[1:]]
    assert lines == ["line 2", "line 4", "line 6"]


def test_a_file_of_another_encoding_and_one_that_is_not_there_are_refused(settings, tmp_path):
    with pytest.raises(SettingsError, match="not in UTF-8"):
        settings('[organisation]\nname = "Å"', "cp1252")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(tmp_path / "none.toml")


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "# " + "x" * 100_000])
def test_a_file_made_to_do_harm_is_refused(settings, text):
    with pytest.raises(SettingsError, match="cannot be used until this is put right"):
        settings(text)


def test_settings_are_found_at_the_top_of_a_folder_alone(settings, tmp_path):
    assert settings_in(tmp_path) is None
    settings("")
    assert settings_in(tmp_path) == tmp_path / "trip-analytics.toml"
    assert settings_in(tmp_path.parent) is None


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}"))
def test_every_colour_can_be_darkened_until_white_text_is_read_on_it(colour):
    dark = darkened(colour)
    assert contrast_with_white(dark) >= CONTRAST
    if contrast_with_white(colour) >= CONTRAST:
        assert dark == colour


@given(st.text(max_size=80))
def test_whatever_is_in_the_file_it_is_read_or_refused_in_sentences(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "trip-analytics.toml"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        said = load_settings(path).path
    except SettingsError as refusal:
        said = str(refusal)
    assert said == path or "cannot be used until this is put right:\n  - " in said


def test_each_thing_that_can_be_named_has_its_place_in_the_words():
    from trip_analytics.understanding.words import _PLACES, vocabulary

    assert tuple(_PLACES) == NAMEABLE
    for places in _PLACES.values():
        assert all(vocabulary(file)[entry].entry[key] for file, entry, key, _ in places)
