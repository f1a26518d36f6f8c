"""The corpora that understanding is measured on."""

import random

import pytest

from tools.forms import MODULES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_seed_gives_the_same_forms_and_another_others(module, tmp_path):
    written = []
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        folder = tmp_path / name
        folder.mkdir()
        written.append(module.write(folder, random.Random(seed)))
        on_disk = {
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        }
        assert {one.file for one in written[-1]} <= on_disk
    assert written[0] == written[1] != written[2]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_cell_holds_two_answers(module, tmp_path):
    for one in module.write(tmp_path, random.Random(3)):
        places = [(answer.sheet, answer.cell) for answer in one.answers if answer.cell]
        assert len(places) == len(set(places)), one.habit
