from trip_analytics.desk.queries import covered

PICTURE = """\
                | 1 | 2 | 3 | Agreed rating
  Own choices   |   | x |   | 2
> Shared safety | x |   | x | depends who is…
  Stories       |   |   | x | 3"""


def test_headings_and_statements_stay_and_other_marks_are_covered():
    assert (
        covered(PICTURE, "x | x")
        == """\
                | 1 | 2 | 3 | Agreed rating
  Own choices   |   | • |   | •
> Shared safety | x |   | x | •
  Stories       |   |   | • | •"""
    )


def test_a_mark_cut_short_is_seen():
    lines = covered(PICTURE, "depends who is on shift").splitlines()
    assert lines[2] == "> Shared safety | • |   | • | depends who is…"


def test_columns_stay_aligned():
    bars = [
        [at for at, letter in enumerate(line) if letter == "|"] for line in PICTURE.splitlines()
    ]
    assert [
        [at for at, letter in enumerate(line) if letter == "|"]
        for line in covered(PICTURE, None).splitlines()
    ] == bars
