"""The law of blank forms: what is filled in is what is imported, and a blank one is no return."""

import datetime as dt
import subprocess
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.desk.forms.filling import fill_in
from trip_analytics.desk.forms.contents import Addressee, LastPriority, Request, blank_form
from trip_analytics.desk.forms.word import to_word
from trip_analytics.desk.forms.workbook import to_workbook
from trip_analytics.instruments import (
    AnswerColumn,
    Instrument,
    Item,
    ScalePoint,
    Wording,
    built_in_instruments,
    load_instrument,
)
from trip_analytics.loading import own_lists
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.read_file import SourceFile, read_file
from trip_analytics.reading.files import read_bytes
from trip_analytics.understanding import Understanding

YEAR = 2026
ALDER = Addressee("Alder Ward", "Adult acute wards")
LAST = (
    LastPriority(1, "Garden group", "Meet each week", "31/03/2026"),
    LastPriority(2, "Stories of hope", "", ""),
)
WRITERS = {"xlsx": to_workbook, "docx": to_word}
UNDERSTANDING = Understanding(built_in_instruments())
BLANK = {}

WORDS = ("we", "meet", "families", "on", "Tuesdays", "24", "visits", "stories", "the", "garden")
text = st.lists(st.sampled_from(WORDS), min_size=4, max_size=8).map(" ".join)
date = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
people = st.integers(0, 40)
level = st.sampled_from([None, "High", "Medium", "Low"])
maybe = lambda values: st.none() | values  # noqa: E731 # an answer, or none


def blank(instrument, views=(), last=LAST, kind="xlsx"):
    key = instrument, views, last, kind
    if key not in BLANK:
        form = blank_form(load_instrument(instrument), Request(ALDER, YEAR, views, last))
        BLANK[key] = form, WRITERS[kind](form)
    return BLANK[key]


def understood(form, data, answers, kind):
    """The rows and the grave entries of the one form that is read from a form filled in."""
    titles = {part.name: part.title for part in form.parts}
    if kind == "docx":
        answers = {(titles[part], row, name): value for (part, row, name), value in answers.items()}
    given_in = {place: value for place, value in answers.items() if value is not None}
    document = read_bytes("form", fill_in(data, given_in))
    assert document.blank_form
    forms, log = UNDERSTANDING.understand(document, "form")
    grave = [(e.severity, e.kind, e.cell, e.found) for e in log if e.severity != "note"]
    return forms, grave


def of(rows, *names):
    return [tuple(row.get(name) for name in names) for row in rows]


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("views", [(), ("staff", "people-using-services", "family-and-friends")])
@settings(max_examples=settings.default.max_examples // 15)
@given(data=st.data())
def test_ratings_are_imported_as_they_are_filled_in(kind, views, data):
    form, empty = blank("trip", views, kind=kind)
    columns = {view: view for view in views} and {
        "Staff": "staff",
        "People using services": "people-using-services",
        "Family and friends": "family-and-friends",
        "Agreed by everyone": "team",
    }
    columns = columns or {"Rating (1 to 5)": "team"}
    rating = st.sampled_from([None, 1, 2, 3, 4, 5, "Not applicable"])
    trip = load_instrument("trip")
    answers, ratings, comments = {}, set(), {}
    for row, item in enumerate(trip.items):
        for title, view in columns.items():
            value = answers["Ratings", row, title] = data.draw(rating)
            state = {None: "not-answered", "Not applicable": "not-applicable"}.get(value, "rated")
            ratings.add((item.item_id, view, value if state == "rated" else None, state))
        comments[item.item_id] = answers["Ratings", row, "Comments"] = data.draw(maybe(text))
    day = answers["Ratings", -1, "Date of review"] = data.draw(date)
    again = answers["Ratings", -1, "Date of next review"] = data.draw(maybe(date))
    staff = answers["Ratings", -1, "Number of staff who took part"] = data.draw(maybe(people))
    used = "Number of people using services who took part"
    users = answers["Ratings", -1, used] = data.draw(maybe(people))

    forms, grave = understood(form, empty, answers, kind)

    (read,) = forms
    assert grave == []
    rows = read.rows["ratings"]
    assert set(of(rows, "item_id", "perspective", "rating", "state")) == ratings
    agreed = [row for row in rows if row["perspective"] == "team"]
    assert {row["item_id"]: row["comment"] for row in agreed} == comments
    assert (read.fields.team.text, read.fields.year.year) == ("Alder Ward", YEAR)
    assert read.fields.date.date == day
    assert (read.fields.review_on and read.fields.review_on.date) == again
    assert (read.fields.took_part_staff, read.fields.took_part_service_users) == (staff, users)


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=settings.default.max_examples // 15)
@given(data=st.data())
def test_assets_and_priorities_are_imported_as_they_are_filled_in(kind, data):
    form, empty = blank("trip", kind=kind)
    answers = {("Ratings", 0, "Rating (1 to 5)"): 3}
    assets = []
    rows = next(part for part in form.parts if part.name == "Assets").grids[0].rows
    for row, (category, _) in enumerate(rows):
        asset = answers["Assets", row, "What we can draw on"] = data.draw(maybe(text))
        assets += [(category, asset)] if asset else []
    chosen = []
    for row in range(3):
        part = {
            "Priority": data.draw(text),
            "What we will do": data.draw(maybe(text)),
            "How we will know": data.draw(maybe(text)),
            "By when": data.draw(maybe(date)),
            "Impact": data.draw(level),
            "Ease": data.draw(level),
            "Staff lead": data.draw(maybe(st.just("Sam Okafor"))),
            "Service user lead": data.draw(maybe(st.just("Jo Whitfield"))),
        }
        answers |= {("Priorities", row, title): value for title, value in part.items()}
        *said, impact, ease, staff, user = part.values()
        degrees = [degree and degree.lower() for degree in (impact, ease)]
        chosen.append((row + 1, *said, *degrees, bool(staff), bool(user)))
    states = [None, "Not started", "Started", "Achieved", "Stopped"]
    became = [data.draw(st.sampled_from(states)) for _ in LAST]
    for row, state in enumerate(became):
        answers["Last year", row, "Progress"] = state

    forms, grave = understood(form, empty, answers, kind)

    (read,) = forms
    assert grave == []
    assert of(read.rows["assets"], "category", "asset") == assets
    said = ("number", "priority", "action", "measure", "due", "impact", "ease")
    assert of(read.rows["priorities"], *said, "staff_lead", "service_user_lead") == chosen
    slugs = [state and state.lower().replace(" ", "-") for state in became]
    reviewed = list(zip((each.priority for each in LAST), slugs, strict=True))
    assert of(read.rows["reviewed"], "priority", "progress") == reviewed


STATEMENTS = (
    "Everybody who comes to us is met by name within a few minutes.",
    "Care plans are written around the goals that people set for themselves.",
    "A peer worker is there for everyone who would like to talk to one.",
)


def own_list(low, points, domains):
    """A list of a trust's own, with a scale from ``low`` on."""
    items = [
        Item(
            f"own-{number}",
            number,
            f"Item {number}",
            (Wording(f"own-{number}", f"own-{number}-1", text, 2020, None, True, (), "Ours"),),
            ("Welcome", "Plans", "Welcome")[number - 1] if domains else None,
        )
        for number, text in enumerate(STATEMENTS, 1)
    ]
    scale = [ScalePoint(low + at, f"Level {chr(65 + at)}", "") for at in range(points)]
    ours = ("our-list", "Our recovery review", "2026", "ratings", "practice", "Ours")
    return Instrument(*ours, tuple(scale), tuple(items))


@pytest.mark.slow_but(3)
@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(
    ("low", "points", "domains"),
    [(0, 5, True), (-2, 5, False), (1, 7, True), (1, 10, False), (0, 2, False)],
)
@settings(max_examples=settings.default.max_examples // 30)
@given(data=st.data())
def test_a_list_of_a_trusts_own_is_imported_on_its_own_scale(kind, low, points, domains, data):
    ours = own_list(low, points, domains=domains)
    form = blank_form(ours, Request(ALDER, YEAR))
    title = f"Rating ({low} to {low + points - 1})"
    chosen = st.sampled_from([None, *range(low, low + points), "Not applicable"])
    given_answers = [data.draw(chosen) for _ in STATEMENTS]
    comment = data.draw(text)
    part = form.parts[0].name if kind == "xlsx" else form.parts[0].title
    answers = {(part, row, title): value for row, value in enumerate(given_answers)}
    answers = {place: value for place, value in answers.items() if value is not None}
    answers[part, 1, "Comments"] = comment

    document = read_bytes("form", fill_in(WRITERS[kind](form), answers))
    (read,), log = Understanding((*built_in_instruments(), ours)).understand(document, "form")

    assert [e for e in log if e.severity != "note"] == []
    found = of(read.rows["ratings"], "item_id", "rating", "state", "comment")
    states = {None: "not-answered", "Not applicable": "not-applicable"}
    assert found == [
        (
            f"own-{number}",
            None if value in states else value,
            states.get(value, "rated"),
            comment if number == 2 else None,
        )
        for number, value in enumerate(given_answers, 1)
    ]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (dict.fromkeys(range(1, 6), ""), ()),
        (
            {0: "Not at all", **dict.fromkeys(range(1, 10), ""), 10: "Completely"},
            ("Rating scale", "0 = Not at all", "10 = Completely"),
        ),
    ],
)
def test_a_form_prints_the_points_that_have_a_name_and_takes_them_all(names, printed, kind):
    scale = tuple(ScalePoint(point, name or str(point), "") for point, name in names.items())
    ours = replace(own_list(0, 5, domains=False), scale=scale)
    form = blank_form(ours, Request(ALDER, YEAR))
    assert form.parts[0].notes == printed
    part = form.parts[0].name if kind == "xlsx" else form.parts[0].title
    title = f"Rating ({scale[0].value} to {scale[-1].value})"
    given_answers = [scale[0].value, 3, scale[-1].value]
    answers = {(part, row, title): value for row, value in enumerate(given_answers)}
    document = read_bytes("form", fill_in(WRITERS[kind](form), answers))
    (read,), log = Understanding((*built_in_instruments(), ours)).understand(document, "form")
    assert not log
    assert [row["rating"] for row in read.rows["ratings"]] == given_answers


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=settings.default.max_examples // 15)
@given(data=st.data())
def test_a_template_a_is_imported_as_it_is_filled_in(kind, data):
    form, empty = blank("template-a", last=(), kind=kind)
    stage = st.sampled_from([None, 1, 2, 3, "Not applicable"])
    orders = data.draw(st.permutations([1, 2, 3, 4, 5, *[None] * 5]))
    answers, stages = {}, []
    for row, item in enumerate(load_instrument("template-a").items):
        value, comment = data.draw(stage), data.draw(maybe(text))
        answers["Template A", row, "Stage (1 to 3)"] = value
        answers["Template A", row, "Priority for action (1-10)"] = orders[row]
        answers["Template A", row, "Comments"] = comment
        state = {None: "not-answered", "Not applicable": "not-applicable"}.get(value, "rated")
        reached = value if state == "rated" else None
        stages.append((item.item_id, reached, state, orders[row], comment))

    forms, grave = understood(form, empty, answers, kind)

    (read,) = forms
    assert grave == []
    assert of(read.rows["stages"], "item_id", "stage", "state", "priority", "comment") == stages


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=settings.default.max_examples // 15)
@given(data=st.data())
def test_a_template_b_is_imported_as_it_is_filled_in(kind, data):
    form, empty = blank("template-b", last=(), kind=kind)
    items = load_instrument("template-b").items
    answers, plans = {}, []
    for part in ("Plan 1", "Plan 2"):
        item, stage = data.draw(st.sampled_from(items)), data.draw(st.integers(1, 3))
        held = {
            "Organisational challenge": f"{item.number}. {item.label}",
            "Current standard": f"Stage {stage}",
            "Describe": data.draw(text),
            "Local goal 1": data.draw(text),
            "Local goal 2": data.draw(maybe(text)),
            "Specific action 1": data.draw(text),
            "Specific action 2": data.draw(maybe(text)),
            "Evidence sources": data.draw(text),
            "Date agreed": data.draw(date),
            "Next review date": data.draw(date),
        }
        answers |= {(part, -1, label): value for label, value in held.items()}
        _, _, standard, *goals_and_actions, evidence, agreed, review = held.values()
        kinds = (("current-standard", None), ("goal", 1), ("goal", 2), ("action", 1), ("action", 2))
        texts = (standard, *goals_and_actions, evidence)
        plans += [
            (item.item_id, stage, *kind, said, agreed, review)
            for kind, said in zip((*kinds, ("evidence", None)), texts, strict=True)
            if said
        ]

    forms, grave = understood(form, empty, answers, kind)

    assert grave == []
    names = ("item_id", "stage", "kind", "number", "text", "agreed_on", "next_review")
    read = [row for each in forms for row in each.rows["action_plans"]]
    assert of(read, *names) == plans
    assert all(each.fields.team.text == "Alder Ward" for each in forms)


def test_a_plan_is_printed_on_one_page_and_a_table_on_as_many_as_it_needs():
    workbook = openpyxl.load_workbook(BytesIO(blank("template-b", last=())[1]))
    pages = {sheet.title: sheet.page_setup.fitToHeight for sheet in workbook}
    assert [pages[name] for name in ("Plan 1", "Plan 2", "Plan 3", "Stages")] == [1, 1, 1, 0]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("instrument", ["trip", "template-a", "template-b"])
def test_a_blank_form_is_a_note_and_never_a_return(instrument, kind, tmp_path):
    _, empty = blank(instrument, kind=kind)
    path = tmp_path / f"Alder Ward 2026.{kind}"
    path.write_bytes(empty)
    read = read_file(SourceFile(path, path.name), UNDERSTANDING)
    assert read.forms == []
    assert [(e.severity, e.kind) for e in read.log] == [("note", "blank-form")]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_blank_form_of_a_trusts_own_list_is_a_note_too(kind, tmp_path):
    ours = own_list(0, 5, domains=True)
    path = tmp_path / f"Alder Ward 2026.{kind}"
    path.write_bytes(WRITERS[kind](blank_form(ours, Request(ALDER, YEAR))))
    understanding = Understanding((*built_in_instruments(), ours))
    read = read_file(SourceFile(path, path.name), understanding)
    assert [(e.severity, e.kind) for e in read.log] == [("note", "blank-form")]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(("low", "points"), [(0, 5), (1, 3), (0, 11)])
def test_a_list_is_learnt_from_its_own_blank_form(kind, low, points, tmp_path):
    ours = own_list(low, points, domains=True)
    path = tmp_path / f"Alder Ward 2026.{kind}"
    path.write_bytes(WRITERS[kind](blank_form(ours, Request(ALDER, YEAR))))
    learnt = own_lists.load_instrument(path)
    assert [(item.domain, item.wordings[0].text) for item in learnt.items] == [
        (item.domain, item.wordings[0].text) for item in ours.items
    ]
    assert [(point.value, point.name) for point in learnt.scale] == [
        (point.value, point.name) for point in ours.scale
    ]


def test_what_somebody_writes_where_a_form_describes_stages_is_kept():
    """Once they have taken the lock off, which has no password."""
    workbook = openpyxl.load_workbook(BytesIO(blank("template-a", last=())[1]))
    workbook["Stages"]["C4"].value = "We see it otherwise here"
    saved = BytesIO()
    workbook.save(saved)
    (read,), log = UNDERSTANDING.understand(read_bytes("form", saved.getvalue()), "form")
    assert [(entry.cell, entry.found) for entry in log] == [("C4", "We see it otherwise here")]
    assert {row["state"] for row in read.rows["stages"]} == {"not-answered"}


def test_a_blank_form_is_known_without_its_mark_too(tmp_path):
    """As it is when it was saved as another format, or by a web program."""
    workbook = openpyxl.load_workbook(BytesIO(blank("trip")[1]))
    workbook.properties.category = None
    for name in list(workbook.custom_doc_props.names):
        del workbook.custom_doc_props[name]
    workbook.save(path := tmp_path / "Alder Ward 2026.xlsx")
    assert not read_bytes("form", path.read_bytes()).blank_form
    read = read_file(SourceFile(path, path.name), UNDERSTANDING)
    assert [(e.severity, e.kind) for e in read.log] == [("note", "blank-form")]


def test_what_became_of_last_years_priorities_is_with_that_year(tmp_path):
    chosen = {("Ratings", 0, "Rating (1 to 5)"): 3, ("Priorities", 0, "Priority"): "Garden group"}
    last_form = blank_form(load_instrument("trip"), Request(ALDER, YEAR - 1))
    (tmp_path / "Alder 2025.xlsx").write_bytes(fill_in(to_workbook(last_form), chosen))
    _, asking = blank("trip", last=LAST[:1])
    said = {("Ratings", 0, "Rating (1 to 5)"): 4, ("Last year", 0, "Progress"): "Achieved"}
    (tmp_path / "Alder 2026.xlsx").write_bytes(fill_in(asking, said))

    returns = load_returns(tmp_path, workers=0)

    found = returns.priorities[["year", "priority", "progress"]].values.tolist()
    assert found == [[2025, "Garden group", "achieved"]]
    (carried,) = returns.import_log.loc[
        returns.import_log["kind"] == "progress-of-last-year"
    ].itertuples()
    assert (carried.severity, carried.used, carried.year) == ("note", "achieved", 2026)


def test_what_became_of_a_priority_that_is_not_known_is_a_warning(tmp_path):
    _, asking = blank("trip", last=LAST[:1])
    said = {("Ratings", 0, "Rating (1 to 5)"): 4, ("Last year", 0, "Progress"): "Achieved"}
    (tmp_path / "Alder 2026.xlsx").write_bytes(fill_in(asking, said))
    returns = load_returns(tmp_path, workers=0)
    assert returns.priorities.empty
    kinds = returns.import_log.set_index("kind")["severity"]
    assert kinds["progress-of-unknown-priority"] == "warning"


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITERS)
def test_a_form_that_libreoffice_has_saved_is_still_read(kind, soffice, tmp_path):
    form, empty = blank("trip", kind=kind)
    part = "Ratings" if kind == "xlsx" else form.parts[0].title
    filled = fill_in(empty, {(part, row, "Rating (1 to 5)"): 1 + row % 5 for row in range(8)})
    for name, content in (("blank", empty), ("filled", filled)):
        (tmp_path / f"{name}.{kind}").write_bytes(content)
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    files = [str(path) for path in sorted(tmp_path.glob(f"*.{kind}"))]
    subprocess.run(  # our own files
        [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(out), *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    blank_read, filled_read = (
        read_file(SourceFile(out / f"{name}.{kind}", name), UNDERSTANDING)
        for name in ("blank", "filled")
    )
    assert [entry.kind for entry in blank_read.log] == ["blank-form"]
    (read,) = filled_read.forms
    assert [row["rating"] for row in read.rows["ratings"]] == [1 + row % 5 for row in range(8)]
    assert [e for e in filled_read.log if e.severity != "note"] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_a_list_with_two_answers_is_imported_with_both(kind):
    columns = (AnswerColumn("team", "Now", ("Now",)), AnswerColumn("wanted", "Wanted", ("Wanted",)))
    ours = replace(own_list(0, 5, domains=True), answers=columns)
    form = blank_form(ours, Request(ALDER, YEAR))
    part = form.parts[0].name if kind == "xlsx" else form.parts[0].title
    given_answers = {(part, row, "Now"): row for row in range(len(STATEMENTS))}
    given_answers |= {(part, row, "Wanted"): 4 for row in range(len(STATEMENTS))}

    document = read_bytes("form", fill_in(WRITERS[kind](form), given_answers))
    (read,), log = Understanding((*built_in_instruments(), ours)).understand(document, "form")

    assert [e for e in log if e.severity != "note"] == []
    found = {view: [] for view in ("team", "wanted")}
    for row in read.rows["ratings"]:
        found[row["perspective"]].append(row["rating"])
    assert found == {"team": [0, 1, 2], "wanted": [4, 4, 4]}
