"""The corpora that understanding is measured on."""

import random

import pytest

from tools.habits import FILES, write

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("corpus", FILES)
def test_a_seed_gives_the_same_forms_and_another_others(corpus, tmp_path):
    written = []
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        folder = tmp_path / name
        written.append(write(corpus, folder, random.Random(seed)))
        on_disk = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        assert {one.file for one in written[-1]} == on_disk
    assert written[0] == written[1] != written[2]


@pytest.mark.parametrize("corpus", FILES)
def test_no_cell_holds_two_answers(corpus, tmp_path):
    for one in write(corpus, tmp_path, random.Random(3)):
        places = [(answer.sheet, answer.cell) for answer in one.answers if answer.cell]
        assert len(places) == len(set(places)), one.habit
