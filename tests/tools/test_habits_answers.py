import csv
import random
from collections import Counter

import docx
import openpyxl
import pytest
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from tools.forms.words import POINTS, WORDS
from tools.habits import write

# In a column for each point, its title says which: "1" is the mark of a survey tool.
TICKS = {*WORDS["ticks"], "1"}


@pytest.fixture(params=["collated", "surveys", "challenges", "plans"], scope="module")
def corpus(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("written")
    return folder, write(request.param, folder, random.Random(11))


@pytest.mark.slow_but(1)
def test_each_answer_stands_where_it_is_said_to(corpus):
    folder, files = corpus
    for written in files:
        held = contents(folder / written.file)
        for answer in written.answers:
            if answer.cell is not None:
                text = held(answer.sheet, answer.cell)
                assert text, (written.habit, answer)
                if answer.state == "rated" and text not in TICKS:
                    assert says(text, answer), (written.habit, answer, text)


@pytest.mark.slow_but(1)
def test_each_line_and_each_word_stands_where_it_is_said_to(corpus):
    folder, files = corpus
    for written in files:
        held = contents(folder / written.file)
        for line in written.lines:
            assert held(line.sheet, line.cell), (written.habit, line)
        for words in written.words:
            assert words.text in held(words.sheet, words.cell), (written.habit, words)


def test_no_two_answers_are_the_same_teams_to_the_same_statement(corpus):
    _, files = corpus
    for written in files:
        whose = Counter(
            (
                one.table,
                one.team,
                one.service_line,
                one.year,
                one.item_id,
                one.perspective,
                one.respondent,
            )
            for one in written.answers
        )
        assert all(count == 1 for count in whose.values()), written.habit


def test_each_file_is_there_and_named_once(corpus):
    folder, files = corpus
    assert len({written.file for written in files}) == len(files)
    assert all((folder / written.file).is_file() for written in files)


def says(text, answer):
    if answer.table == "stages":
        short = {1: "eng", 2: "dev", 3: "trans"}[answer.value]
        return str(answer.value) in text or short in text.casefold()
    word = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}[answer.value]
    return str(answer.value) in text or word in text or POINTS[answer.value] in text


def contents(path):
    """What stands in a cell of a file, as text."""
    if path.suffix == ".csv":
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig") if raw.startswith(b"\xef") else raw.decode("cp1252")
        rows = list(csv.reader(text.splitlines(keepends=True)))

        def held(_, cell):
            column, row = coordinate_from_string(cell)
            return rows[row - 1][column_index_from_string(column) - 1]

        return held
    if path.suffix == ".docx":
        document = docx.Document(path)

        def in_word(_, cell):
            words = cell.split()
            if words[0] == "paragraph":
                return document.paragraphs[int(words[1]) - 1].text
            table = document.tables[int(words[1]) - 1]
            return table.cell(int(words[3]) - 1, int(words[5]) - 1).text  # the first of several

        return in_word
    book = openpyxl.load_workbook(path, data_only=True)

    def in_book(sheet, cell):
        held = book[sheet][cell.partition(":")[0]].value
        return "" if held is None else str(held)

    return in_book
