import pytest

from benchmarks.analysis import COUNTRY, main
from trip_analytics.analysis.questions import questions


@pytest.mark.slow  # a benchmark is run by hand: CI shows that it still runs
def test_every_function_is_timed_beside_what_a_user_would_do(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["analysis", "--teams=6", "--practices=4", "--years=3"])
    main()
    said = capsys.readouterr().out
    assert "6 teams, 4 practices, 3 years: 79 ratings" in said
    assert "in all" in said
    for name in ("practice_profile, every year", "change_between, first to last", "trend"):
        assert any(
            line.startswith(name) and "times plain pandas" in line for line in said.splitlines()
        )
    assert "strongest_practices" in questions()


def test_a_file_of_ratings_is_timed_beside_a_bare_count(monkeypatch, capsys):
    pytest.importorskip("duckdb")
    monkeypatch.setattr("benchmarks.analysis.PASSES", 1)
    few = ["--teams=100", "--practices=4", "--years=2"]
    monkeypatch.setattr("sys.argv", ["analysis", "--national", *few])
    main()
    said = capsys.readouterr().out
    assert "100 teams, 4 practices, 2 years: 816 ratings" in said
    for name in ("a bare count by DuckDB", "strongest_practices", "change_between"):
        assert name in said
    assert "peak memory" in said
    assert COUNTRY > 100
