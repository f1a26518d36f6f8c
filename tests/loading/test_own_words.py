"""Settings beside a trust's returns: its own words for things, and files that are no returns."""

import pytest
from PIL import Image

from tools.forms.cells import form_rows, write_rows
from tools.forms.words import STATEMENTS
from trip_analytics import import_returns, load_returns
from trip_analytics.errors import SettingsError
from trip_analytics.loading import import_returns as importing
from trip_analytics.understanding.words import own_words

OWN = '[words]\nservice_line = ["Locality", "Care (hub)"]\nteam = ["Squad"]\n'


@pytest.fixture
def trust(tmp_path):
    """Forms that name things in the trust's own words."""
    rows = form_rows({"Squad": "Ash", "Locality": "East", "Year": 2025}, [4] * 8)
    write_rows(tmp_path / "ash.xlsx", rows)
    (tmp_path / "trip-analytics.toml").write_text(OWN, encoding="utf-8")
    return tmp_path


def whose(returns):
    return returns.returns[["team", "service_line"]].fillna("").to_numpy().tolist()


def test_the_register_has_them_as_titles_too(trust):
    (trust / "teams.csv").write_text("code,squad,locality\nA1,Ash,North\n", encoding="utf-8")
    returns = load_returns(trust, workers=0)
    assert returns.teams[["team", "service_line"]].to_numpy().tolist() == [["Ash", "North"]]


@pytest.mark.parametrize("workers", [0, 1])
def test_forms_are_read_by_the_trusts_own_words(trust, workers):
    assert whose(load_returns(trust, workers=workers)) == [["Ash", "East"]]


def test_without_them_nobodys_return_is_asked_about(trust):
    (trust / "trip-analytics.toml").unlink()
    assert whose(load_returns(trust, workers=0)) != [["Ash", "East"]]


def test_what_was_read_without_them_is_not_remembered(trust):
    settings = trust / "trip-analytics.toml"
    settings.rename(trust / "aside.csv")
    load_returns(trust / "ash.xlsx", workers=0)
    (trust / "aside.csv").rename(settings)
    assert whose(load_returns(trust, workers=0)) == [["Ash", "East"]]
    settings.unlink()
    assert whose(load_returns(trust, workers=0)) != [["Ash", "East"]]


def test_settings_given_by_name_go_before_those_of_the_folder(trust, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "other.toml"
    other.write_text('[words]\nteam = ["Locality"]', encoding="utf-8")
    returns = load_returns(trust, settings=other, workers=0)
    assert returns.returns["team"].tolist() == ["East"]


def test_columns_of_a_collated_sheet_are_named_in_them_too(trust):
    (trust / "ash.xlsx").unlink()
    texts = list(STATEMENTS.values())
    rows = [["Squad", "Care (hub)", "Year", *texts]]
    rows += [["Ash", "East", 2025, *[3] * 8], ["Elm", "West", 2025, *[4] * 8]]
    write_rows(trust / "all.xlsx", rows)
    assert whose(load_returns(trust, workers=0)) == [["Ash", "East"], ["Elm", "West"]]


def test_a_word_that_other_trusts_use_otherwise_means_what_this_one_says(trust):
    (trust / "trip-analytics.toml").write_text('[words]\nservice_line = ["Unit"]')
    rows = form_rows({"Team": "Ash", "Unit": "East", "Year": 2025}, [4] * 8)
    write_rows(trust / "ash.xlsx", rows)
    assert whose(load_returns(trust, workers=0)) == [["Ash", "East"]]


def test_settings_and_the_logo_are_no_returns(trust):
    Image.new("RGB", (40, 10)).save(trust / "logo.png")
    with (trust / "trip-analytics.toml").open("a") as file:
        file.write('[organisation]\nlogo = "logo.png"\n')
    (trust / "old").mkdir()
    (trust / "old" / "trip-analytics.toml").write_text("anything")
    log = load_returns(trust, workers=0).import_log
    noted = log[log["kind"] == "settings"]
    assert sorted(noted["source_file"]) == ["logo.png", "old/trip-analytics.toml",
                                            "trip-analytics.toml"]  # fmt: skip
    assert set(noted["severity"]) == {"note"}
    assert "error" not in set(log["severity"])


def test_a_mistake_in_them_stops_the_import_before_anything_is_read(trust, monkeypatch):
    (trust / "trip-analytics.toml").write_text("[word]", encoding="utf-8")
    monkeypatch.setattr(importing, "read_all", None)
    with pytest.raises(SettingsError, match="line 1: there is no heading"):
        import_returns(trust, store=trust.parent / "s.store", workers=0)


def test_with_other_words_all_is_read_again(trust, tmp_path_factory):
    store = tmp_path_factory.mktemp("kept") / "returns.store"
    import_returns(trust, store=store, workers=0)
    assert import_returns(trust, store=store, workers=0).run.renewed == 0
    (trust / "trip-analytics.toml").write_text('[words]\nteam = ["Locality"]', encoding="utf-8")
    returns = import_returns(trust, store=store, workers=0).returns
    assert returns.returns["team"].tolist() == ["East"]


def test_words_are_texts_and_no_patterns():
    from trip_analytics.understanding.fields.field_labels import label_of

    with own_words({"service_line": ("C.re (hub)", "{team}", "a|b")}):
        assert label_of("C.re (hub)") == "service_line"
        assert label_of("Care hub") is None
        assert label_of("a") is None
