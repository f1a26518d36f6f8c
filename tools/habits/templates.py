"""Template A and Template B as organisations fill them in."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from tools.forms.files import File
from tools.forms.page import HEADING, Content, Document, Page
from tools.forms.people import Lead
from tools.forms.template_a import About, Challenge, challenge_table, put_stage
from tools.forms.template_b import Entries, Plan, Style, action_plan
from tools.forms.truth import State
from tools.forms.words import STAGES, TEMPLATE_A, WORDS, pick

EDITIONS: Final = ("2010-form", "2009", "2013", "2017-heading", "2017")
STAGE_FORMS: Final[dict[str, dict[int, Content]]] = {
    "number": {1: 1, 2: 2, 3: 3},
    "text": {1: "1", 2: "2", 3: "3"},
    "Stage n": {1: "Stage 1", 2: "Stage 2", 3: "Stage 3"},
    "name": {**STAGES},
    "both": {value: f"{value} - {label}" for value, label in STAGES.items()},
    "short": {1: "Eng", 2: "Dev", 3: "Trans"},
    "capitals": {value: label.upper() for value, label in STAGES.items()},
    "S n": {1: "S1", 2: "S2", 3: "S3"},
}


def wordings(edition: str) -> dict[str, tuple[str, int]]:
    """Each challenge's text and number as one year's list prints them."""
    shown: dict[str, tuple[str, int]] = {}
    for item in TEMPLATE_A.items:
        known = {one.wording_id.removeprefix(f"{item.item_id}-"): one for one in item.wordings}
        wording = known.get(edition) or item.wording_for(int(edition[:4]))
        number = wording.printed_numbers[-1 if edition == "2013" else 0]
        shown[item.item_id] = wording.text, number
    return dict(sorted(shown.items(), key=lambda pair: pair[1][1]))


def _challenges(lead: Lead, year: int, untidy: float = 0.05) -> list[Challenge]:
    """The ten, as one person fills them in throughout, their cells still empty."""
    shown = wordings(lead.choice([one for one in EDITIONS if int(one[:4]) <= year]))
    numbers: list[int | None] = [number for _, number in shown.values()]
    match lead.choice(("as printed", "as printed", "none", "reordered", "lie")):
        case "none":
            numbers = [None] * len(numbers)
        case "reordered":
            shown = dict(lead.sample(list(shown.items()), len(shown)))
            numbers = list(range(1, len(shown) + 1))
        case "lie":
            numbers = [1, 2, 3, 3, 5, 6, 7, 8, 9, 9]
    ranks = lead.sample(range(1, 11), 10)
    style = lead.choice(("all", "top five", "few", "ordinal", "ties", "none"))
    lowest = {"top five": 5, "few": 3, "none": 0}.get(style, 10)
    lines = []
    for own, number, (item_id, (text, _)) in zip(ranks, numbers, shown.items(), strict=True):
        rank: int | None = own if own <= lowest else None
        priority: Content = rank
        clean = True
        if rank and style == "ordinal":
            priority = f"{rank}{({1: 'st', 2: 'nd', 3: 'rd'}).get(rank, 'th')}"
        elif rank in (3, 4) and style == "ties":
            rank, priority, clean = 3, lead.choice((3, "=3", "3=", "joint 3rd")), False
        if priority is not None and lead.random() < untidy / 2:
            rank, priority, clean = None, lead.choice(("high", "?", "1-2", 12, "later")), False
        stage: int | None = lead.randint(1, 3)
        state: State = "rated"
        if lead.random() < untidy:
            state, stage = lead.choice(("unclear", "not-applicable", "not-answered")), None
        comment = pick(lead, "remarks-on-challenges") if lead.random() < 0.35 else None
        lines.append(
            Challenge(item_id, number, text, (), state, stage, priority, rank, comment, clean)
        )
    return lines


def _ticked(lead: Lead, line: Challenge, tick: str) -> Challenge:
    """A mark in one of three columns; two for an unclear one, none for a blank."""
    cells: list[Content] = [None, None, None]
    if line.state == "not-applicable":
        cells[0] = "n/a"
    elif line.state == "unclear":
        cells[0] = cells[lead.randint(1, 2)] = tick
    elif line.stage is not None:
        cells[line.stage - 1] = tick
    return line._replace(cells=cells)


def _staged(lead: Lead, line: Challenge, form: dict[int, Content]) -> Challenge:
    """The stage in one cell."""
    unclear = pick(lead, "unclear-stages")
    none = lead.choice(("n/a", "Not applicable", "N/A for this service"))
    written = {"unclear": unclear, "not-applicable": none, "not-answered": None}
    return line._replace(cells=[form[line.stage] if line.stage else written[line.state]])


def _fields(page: Page, lead: Lead, row: int, column: int, about: About, organisation: str) -> int:
    """Organisation, service line, date and who completed it; the next free row."""
    label = lead.choice(("Service line:", "Service line", "Directorate:", "Care group:"))
    row = page.field(row, column, "Organisation:", organisation)
    if about.service_line:
        row = page.field(row, column, label, about.service_line)
    date = f"{lead.randint(1, 28):02}/{lead.randint(1, 12):02}/{about.year}"
    said = lead.choice((("Date:", date), ("Year:", about.year), ("Date:", date)))
    row = page.field(row, column, *said)
    if lead.random() < 0.5:
        page.put(row, column, "Completed by:")
        page.say(row, column + 1, pick(lead, "leads-people"), name=True)
        row += 1
    return row


def _table(
    page: Page,
    lead: Lead,
    row: int,
    column: int,
    lines: Sequence[Challenge],
    about: About,
    *,
    ticks: bool,
) -> int:
    titles = ["No."] if lines[0].number is not None else []
    titles.append(lead.choice(("Organisational Challenge", "Challenge", "Key challenge")))
    if ticks:
        form = lead.choice(("Stage {n}", "{s}", "Stage {n}: {s}", "Stage {n} ({s})"))
        titles += [form.format(n=stage, s=label) for stage, label in STAGES.items()]
    else:
        titles.append(lead.choice(("Stage", "Stage (1-3)", "Current stage", "Stage reached")))
    priority = ("Priority for action (1-10)", "Priority", "Priority (1 = highest)")
    titles.append(lead.choice(priority))
    titles.append(lead.choice(("Comments", "Comment", "Notes / evidence")))
    tick_one = ticks and lead.random() < 0.5
    tick, written = pick(lead, "ticks"), STAGE_FORMS[lead.choice(list(STAGE_FORMS))]
    filled = [
        _ticked(lead, line, tick) if ticks else _staged(lead, line, written) for line in lines
    ]
    return challenge_table(page, row, column, titles, filled, about, tick_one=tick_one)


def _one(lead: Lead, name: str, habit: str, *, ticks: bool) -> File:
    about = About(*lead.line_and_year((*WORDS["lines-of-template-a"], None)))
    lines, organisation = _challenges(lead, about.year), pick(lead, "organisations")
    page = Page(lead.choice(("Template A", "Sheet1", "Challenges")))
    row = 1
    if lead.random() < 0.7:
        title = ("Template A", "Recovery: ten organisational challenges", "Implementing Recovery")
        row = page.title(1, 1, lead.choice(title)) + 1
    column = lead.randint(1, 3)
    row = _fields(page, lead, row, column, about, organisation) + 1
    _table(page, lead, row, column, lines, about, ticks=ticks)
    return File(name, habit, [page])


def a_column_for_each_stage(lead: Lead, count: int) -> File:
    """Ticked."""
    habit = "Template A, a column for each stage"
    return _one(lead, f"a{count}/Template A.xlsx", habit, ticks=True)


def one_stage_column(lead: Lead, count: int) -> File:
    """The stage in a column."""
    return _one(lead, f"b{count}/Template A.xlsx", "Template A, one stage column", ticks=False)


def two_service_lines(lead: Lead, count: int) -> File:
    """Two service lines in one workbook, a sheet each or both on one."""
    pages: list[Page] = []
    row = 1
    for service_line in lead.sample(WORDS["lines-of-template-a"], 2):
        about = About(service_line, 2010 + count)
        lines, organisation = _challenges(lead, about.year), pick(lead, "organisations")
        if count % 2 == 0 or not pages:
            pages.append(Page(service_line if count % 2 == 0 else "Template A"))
            row = 1
        row = _fields(pages[-1], lead, row, 1, about, organisation) + 1
        row = _table(pages[-1], lead, row, 1, lines, about, ticks=count < 2) + 2
    name = f"c{count}/Challenges by service.xlsx"
    return File(name, "Template A, two service lines", pages)


def template_a_in_word(lead: Lead, count: int) -> File:
    """As a Word document: paragraphs for the organisation, a table for the challenges."""
    about = About(*lead.line_and_year(WORDS["lines-of-template-a"]))
    lines, organisation = _challenges(lead, about.year), pick(lead, "organisations")
    document = Document(
        "Template A", f"Organisation: {organisation}", f"Service line: {about.service_line}"
    )
    page = document.table()
    _table(page, lead, 1, 1, lines, about, ticks=count % 2 == 0)
    month = f"{lead.randint(1, 28)} {lead.choice(('March', 'Oct', 'September'))}"
    document.blocks.insert(3, f"Date: {month} {about.year}")
    name = f"d{count}/Template A {about.service_line}.docx"
    return File(name, "Template A, in Word", document)


def service_lines_across(lead: Lead, count: int) -> File:
    """Challenges down, a column for each service line, with or without its priority."""
    year = 2026 - count
    suffix = ".csv" if count == 2 else ".xlsx"
    page = Page(None if suffix == ".csv" else "All service lines")
    lines = lead.sample(WORDS["lines-collated"], lead.randint(3, 5))
    shown = _challenges(lead, year)
    pick(lead, "organisations")
    pairs = count == 1
    page.put(1, 1, f"Organisational challenges {year}")
    page.put(4, 1, "Challenge", HEADING)
    for row, line in enumerate(shown, start=5):
        page.put(row, 1, line.text if line.number is None else f"{line.number}. {line.text}")
    form = STAGE_FORMS[lead.choice(("number", "Stage n", "name", "both"))]
    for place, service_line in enumerate(lines):
        column = 2 + place * (2 if pairs else 1)
        page.put(3 if pairs else 4, column, service_line, HEADING, span=2 if pairs else 1)
        if pairs:
            page.put_row(4, column, ["Stage", "Priority"], HEADING)
        said = {one.item_id: one for one in _challenges(lead, year)}
        pick(lead, "organisations")
        for row, printed in enumerate(shown, start=5):
            line = _staged(lead, said[printed.item_id], form)
            if not pairs:
                line = line._replace(priority=None, rank=None, clean=True)
            put_stage(page, row, column, line, About(service_line, year))
            if pairs:
                page.put(row, column + 1, line.priority)
                if line.priority is not None and line.rank is None:
                    page.expect(row, column + 1, str(line.priority))
    return File(f"e{count}/Challenges {year}{suffix}", "Template A, service lines across", [page])


def _plans(lead: Lead, count: int) -> list[Plan]:
    """So many plans of one service line, each about another challenge."""
    line, year = lead.line_and_year(WORDS["lines-of-template-b"])
    agreed = date(year, lead.randint(1, 9), lead.randint(1, 28))
    return [
        Plan(
            line,
            item.item_id,
            lead.choice(item.wordings[:2]).text,
            lead.randint(1, 3),
            pick(lead, "standards"),
            tuple(lead.sample(WORDS["goals"], lead.randint(1, 3))),
            tuple(lead.sample(WORDS["actions-of-template-b"], lead.randint(1, 3))),
            lead.choice((*WORDS["evidence"], None)),
            agreed,
            date(year + 1, agreed.month, agreed.day),
        )
        for item in lead.sample(TEMPLATE_A.items, count)
    ]


def _plan(page: Page, lead: Lead, row: int, plan: Plan) -> int:
    """Write a whole Template B; the next free row."""
    in_brackets = lead.random() < 0.5
    tick = "x" if in_brackets else lead.choice(("✓", "X", "x"))
    entries: Entries = lead.choice(("numbered", "beside", "plain", "one cell"))
    left = [entries == "numbered" and lead.random() < 0.5 for _ in range(2)]
    names = [pick(lead, "leads-people") if lead.random() < 0.6 else None for _ in range(2)]
    style = Style(entries, in_brackets, tick, left, names)
    row = page.title(row, 1, "Template B")
    row = page.field(row, 1, "Service line:", plan.service_line)
    return action_plan(page, row, plan, style)


def one_plan(lead: Lead, count: int) -> File:
    """One plan on a sheet."""
    (plan,) = _plans(lead, 1)
    page = Page("Template B")
    _plan(page, lead, count + 1, plan)
    return File(f"f{count}/Template B {plan.agreed.year}.xlsx", "Template B, one", [page])


def several_on_a_sheet(lead: Lead, count: int) -> File:
    """Several below each other on one sheet."""
    page = Page("Action plans")
    row = 1
    for plan in _plans(lead, 3):
        row = _plan(page, lead, row, plan) + 2
    return File(f"g{count}/Action plans.xlsx", "Template B, several on a sheet", [page])


def a_sheet_each(lead: Lead, count: int) -> File:
    """A sheet for each challenge."""
    pages = []
    for plan in _plans(lead, 3):
        pages.append(Page(f"Challenge {plan.item_id.removeprefix('challenge-')}"))
        _plan(pages[-1], lead, 1, plan)
    return File(f"h{count}/Template B all.xlsx", "Template B, a sheet each", pages)


def template_b_in_word(lead: Lead, count: int) -> File:
    """A Word table for each challenge."""
    document = Document("Action plans for recovery")
    for plan in _plans(lead, 1 + count):
        _plan(document.table(), lead, 1, plan)
        document.paragraph()
    return File(f"i{count}/Template B.docx", "Template B, in Word", document)


def one_table(lead: Lead, count: int) -> File:
    """All plans as the rows of one table, a column for each part."""
    plans = _plans(lead, 4)
    page = Page("Plan")
    page.put(1, 1, f"Template B - {plans[0].service_line}")
    titles = (
        "Organisational challenge", "Stage", "Current standard", "Local goals", "Specific actions",
        "Evidence sources", "Next review date",
    )  # fmt: skip
    page.put_row(3, 1, titles, HEADING)
    for row, plan in enumerate(plans, start=4):
        page.put_row(row, 1, [plan.challenge, plan.stage])
        texts = (plan.standard, plan.goals[0], plan.actions[0], plan.evidence)
        for column, text in enumerate(texts, start=3):
            page.say(row, column, text)
        page.put(row, 7, plan.review)
    name = f"j{count}/Recovery action plan {plans[0].agreed.year}.xlsx"
    return File(name, "Template B, one table", [page])


def files(chance: random.Random) -> list[File]:
    """Every layout several times, Template A's and then Template B's."""
    lead = Lead.of(chance)
    a: tuple[Callable[[Lead, int], File], ...] = (
        a_column_for_each_stage,
        one_stage_column,
        two_service_lines,
        template_a_in_word,
        service_lines_across,
    )
    b = (one_plan, several_on_a_sheet, a_sheet_each, template_b_in_word, one_table)
    return [
        layout(lead, count)
        for layouts, times in ((a, 4), (b, 3))
        for count in range(times)
        for layout in layouts
    ]
