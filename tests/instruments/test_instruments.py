"""The built-in instruments hold what the papers print; a trust's own folder loads like them."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from trip_analytics.errors import InstrumentError
from trip_analytics.instruments import Instrument, built_in_instruments, load_instrument

CHALLENGES = tuple(f"challenge-{number}" for number in range(1, 11))
PRACTICES = (
    "roles-and-connections",
    "choices",
    "collaborative-notes",
    "shared-safety",
    "family-and-friends",
    "hope-stories",
    "recovery-education",
    "staff-wellbeing",
)

# The openings of Box 1 of ImROC briefing 6, in its order.
TRIP_STATEMENTS = (
    "We help people build and/or keep existing roles, relationships and connections",
    "We encourage people to make their own choices and decisions and support them even if",
    "We develop care/support plans and write notes in collaboration with service users",
    "We work with service users to understand their perspective on 'risk', negotiate",
    "We involve significant others in care planning if so desired and use their expertise",
    "We provide examples of real success stories, life story books, DVDs, posters",
    "We offer everyone in our service access to recovery education where ideas about",
    "We support the wellbeing of staff (e.g. wellbeing plans, supervision and appraisal",
)

# Sainsbury Centre (2009), as Box 1 of the 2010 paper lists them.
LIST_OF_2009 = (
    "Changing the nature of day-to-day interactions and the quality of experience",
    "Delivering comprehensive, user-led education and training programmes",
    "Establishing a 'Recovery Education Unit' to drive the programmes forward",
    "Ensuring organisational commitment, creating the 'culture'. The importance of leadership",
    "Increasing 'personalisation' and choice",
    "Changing the way we approach risk assessment and management",
    "Redefining user involvement",
    "Transforming the workforce",
    "Supporting staff in their recovery journey",
    "Increasing opportunities for building a life 'beyond illness'",
)

TEMPLATE_A = (
    "Changing day-to-day interactions",
    "Comprehensive user-led education and training",
    "Establishing a Recovery Education Unit",
    "Ensuring organisational commitment",
    "Increasing choice and 'personalisation'",
    "Changing approaches to risk assessment and management",
    "Redefining user involvement",
    "Transforming the workforce",
    "Supporting staff in their recovery journey",
    "Building a life 'beyond illness'",
)

# Shepherd (2013) presentation slides: another order, so the sixth is our challenge 8.
SLIDES_OF_2013 = {
    "Changing the nature of day-to-day interactions and the quality of experience": (1, 1),
    "Delivering comprehensive, 'co-produced' learning programmes": (2, 2),
    "Establishing a 'Recovery Education Centre' to drive the programmes forward": (3, 3),
    "Ensuring organisational commitment, creating the 'culture'": (4, 4),
    "Increasing 'personalisation' and choice": (5, 5),
    "Transforming the workforce": (6, 8),
    "Changing the way we approach risk assessment and management": (7, 6),
    "Redefining user 'involvement' to create genuine 'partnerships'": (8, 7),
    "Supporting staff in their recovery journey": (9, 9),
    "Increasing opportunities for building a life 'beyond illness' (e.g. IPS)": (10, 10),
}

# ImROC briefing 14 (2017): challenges 1, 5 and 8 kept their names.
UPDATED_2017 = {
    2: "Coproduced Recovery focused learning and development opportunities are available for all",
    3: "Coproduced, Recovery focused learning opportunities are available for everyone using the",
    4: "Recovery focused leadership at every level and a culture of Recovery",
    6: "Reducing restrictive practice; changing conceptions of risk as something to be avoided",
    7: "User involvement is replaced by fully resourced coproduction so that the views",
    9: "Supporting staff to cope effectively with the stressors that are inevitable in working",
    10: "Prioritisation of life goals (full citizenship and community integration) in all care",
}


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """A trust's own list: a copy of TRIP's data files, to be changed."""
    with resources.as_file(resources.files("trip_analytics.instruments") / "trip") as trip:
        return Path(shutil.copytree(trip, tmp_path / "our statements"))


def texts_of(instrument: Instrument, item_id: str) -> list[str]:
    return [wording.text for wording in instrument.item(item_id).wordings]


@pytest.mark.parametrize(
    ("name", "kind", "item_ids", "scale"),
    [
        ("trip", "ratings", PRACTICES, [1, 2, 3, 4, 5]),
        ("template-a", "stages", CHALLENGES, [1, 2, 3]),
        ("template-b", "action-plans", CHALLENGES, [1, 2, 3]),
    ],
)
def test_built_ins_have_the_contracts_ids_in_order(name, kind, item_ids, scale):
    instrument = load_instrument(name)
    assert instrument.instrument_id == name
    assert instrument.kind == kind
    assert instrument.item_ids == item_ids
    assert tuple(instrument.labels) == item_ids
    assert [item.number for item in instrument.items] == list(range(1, len(item_ids) + 1))
    assert [point.value for point in instrument.scale] == scale


def test_built_ins_are_those_three():
    assert [instrument.instrument_id for instrument in built_in_instruments()] == [
        "trip",
        "template-a",
        "template-b",
    ]


def test_trip_statements_stand_in_the_papers_order():
    for item, opening in zip(load_instrument("trip").items, TRIP_STATEMENTS, strict=True):
        assert item.wording_for(2025).text.startswith(opening)


@pytest.mark.parametrize("texts", [LIST_OF_2009, TEMPLATE_A])
def test_the_challenges_wordings_of_2009_and_2010(texts):
    template_a = load_instrument("template-a")
    for item_id, text in zip(CHALLENGES, texts, strict=True):
        assert text in texts_of(template_a, item_id)


@pytest.mark.parametrize(("text", "numbers"), SLIDES_OF_2013.items())
def test_the_2013_slides_are_known_by_wording_whatever_number_they_print(text, numbers):
    printed, ours = numbers
    (wording,) = [
        wording for wording in load_instrument("template-a").wordings if wording.text == text
    ]
    assert wording.item_id == f"challenge-{ours}"
    assert printed in wording.printed_numbers


@pytest.mark.parametrize(("number", "opening"), UPDATED_2017.items())
def test_the_updated_challenges_of_2017(number, opening):
    newest = load_instrument("template-a").item(f"challenge-{number}").wording_for(2025)
    assert newest.text.startswith(opening)
    assert newest.first_year == 2017


def test_a_wording_that_asks_something_else_is_not_comparable():
    template_a = load_instrument("template-a")
    not_comparable = {w.item_id for w in template_a.wordings if not w.comparable_with_previous}
    assert not_comparable == {f"challenge-{number}" for number in (2, 3, 6, 7, 9, 10)}


def test_the_wording_of_a_year_is_the_newest_in_use_then():
    education = load_instrument("template-a").item("challenge-2")
    assert education.wording_for(1999).wording_id == "challenge-2-2009"
    assert education.wording_for(2012).wording_id == "challenge-2-2010-form"
    assert education.wording_for(2013).wording_id == "challenge-2-2013"
    assert education.wording_for(2025).wording_id == "challenge-2-2017"


def test_every_wording_says_where_it_comes_from():
    for instrument in built_in_instruments():
        for wording in instrument.wordings:
            assert re.search(r"\b(19|20)\d\d\b", wording.source)


def test_template_b_is_about_the_same_challenges():
    assert load_instrument("template-b").items == load_instrument("template-a").items


def test_two_challenges_are_suggested_to_be_considered_early():
    # "These are Challenges '3' and '4'": the 2010 paper, "Agreeing priorities for action".
    assert load_instrument("template-a").suggested_early == ("challenge-3", "challenge-4")
    assert load_instrument("trip").suggested_early == ()


@pytest.mark.parametrize(
    ("suggested", "fault"),
    [
        ('["choices", "nobody"]', "suggested_early: 'nobody' is not an item of items.csv"),
        ('"choices"', "suggested_early must be a list of items' ids"),
    ],
)
def test_what_is_suggested_early_is_a_list_of_items(own_folder, suggested, fault):
    settings = own_folder / "instrument.toml"
    settings.write_text(f"suggested_early = {suggested}\n{settings.read_text('utf-8')}", "utf-8")
    with pytest.raises(InstrumentError, match=fault):
        load_instrument(own_folder)
    settings.write_text(settings.read_text("utf-8").replace(suggested, '["choices"]'), "utf-8")
    assert load_instrument(own_folder).suggested_early == ("choices",)


def test_template_a_defines_each_stage_of_each_challenge():
    definitions = load_instrument("template-a").stage_definitions
    assert [(each.item_id, each.stage) for each in definitions] == [
        (item_id, stage) for item_id in CHALLENGES for stage in (1, 2, 3)
    ]
    assert all(20 < len(each.definition) < 260 for each in definitions)


@pytest.mark.parametrize(
    ("item_id", "stage", "figure"),
    [
        ("challenge-2", 1, "25%"),
        ("challenge-2", 2, "50%"),
        ("challenge-2", 3, "75%"),
        ("challenge-5", 2, "50%"),
        ("challenge-5", 3, "75%"),
        ("challenge-6", 1, "25%"),
        ("challenge-6", 2, "50%"),
        ("challenge-7", 2, "50%"),
        ("challenge-8", 2, "5 to 10"),
    ],
)
def test_stage_definitions_keep_the_papers_figures(item_id, stage, figure):
    (text,) = [
        each.definition
        for each in load_instrument("template-a").stage_definitions
        if (each.item_id, each.stage) == (item_id, stage)
    ]
    assert figure in text


def test_template_a_gives_as_many_indicators_as_the_paper():
    counts = Counter((each.item_id, each.kind) for each in load_instrument("template-a").indicators)
    indicators = [counts[item_id, "outcome-indicator"] for item_id in CHALLENGES]
    data_sources = [counts[item_id, "data-source"] for item_id in CHALLENGES]
    assert indicators == [5, 4, 4, 5, 7, 5, 4, 5, 4, 7]
    assert data_sources == [4, 4, 5, 6, 6, 4, 6, 4, 6, 5]


def test_a_trusts_own_list_needs_data_alone(own_folder):
    _rewrite(own_folder / "instrument.toml", 'instrument_id = "trip"', 'instrument_id = "ours"')
    with (own_folder / "items.csv").open("a", encoding="utf-8") as items:
        items.write("peer-workers,9,Peer workers\n")
    with (own_folder / "wordings.csv").open("a", encoding="utf-8") as wordings:
        wordings.write("peer-workers,peer-workers-2024,We employ peers.,2024,,yes,9 12,Our trust\n")
    ours = load_instrument(own_folder)
    assert ours.instrument_id == "ours"
    assert ours.item_ids == (*PRACTICES, "peer-workers")
    assert ours.item("peer-workers").wordings[0].printed_numbers == (9, 12)


def test_items_follow_their_printed_numbers_not_the_files_order(own_folder):
    path = own_folder / "items.csv"
    title, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([title, *reversed(rows)]), encoding="utf-8")
    assert load_instrument(own_folder).item_ids == PRACTICES


def test_files_saved_by_excel_as_csv_utf8_load(own_folder):
    for name in ("items.csv", "wordings.csv", "scale.csv"):
        text = (own_folder / name).read_text(encoding="utf-8")
        (own_folder / name).write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_instrument(own_folder).item_ids == PRACTICES


def test_two_items_with_one_label_are_refused(own_folder):
    """Pictures could not tell them apart."""
    _rewrite(own_folder / "items.csv", "choices,2,Own choices and decisions", "choices,2,Same")
    rows = (own_folder / "items.csv").read_text().splitlines()
    rows[3] = f"{rows[3].split(',')[0]},3,Same"
    (own_folder / "items.csv").write_text("\n".join(rows) + "\n")
    with pytest.raises(InstrumentError, match="label 'Same' is there 2 times; it must be unique"):
        load_instrument(own_folder)


def test_every_fault_is_reported_at_once(own_folder):
    _rewrite(own_folder / "scale.csv", "5,Very well", "7,Very well")
    _rewrite(own_folder / "items.csv", "choices,2,Own choices and decisions", "choices,two,")
    wordings = _rows(own_folder / "wordings.csv")
    wordings[0]["comparable_with_previous"] = "perhaps"
    wordings[2]["item_id"] = "notes"
    wordings[3]["first_year"] = "last year"
    wordings[4]["last_year"] = "2001"
    wordings[5]["source"] = ""
    wordings[6]["wording_id"] = wordings[7]["wording_id"]
    wordings[6]["text"] = wordings[7]["text"].upper()
    _write_rows(own_folder / "wordings.csv", wordings)
    (own_folder / "stages.csv").write_text("item_id,stage,definition\nnobody,one,x\n")
    (own_folder / "indicators.csv").write_text("item_id,kind,example\nchoices,hope,x\n")
    with pytest.raises(InstrumentError) as caught:
        load_instrument(own_folder)
    message = str(caught.value)
    for fault in (
        "scale.csv: the values must be whole numbers in order",
        "items.csv line 3: label is empty",
        "items.csv line 3: number is 'two'; write a whole number",
        "wordings.csv line 2: comparable_with_previous is 'perhaps'; write yes or no",
        "wordings.csv line 4: 'notes' is not an item of items.csv",
        "items.csv line 4: 'collaborative-notes' has no wording",
        "wordings.csv line 5: first_year is 'last year'",
        "wordings.csv line 6: last_year is before first_year",
        "wordings.csv line 7: source is empty",
        "wording_id 'staff-wellbeing-2013' is there 2 times",
        "recovery-education and staff-wellbeing share one text",
        "stages.csv line 2: 'nobody' is not an item",
        "indicators.csv line 2: kind must be one of",
    ):
        assert fault in message
    assert "our statements" in message


def test_what_is_missing_is_reported_at_once(own_folder):
    (own_folder / "instrument.toml").write_text('title = "Ours"\nkind = "guesses"\n')
    (own_folder / "items.csv").unlink()
    (own_folder / "wordings.csv").write_text("item_id,words\n")
    (own_folder / "scale.csv").write_bytes(b"value,label,meaning\n1,\x81,x\n")
    with pytest.raises(InstrumentError) as caught:
        load_instrument(own_folder)
    message = str(caught.value)
    for fault in (
        "instrument.toml: instrument_id is missing",
        "instrument.toml: kind must be one of ratings, stages, action-plans",
        "items.csv is missing",
        "wordings.csv: the columns wording_id, text,",
        "wordings.csv: the columns words are not known",
        "scale.csv cannot be read as text: save it again, in Excel as CSV UTF-8",
    ):
        assert fault in message


def test_settings_that_are_no_toml_say_so(own_folder):
    (own_folder / "instrument.toml").write_text("title: Ours\n")
    with pytest.raises(InstrumentError, match=r"instrument\.toml cannot be read"):
        load_instrument(own_folder)


def test_an_empty_folder_says_what_it_needs(tmp_path):
    with pytest.raises(InstrumentError) as caught:
        load_instrument(tmp_path)
    for name in ("instrument.toml", "items.csv", "wordings.csv", "scale.csv"):
        assert f"{name} is missing" in str(caught.value)


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(
        InstrumentError, match=r"'trip-2'.* trip, template-a, template-b, or a folder"
    ):
        load_instrument("trip-2")


def _rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_missing_file_does_not_hide_the_faults_of_the_others(tmp_path):
    (tmp_path / "instrument.toml").write_text('title = "Ours"\n', encoding="utf-8")
    (tmp_path / "items.csv").write_text("item_id,label\na,A\n", encoding="utf-8")
    (tmp_path / "scale.csv").write_text("value,label,meaning\n2,Two,\n", encoding="utf-8")
    with pytest.raises(InstrumentError) as refusal:
        load_instrument(tmp_path)
    message = str(refusal.value)
    for problem in ("kind must be one of", "columns number are missing", "wordings.csv is missing",
                    "scale.csv: the values"):  # fmt: skip
        assert problem in message


def test_examples_belong_to_an_item_or_to_none(own_folder):
    item_id = load_instrument(own_folder).item_ids[0]
    path = own_folder / "examples.csv"
    path.write_text(f"item_id,example\n{item_id},Ask more\n,Car park\n", encoding="utf-8")
    examples = load_instrument(own_folder).examples
    assert [(each.item_id, each.text) for each in examples] == [
        (item_id, "Ask more"),
        (None, "Car park"),
    ]
    path.write_text(f"item_id,example\nnobody,Ask more\n{item_id},\n", encoding="utf-8")
    with pytest.raises(InstrumentError) as refusal:
        load_instrument(own_folder)
    assert "examples.csv line 2: 'nobody' is not an item" in str(refusal.value)
    assert "examples.csv line 3: example is empty" in str(refusal.value)


def test_every_item_of_the_built_in_forms_has_examples_and_some_are_of_none():
    for name, of_none in (("trip", {None}), ("template-a", set())):
        instrument = load_instrument(name)
        named = {example.item_id for example in instrument.examples}
        assert named == {*instrument.item_ids, *of_none}
        texts = [example.text for example in instrument.examples]
        assert len(texts) == len(set(texts))


def _with_scale(folder: Path, points: range) -> Path:
    rows = [f"{point},Point {point}," for point in points]
    (folder / "scale.csv").write_text("\n".join(["value,label,meaning", *rows]), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("points", "well_developed"),
    [
        (range(2), (1,)),
        (range(1, 4), (3,)),
        (range(4), (2, 3)),
        (range(5), (3, 4)),
        (range(-2, 3), (1, 2)),
        (range(1, 8), (6, 7)),
        (range(11), (9, 10)),
    ],
)
def test_a_scale_is_a_run_of_two_to_eleven_whole_numbers(own_folder, points, well_developed):
    ours = load_instrument(_with_scale(own_folder, points))
    assert ours.points == tuple(points)
    assert ours.well_developed == well_developed


@pytest.mark.parametrize("points", [range(1, 2), range(12), range(0, 10, 2)])
def test_any_other_scale_is_refused(own_folder, points):
    with pytest.raises(InstrumentError, match="each one more than the last, 2 to 11 of them"):
        load_instrument(_with_scale(own_folder, points))


def _with_setting(folder: Path, setting: str) -> Path:
    path = folder / "instrument.toml"
    path.write_text(f"{setting}\n{path.read_text('utf-8')}", encoding="utf-8")
    return folder


def test_a_list_says_from_where_a_practice_is_well_developed(own_folder):
    assert load_instrument(own_folder).well_developed == (4, 5)
    assert load_instrument(_with_setting(own_folder, "well_developed_from = 3")).well_developed == (
        3,
        4,
        5,
    )


@pytest.mark.parametrize("point", ["6", "true", '"4"'])
def test_well_developed_is_a_point_of_the_scale(own_folder, point):
    with pytest.raises(InstrumentError, match="must be one of the values"):
        load_instrument(_with_setting(own_folder, f"well_developed_from = {point}"))


def test_a_list_has_answers_that_are_no_point_of_its_scale(own_folder):
    ours = load_instrument(_with_setting(own_folder, 'not_known = ["D/K", "Don\'t know"]'))
    assert ours.not_known == ("D/K", "Don't know")


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ('"D/K"', "must be a list of texts"),
        ("[0]", "must be a list of texts"),
        ('[" "]', "has an empty text"),
        ('["not yet"]', "'not yet' is a point of scale"),
        ('["3"]', "'3' is a point of scale"),
    ],
)
def test_such_an_answer_is_a_text_of_its_own(own_folder, answers, fault):
    with pytest.raises(InstrumentError, match=fault):
        load_instrument(_with_setting(own_folder, f"not_known = {answers}"))


def test_items_may_have_a_domain_and_be_reverse(own_folder):
    rows = _rows(own_folder / "items.csv")
    for row in rows:
        row |= {"domain": "", "reverse": ""}
    rows[0] |= {"domain": "Relationships", "reverse": "yes"}
    rows[1] |= {"domain": "Choice", "reverse": "No"}
    rows[2] |= {"domain": "Relationships"}
    _write_rows(own_folder / "items.csv", rows)
    ours = load_instrument(own_folder)
    assert ours.domains == ("Relationships", "Choice")
    assert [item.reverse for item in ours.items[:3]] == [True, False, False]
    assert ours.items[3].domain is None
    rows[1]["reverse"] = "perhaps"
    _write_rows(own_folder / "items.csv", rows)
    with pytest.raises(InstrumentError, match=r"items.csv line 3: reverse is 'perhaps'"):
        load_instrument(own_folder)


def test_the_built_in_lists_have_no_parts():
    assert all(not instrument.domains for instrument in built_in_instruments())


SLIPS = {
    "instrument.toml": (
        "instrument.toml.txt",
        "instrument.toml is called instrument.toml.txt: ren",
    ),
    "items.csv": ("items.csv.csv", "items.csv is called items.csv.csv: rename it to items.csv"),
    "scale.csv": ("scale.xlsx", "scale.csv is missing: open scale.xlsx and save it as CSV UTF-8"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_file_under_another_ending_is_named_with_what_to_do(own_folder, name):
    other, sentence = SLIPS[name]
    (own_folder / name).rename(own_folder / other)
    with pytest.raises(InstrumentError) as caught:
        load_instrument(own_folder)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_saved_by_excel_as_plain_csv_load(own_folder, separator):
    for name in ("items.csv", "wordings.csv", "scale.csv"):
        with (own_folder / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with (own_folder / name).open("w", encoding="cp1252", newline="") as file:
            wide = [[cell.replace("'", "’") for cell in row] + [""] for row in rows]
            csv.writer(file, delimiter=separator).writerows([*wide, [""] * len(wide[0])])
    ours = load_instrument(own_folder)
    assert ours.item_ids == PRACTICES
    assert "‘risk’".replace("‘", "’") in texts_of(ours, "shared-safety")[0]


def test_curly_quotes_in_the_settings_are_named_by_their_line(own_folder):
    settings = own_folder / "instrument.toml"
    _rewrite(settings, 'version = "2013"', "version = “2013”")
    with pytest.raises(InstrumentError, match=r"instrument\.toml line 3 has curly quotes"):
        load_instrument(own_folder)


def test_lines_are_counted_over_blank_ones_and_cells_of_several_lines(own_folder):
    (own_folder / "scale.csv").write_text(
        'value,label,meaning\n1,A,"one\nmore"\n\nx,B,\n3,C,\n', encoding="utf-8"
    )
    with pytest.raises(InstrumentError, match=r"scale\.csv line 5: value is 'x'"):
        load_instrument(own_folder)
