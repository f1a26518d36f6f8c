"""The picture of an unclear mark: enough to find it by, and nobody's name in it."""

from trip_analytics.instruments import load_instrument

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
NAME = "Zebedee Quark"
TWICE = [None, "x", "x", None, None]
ONCE = ["x", None, None, None, None]
LAST = [None, None, None, None, "x"]
LAST_SEEN = ["", "", "", "", "x"]
TWICE_SEEN = ["", "x", "x", "", ""]


def pictures(understood):
    _, log = understood
    return {e.cell: e.around.split("\n") for e in log if e.kind == "unclear-mark"}


def cells(line):
    """The arrow (or none), and what stands in each column of a picture's line."""
    return line[:2], [text.strip() for text in line[2:].split("|")]


def beginning(text):
    """A statement as a picture cuts it: so much that it can be told."""
    return f"{text[:43]}…" if len(text) > 44 else text


def test_the_mark_its_neighbours_and_their_headings(understand):
    rows = [["No.", "Statement", "Rating", "Lead", "Comments"]]
    rows += [
        [n + 1, s, "3/4" if n == 2 else n % 5 + 1, NAME, NAME] for n, s in enumerate(STATEMENTS)
    ]
    ((address, lines),) = pictures(understand(rows)).items()
    assert address == "C4"
    assert [cells(line) for line in lines] == [
        ("  ", ["", "Rating"]),
        ("  ", [beginning(STATEMENTS[1]), "2"]),
        ("> ", [beginning(STATEMENTS[2]), "3/4"]),
        ("  ", [beginning(STATEMENTS[3]), "4"]),
    ]


def test_the_first_and_the_last_statement_have_one_neighbour(understand):
    rows = [["Statement", "Rating"], *[[s, 4] for s in STATEMENTS]]
    rows[1][1] = rows[-1][1] = "?"
    found = pictures(understand(rows))
    assert [cells(line)[0] for line in found["B2"]] == ["  ", "> ", "  "]
    assert [cells(line)[1][1] for line in found["B2"]] == ["Rating", "?", "4"]
    assert [cells(line)[0] for line in found["B9"]] == ["  ", "  ", "> "]
    assert [cells(line)[1][1] for line in found["B9"]] == ["Rating", "4", "?"]


def test_long_answers_are_cut(understand):
    rows = [["Statement", "Rating"], *[[s, 4] for s in STATEMENTS]]
    rows[3][1] = "somewhere between three and four"
    ((_, lines),) = pictures(understand(rows)).items()
    assert cells(lines[2]) == ("> ", [beginning(STATEMENTS[2]), "somewhere betwe…"])


def test_two_ticks_show_every_point(understand):
    rows = [["Statement", 1, 2, 3, 4, 5, "Comments"]]
    rows += [[s, *(TWICE if n == 2 else ONCE), NAME] for n, s in enumerate(STATEMENTS)]
    ((address, lines),) = pictures(understand(rows)).items()
    assert address == "B4:F4"
    assert lines[0].split() == ["|", "1", "|", "2", "|", "3", "|", "4", "|", "5"]
    assert cells(lines[2])[1][1:] == TWICE_SEEN
    assert lines[2].startswith("> ")
    assert NAME not in "".join(lines)


def test_of_teams_side_by_side_only_that_teams_own_answers(understand, make_sheet):
    rows = [
        [None, "Ash Ward", *[None] * 4, "Beech Ward"],
        ["Statement", *range(1, 6), *range(1, 6)],
        *[[s, *ONCE, *(TWICE if n == 2 else LAST)] for n, s in enumerate(STATEMENTS)],
    ]
    found = pictures(understand(make_sheet(rows, merged=[(1, 2, 1, 6), (1, 7, 1, 11)])))
    ((address, lines),) = found.items()
    assert address == "G5:K5"
    assert lines[0].split() == ["|", "1", "|", "2", "|", "3", "|", "4", "|", "5"]
    assert [cells(line)[1][1:] for line in lines[1:]] == [LAST_SEEN, TWICE_SEEN, LAST_SEEN]


def test_of_a_long_table_only_that_teams_own_lines(understand):
    rows = [["Team", "Statement", "Rating"]]
    for team, mark in [("Ash Ward", 1), ("Beech Ward", 2)]:
        rows += [[team, s, mark] for s in STATEMENTS]
    rows[8][2] = "3/4"  # Ash Ward's last
    rows[9][2] = "2/3"  # Beech Ward's first
    found = pictures(understand(rows))
    assert [cells(line)[1][1] for line in found["C9"]] == ["Rating", "1", "3/4"]
    assert [cells(line)[1][1] for line in found["C10"]] == ["Rating", "2/3", "2"]


def test_of_an_export_only_that_respondents_own_answers(understand):
    rows = [
        ["ID", "Email", "Name", "Team", "I am a...", *STATEMENTS],
        [1, "zebedee@nhs.net", NAME, "Ash Ward", "Staff", *[3] * 8],
        [2, "zebedee@nhs.net", NAME, "Ash Ward", "Service user", 1, 2, "2/3", *[4] * 5],
        [3, "zebedee@nhs.net", NAME, "Beech Ward", "Service user", *[5] * 8],
    ]
    ((address, lines),) = pictures(understand(rows)).items()
    assert address == "H3"
    assert [cells(line) for line in lines] == [
        ("  ", [beginning(STATEMENTS[1]), "2"]),
        ("> ", [beginning(STATEMENTS[2]), "2/3"]),
        ("  ", [beginning(STATEMENTS[3]), "4"]),
    ]


def test_a_mark_on_a_line_below_its_statement(understand):
    rows = [["Team:", "Ash Ward"], []]
    for n, statement in enumerate(STATEMENTS):
        rows += [[statement], ["Rating:", "?" if n == 3 else 4], ["Comments:", NAME]]
    ((address, lines),) = pictures(understand(rows)).items()
    assert address == "B13"
    assert [(line[:2], "?" in line) for line in lines] == [
        ("  ", False),
        ("> ", True),
        ("  ", False),
    ]
    assert cells(lines[1])[1] == ["Rating:", "?"]
    assert NAME not in "".join(lines)
