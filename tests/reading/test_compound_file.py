import io
import struct
import tracemalloc

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.raw_files import compound_files, outcome
from trip_analytics.reading import UnreadableFile
from trip_analytics.reading import compound_file as module
from trip_analytics.reading.compound_file import CompoundFile, packed
from trip_analytics.reading.files import read_bytes

ENTRY = 128
TREE = {
    "Small": b"x" * 100,
    "Great": bytes(range(256)) * 40,
    "None": b"",
    "Folder": {"Within": {"Deep": b"y" * 4095}, "Beside": b"z" * 4096},
}


def flat(tree, path=()):
    for name, what in tree.items():
        if isinstance(what, bytes):
            yield (*path, name.lower()), what
        else:
            yield from flat(what, (*path, name.lower()))


def read(file, storage=None, path=()):
    storage = storage or file.root
    for name, stream in storage.streams.items():
        yield (*path, name), file.read(stream)
    for name, inner in storage.storages.items():
        yield from read(file, inner, (*path, name))


def why(data):
    return outcome(lambda: list(read(CompoundFile(data))))


def put(data, at, *numbers):
    return data[:at] + struct.pack(f"<{len(numbers)}L", *numbers) + data[at + 4 * len(numbers) :]


def sector(data, at):
    """Where the sector begins whose number is at this place in the header."""
    return 512 * (1 + struct.unpack_from("<L", data, at)[0])


def directory(data):
    return sector(data, 48)


def table(data):
    return sector(data, 76)


NAMES = st.text("abcXYZ_0#é", min_size=1, max_size=31)
STREAMS = st.binary(max_size=200) | st.integers(4000, 9000).map(bytes)
TREES = st.recursive(
    STREAMS,
    lambda inside: st.dictionaries(NAMES, inside, max_size=8).filter(
        lambda tree: len({name.upper() for name in tree}) == len(tree)
    ),
    max_leaves=20,
).filter(lambda tree: isinstance(tree, dict))


@given(TREES)
@settings(max_examples=settings.default.max_examples // 3, deadline=None)
def test_what_is_written_is_read_back_by_us_and_by_olefile(tree):
    data = compound_files.written(tree)
    assert dict(read(CompoundFile(data))) == dict(flat(tree))
    theirs = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)
    found = {
        tuple(part.lower() for part in path): theirs.openstream(path).read()
        for path in theirs.listdir()
    }
    assert found == dict(flat(tree))


def test_a_file_with_more_tables_than_its_header_lists_is_read():
    great = bytes(range(251)) * 32_000  # 8 MB: 123 tables
    assert dict(read(CompoundFile(compound_files.written({"Great": great})))) == {("great",): great}


def test_sectors_of_4096_bytes_are_read():
    stream = bytes(range(256)) * 20
    name = "Stream".encode("utf-16-le")
    entry = struct.Struct("<64sHBxLLL36xLL4x")
    free = 0xFFFFFFFF
    header = struct.pack(
        "<8s16xHHHHH6xLLL4xLLLLL",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 4, 0xFFFE, 12, 6),
        *(1, 1, 2, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0),
    )
    data = b"".join(
        [
            (header + struct.pack("<109L", 3, *[free] * 108)).ljust(4096, b"\0"),
            stream.ljust(8192, b"\0"),
            (
                entry.pack(b"R", 4, 5, free, free, 1, 0xFFFFFFFE, 0)
                + entry.pack(name, len(name) + 2, 2, free, free, free, 0, len(stream))
            ).ljust(4096, b"\0"),
            struct.pack("<4L", 1, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD).ljust(4096, b"\xff"),
        ]
    )
    assert olefile.OleFileIO(io.BytesIO(data)).openstream("Stream").read() == stream
    assert dict(read(CompoundFile(data))) == {("stream",): stream}


def test_a_chain_that_loops_is_damage():
    data = compound_files.written(TREE)
    first = struct.unpack_from("<L", data, 48)[0]
    assert why(put(data, table(data) + 4 * first, first)) == "damaged"


def test_a_table_of_tables_that_loops_ends():
    # Its list of further tables is in the sector that the list itself names next.
    header = struct.pack(
        "<8s16xHHHHH6x4xLL4xLLLLL109L",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0xFFFFFFF0, 0, 4096, 0xFFFFFFFE, 0, 0, 0xFFFFFFF0, *[0xFFFFFFFF] * 109),
    )
    itself = struct.pack("<128L", *[0xFFFFFFFF] * 127, 0)
    for filled in (itself, bytes(512)):
        data = header + filled + bytes(10_000_000)
        tracemalloc.start()
        assert why(data) == "damaged"
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 1_000_000


@pytest.mark.parametrize("entry", [0, 1])  # that of all small streams, and a stream's own
@pytest.mark.parametrize("loops", [False, True])
def test_a_stream_that_claims_more_than_the_file_has_takes_no_memory(entry, loops):
    data = compound_files.written({"Great": bytes(5000)})
    if loops:
        data = put(data, table(data), 0)
    tracemalloc.start()
    assert why(put(data, directory(data) + entry * ENTRY + 116, 0, 50_000_000)) == "damaged"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def test_a_stream_that_leads_out_of_the_file_is_damage():
    data = compound_files.written({"Great": bytes(4096)})
    led_out = put(put(data, table(data) + 4 * 6, 100), table(data) + 4 * 100, 0xFFFFFFFE)
    assert why(led_out) == "damaged"


def test_streams_that_share_sectors_are_damage():
    data = compound_files.written({"a": bytes(50_000), "b": bytes(4096), "c": bytes(4096)})
    assert len(dict(read(CompoundFile(data)))) == 3
    for number in (2, 3):
        data = put(data, directory(data) + number * ENTRY + 116, 0, 50_000)
    assert why(data) == "damaged"


@pytest.mark.parametrize("at", [26, 28, 30, 32])
def test_a_header_of_sizes_that_nobody_writes_is_damage(at):
    data = compound_files.written(TREE)
    assert why(data[:at] + b"\x10\x00" + data[at + 2 :]) == "damaged"


def test_a_directory_without_a_root_is_damage():
    data = bytearray(compound_files.written(TREE))
    data[directory(data) + 66] = 1
    assert why(bytes(data)) == "damaged"


def test_a_file_cut_short_in_a_table_is_damage():
    data = compound_files.written(TREE)
    assert why(data[: table(data) + 7]) == why(data[:100]) == "damaged"


def test_an_entry_that_stands_in_two_places_is_damage():
    data = compound_files.written({"a": {"b": {}}})
    inner = directory(data) + 2 * ENTRY
    assert why(put(data, inner + 76, 1)) == "damaged"  # a storage within itself
    assert why(put(data, inner + 68, 99)) == "damaged"  # a neighbour that is not there


def test_more_entries_than_any_email_has_are_refused(monkeypatch):
    data = compound_files.written({"a": b"1", "b": b"2", "c": b"3"})
    monkeypatch.setattr(module, "MOST_ENTRIES", 4)
    assert CompoundFile(data).root.streams
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    assert why(data) == "too-large"


def branch_of(length):
    """A directory in which each entry has but one neighbour, or one storage within."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    entry = struct.Struct("<64sHBBLLL36xLL4x")
    entries = [entry.pack(b"R", 4, 5, 1, free, free, 1, end, 0)]
    for number in range(1, length):
        next_one = number + 1 if number + 1 < length else free
        right, child = (next_one, free) if number % 2 else (free, next_one)
        entries.append(entry.pack(b"a", 4, 1, 1, free, right, child, 0, 0))
    stored = b"".join(entries)
    sectors = len(stored) // 512
    tables = -(-(sectors + 1) // 127)
    numbers = [*range(1, sectors), end, *[0xFFFFFFFD] * tables]
    numbers += [free] * (tables * 128 - len(numbers))
    listed = [*range(sectors, sectors + tables), *[free] * 109][:109]
    header = struct.pack(
        "<8s16xHHHHH6x4xLL4xLLLLL109L",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(tables, 0, 4096, end, 0, end, 0, *listed),
    )
    return header + stored + struct.pack(f"<{len(numbers)}L", *numbers)


def test_a_tree_that_is_one_long_branch_is_read():
    storage = CompoundFile(branch_of(40_000)).root
    depth = 0
    while storage.storages:
        storage = list(storage.storages.values())[-1]
        depth += 1
    assert depth > 10_000


@given(st.data())
@settings(deadline=None)
def test_a_file_altered_anywhere_is_read_or_damaged(data):
    whole = compound_files.written(TREE)
    altered = bytearray(whole[: data.draw(st.sampled_from([len(whole)] * 3 + [600, 5000]))])
    # Most of it is content; what matters is in the header and in the tables at the end.
    places = st.integers(24, 100) | st.integers(max(24, len(altered) - 2500), len(altered) - 4)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(places)
        number = data.draw(st.sampled_from([0, 1, 7, 0xFFFF, 0xFFFFFFFE]) | st.integers(0, 99))
        altered[at : at + 4] = struct.pack("<L", number)
    try:
        streams = dict(read(CompoundFile(bytes(altered))))
    except UnreadableFile as error:
        streams = {"": error.kind.encode()}
    assert sum(map(len, streams.values())) <= len(altered)


def test_the_sheet_read_is_the_workbooks_own_and_not_an_embedded_ones():
    def stream(rating):
        start, end = (record(0x809, struct.pack("<2H12x", 0x600, of)) for of in (5, 16)), record(10)
        name = b"\x04\x00Form"
        beginning, sheet = start
        at = len(beginning) + 4 + 6 + len(name) + len(end)
        cell = record(0x203, struct.pack("<3Hd", 0, 0, 0, rating))
        bound = record(0x85, struct.pack("<IH", at, 0) + name)
        return beginning + bound + end + sheet + cell + end

    def record(number, data=b""):
        return struct.pack("<2H", number, len(data)) + data

    data = compound_files.written({"A": {"Workbook": stream(1)}, "Workbook": stream(4)})
    assert read_bytes("ward.xls", data).sheets[0].cells[1, 1].value == 4


@pytest.mark.parametrize("size", [1, 4096, 4097, 5_000_000])
def test_another_reader_finds_the_stream_that_was_packed(size):
    stream = bytes(range(1, 252)) * (size // 251 + 1)
    with olefile.OleFileIO(io.BytesIO(packed("Workbook", stream[:size]))) as other:
        assert other.listdir() == [["Workbook"]]
        assert other.openstream("Workbook").read().rstrip(b"\x00") == stream[:size]
