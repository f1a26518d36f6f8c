import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.reading.containers import contained_files, zip_archive

SHEET = bytes(range(256)) * 20
NOON = 1_743_681_600.0  # 3 April 2025, 12:00 UTC


def zip_of(files, **how):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **{"compression": zipfile.ZIP_DEFLATED, **how}) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, content)
    return packed.getvalue()


def dated(name, date=(2025, 4, 3, 12, 0, 0), extra=b"", mode=0):
    entry = zipfile.ZipInfo(name, date)
    entry.extra = extra
    entry.external_attr = mode << 16
    return entry


def renamed(data, name, stored):
    """The zip with a name of as many bytes in place of one in it."""
    assert len(name) == len(stored)
    return data.replace(name, stored)


def test_every_file_of_a_zip_is_listed_with_its_folders_and_can_be_taken_out(look):
    zipped_up = look("zip", zip_of({"2024/Ash/ward.xlsx": SHEET, "elm.csv": b"a,b"}))
    assert zipped_up.names == ["2024/Ash/ward.xlsx", "elm.csv"]
    assert zipped_up["2024/Ash/ward.xlsx"] == SHEET
    assert zipped_up["elm.csv"] == b"a,b"
    assert zipped_up.covering == []


def test_folders_and_what_a_mac_adds_are_left_out(look):
    mac = {
        "Ash/": b"",
        "Elm\\": b"",
        "__MACOSX/Ash/._ward.xlsx": b"x",
        "a/__MACOSX/b": b"x",
        "__MACOSX": b"x",
    }
    assert look("zip", zip_of({**mac, "Ash/ward.xlsx": SHEET})).names == [
        "__MACOSX",
        "Ash/ward.xlsx",
    ]


def test_an_empty_zip_has_no_files(look):
    assert look("zip", zip_of({})).names == []


@pytest.mark.parametrize("name", ["Größe.xlsx", "病棟.xlsx"])
def test_names_in_utf8_are_read_whether_or_not_the_zip_says_so(look, name):
    said = zip_of({name: SHEET})
    assert look("zip", said).names == [name]
    stored = name.encode()
    plain = "x" * len(stored)
    unsaid = renamed(zip_of({plain: SHEET}), plain.encode(), stored)
    assert look("zip", unsaid)[name] == SHEET


def test_names_that_are_not_utf8_are_read_as_dos_wrote_them(look):
    stored = "Café.xlsx".encode("cp437")
    assert look("zip", renamed(zip_of({"Cafx.xlsx": b"1"}), b"Cafx.xlsx", stored)).names == [
        "Café.xlsx"
    ]


def unicode_name(stored, name):
    field = b"\x01" + struct.pack("<L", zlib.crc32(stored)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def test_a_name_in_unicode_beside_the_stored_one_is_taken_if_it_is_of_the_same(look):
    right, wrong = unicode_name(b"x.csv", "病.csv"), unicode_name(b"y.csv", "病.csv")
    assert look("zip", zip_of([(dated("x.csv", extra=right), b"1")])).names == ["病.csv"]
    assert look("zip", zip_of([(dated("x.csv", extra=wrong), b"1")])).names == ["x.csv"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_told_apart(look):
    twice = look("zip", zip_of([("ward.xlsx", b"1"), ("ward.xlsx", b"2")]))
    assert (twice["ward.xlsx"], twice["ward (2).xlsx"]) == (b"1", b"2")


def test_a_file_keeps_its_date(look):
    in_utc = struct.pack("<HHBl", 0x5455, 5, 1, int(NOON) + 1)
    files = look(
        "zip",
        zip_of([(dated("a"), b"1"), (dated("b", extra=in_utc), b"1")]),
    ).files
    assert [file.modified for file in files] == [NOON, NOON + 1]
    no_date = bytearray(zip_of([(dated("a"), b"1")]))
    at = no_date.rindex(b"PK\x01\x02")
    no_date[at + 12 : at + 16] = bytes(4)
    assert look("zip", bytes(no_date)).files[0].modified is None


def changed(data, name, at, value):
    """The zip with a value in one file's entry of the directory at its end."""
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: entry + at] + value + data[entry + at + len(value) :]


@pytest.mark.parametrize(
    ("at", "value", "why"),
    [
        (8, b"\x01\x00", "password"),
        (10, b"\x63\x00", "other-archive"),  # AES, of WinZip, with the other bit forgotten
        (10, b"\x0c\x00", "other-archive"),  # bzip2
        (16, b"\x00\x00\x00\x00", "damaged"),  # the checksum
        (42, b"\x07\x00\x00\x00", "damaged"),  # where it begins
        (24, b"\x01\x14\x00\x00", "damaged"),  # a byte more than there is
        (24, b"\xff\x13\x00\x00", "damaged"),  # a byte less
    ],
)
def test_one_bad_file_costs_the_others_nothing(look, at, value, why):
    assert len(SHEET) == 0x1400
    data = zip_of({"good.xlsx": SHEET, "bad.xlsx": SHEET, "last.xlsx": SHEET})
    zipped_up = look("zip", changed(data, b"bad.xlsx", at, value))
    assert zipped_up.why("bad.xlsx") == why
    assert zipped_up["good.xlsx"] == zipped_up["last.xlsx"] == SHEET


def test_a_link_in_a_zip_is_not_followed(look):
    link = look("zip", zip_of([(dated("ward.xlsx", mode=0o120777), b"../../secret.xlsx")]))
    assert link.why("ward.xlsx") == "shortcut"


def test_a_file_that_declares_little_is_never_unpacked_beyond_that(look):
    bomb = zip_of({"ward.xlsx": bytes(100_000_000)})
    lying = look("zip", changed(bomb, b"ward.xlsx", 24, struct.pack("<L", 5000)))
    tracemalloc.start()
    assert lying.why("ward.xlsx") == "damaged"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_500_000


def test_a_file_that_packs_too_well_is_left_closed_but_a_small_one_is_not(look):
    steep = look("zip", zip_of({"bomb.csv": bytes(2_000_000), "small.csv": bytes(1_000_000)}))
    assert steep.why("bomb.csv") == "too-large"
    assert steep["small.csv"] == bytes(1_000_000)


def test_a_file_larger_than_any_form_is_left_closed(look, monkeypatch):
    data = zip_of({"ward.xlsx": SHEET}, compression=zipfile.ZIP_STORED)
    monkeypatch.setattr(zip_archive, "LARGEST", len(SHEET))
    assert look("zip", data)["ward.xlsx"] == SHEET
    monkeypatch.setattr(zip_archive, "LARGEST", len(SHEET) - 1)
    assert look("zip", data).why("ward.xlsx") == "too-large"


def overlapping(names):
    """A zip whose files are all the same bytes, as in Fifield's better zip bomb."""
    data = zip_of({names[0]: SHEET})
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    entries = [entry.replace(names[0].encode(), name.encode()) for name in names]
    size = struct.pack("<LL", sum(map(len, entries)), start)
    counted = struct.pack("<HH", len(names), len(names)) + size + bytes(2)
    return data[:start] + b"".join(entries) + b"PK\x05\x06" + bytes(4) + counted


def test_a_zip_whose_files_share_bytes_is_left_closed(look, refused, monkeypatch):
    assert look("zip", overlapping(["a"]))["a"] == SHEET
    monkeypatch.setattr(zip_archive, "STEEPEST", 10**6)
    assert refused("zip", overlapping(list("abcdefghij"))) == "too-large"


def test_a_zip_of_more_files_than_any_folder_of_returns_is_left_closed(look, refused, monkeypatch):
    data = zip_of({"a": b"1", "b": b"2"})
    monkeypatch.setattr(zip_archive, "MOST_FILES", 2)
    assert look("zip", data).names == ["a", "b"]
    monkeypatch.setattr(zip_archive, "MOST_FILES", 1)
    assert refused("zip", data) == "too-large"
    assert contained_files.MOST_FILES == 10_000


def test_a_large_zip_is_read_as_any_other(look):
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w") as archive,
        archive.open("ward.xlsx", "w", force_zip64=True) as file,
    ):
        file.write(SHEET)
    assert b"\x01\x00\x10\x00" in packed.getvalue()  # the field of ZIP64
    assert look("zip", packed.getvalue())["ward.xlsx"] == SHEET


def test_a_zip_cut_short_is_damaged(refused):
    assert refused("zip", zip_of({"a": SHEET})[:-30]) == "damaged"


def test_a_position_that_is_not_there_is_said(look):
    zipped_up = look("zip", zip_of({"a": b"1"}))
    zipped_up.names += ["b"]
    assert zipped_up.why("b") == "vanished"


@given(st.data())
@settings(deadline=None)
def test_a_zip_altered_anywhere_is_read_or_refused(outcomes, data):
    altered = bytearray(zip_of({"Ash/ward.xlsx": SHEET[:300], "Größe.csv": b"a,b" * 50}))
    for _ in range(data.draw(st.integers(1, 5))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    refusals = {"damaged", "too-large", "password", "other-archive", "shortcut"}
    assert outcomes("zip", bytes(altered)) <= {"read", *refusals}
