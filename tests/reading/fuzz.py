"""Change files at random and read them: nothing may crash, hang or fail.

By hand: ``python -m tests.reading.fuzz --minutes 10``. Whatever goes wrong is kept in
the folder ``--keep``, and belongs, made by code, among the hostile files of the tests.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from pathlib import Path

import docx

from tests.raw_files import binary_workbooks as xlsb
from tests.raw_files import outlook_mails, zipped
from trip_analytics.instruments import built_in_instruments
from trip_analytics.loading.read_file import FileRead, ReadBy, SourceFile
from trip_analytics.loading.workers import Limits, read_files

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "data" / "sample"
BATCH = 200
WRONG = ("stopped-the-reader", "took-too-long", "took-too-much-memory", "fault")
EXTREMES = ("0", "-1", "1", "255", "65536", "1048576", "1048577", "2147483647", "4294967296")
EXTREMES += ("99999999999999999999", "1e308", "NaN", "", "A", "XFD1048576", "é" * 50)

Change = Callable[[random.Random, bytes], bytes]


def seeds(folder: Path) -> dict[str, bytes]:
    """Whole files of every format, by name."""
    workbooks = sorted(SAMPLE.rglob("*.xls*"))
    picked = {path.name: path.read_bytes() for path in workbooks[:: len(workbooks) // 8]}
    first = max(picked.values(), key=len)
    (folder / "form.xlsx").write_bytes(first)
    document = docx.Document()
    document.add_paragraph("Team: Ash Ward")
    table = document.add_table(4, 3)
    for number, cell in enumerate(table._cells):
        cell.text = f"Staff and people using the service {number}"
    document.save(str(folder / "form.docx"))
    if shutil.which("soffice"):
        for kind in ("xls", "ods", "html", "csv"):
            subprocess.run(
                ["soffice", "--headless", "--convert-to", kind, "form.xlsx"],
                cwd=folder,
                check=True,
                capture_output=True,
            )
    made = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    made["returns.zip"] = zipped({"a/form.docx": made["form.docx"], "b.xlsx": first})
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ash@example.org", "Our return"
    mail.set_content("Please find our form attached.")
    mail.add_attachment(first, maintype="application", subtype="xlsx", filename="form.xlsx")
    made["mail.eml"] = mail.as_bytes()
    rows = [xlsb.row12(n) + xlsb.cell12(6, 1, xlsb.text12("hope")) for n in range(9)]
    made["form.xlsb"] = xlsb.xlsb(b"".join(rows), strings=["Team"])
    made["mail.msg"] = outlook_mails.saved(
        {0x37: "Our return"}, outlook_mails.attached("form.xlsx", first)
    )
    return picked | made


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def _drop(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 8, 512)) :]


def _repeat(chance: random.Random, data: bytes) -> bytes:
    at, length = chance.randrange(len(data)), chance.choice((4, 64, 2000))
    return data[:at] + data[at : at + length] * chance.choice((2, 50, 3000)) + data[at:]


def _extreme(chance: random.Random, data: bytes) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return _flip(chance, data)
    found = chance.choice(numbers)
    extreme = chance.choice(EXTREMES).encode()
    return data[: found.start()] + extreme + data[found.end() :]


def _tag(chance: random.Random, data: bytes) -> bytes:
    tags = list(re.finditer(rb"<[^<>]{1,300}>", data))
    if len(tags) < 2:
        return _extreme(chance, data)
    one, other = chance.choice(tags), chance.choice(tags)
    return chance.choice(
        (
            data[: one.start()] + data[one.end() :],
            data[: one.start()] + one[0] * chance.choice((2, 200, 20_000)) + data[one.end() :],
            data[: one.start()] + other[0] + data[one.end() :],
            b'<!DOCTYPE a [<!ENTITY b "c">]>' + data,
        )
    )


CHANGES: Sequence[Change] = (_flip, _cut, _drop, _repeat, _extreme, _tag)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """A file changed in its bytes, or in the bytes of one part if it is an archive."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(list(parts))
        if chance.random() < 0.1:
            parts[chance.choice(list(parts))] = parts.pop(name)
        else:
            parts[name] = mutated(chance, parts[name])
        return zipped(parts)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if data:
            data = chance.choice(CHANGES)(chance, data)
    return data


def batches(made: dict[str, bytes], seed: int, folder: Path) -> Iterator[list[SourceFile]]:
    """Mutated files, written to a folder batch by batch, without end."""
    number = seed
    while True:
        batch = []
        for _ in range(BATCH):
            number += 1
            chance = random.Random(number)
            name = chance.choice(list(made))
            path = folder / f"{number}-{name}"
            path.write_bytes(mutated(chance, made[name]))
            batch.append(SourceFile(path, path.name))
        yield batch
        for file in batch:
            file.path.unlink()


def main() -> int:
    """Fuzz for so many minutes, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    options = parser.parse_args()
    until = time.monotonic() + options.minutes * 60
    outcomes: Counter[str] = Counter()
    wrong = 0

    def outcome(result: FileRead) -> str:
        if result.enclosed:
            return "opened"
        return "read" if result.forms else result.log[0].kind

    with tempfile.TemporaryDirectory() as made_in, tempfile.TemporaryDirectory() as work:
        made = seeds(Path(made_in))
        for batch in batches(made, options.seed, Path(work)):
            results = read_files(
                batch, ReadBy(built_in_instruments()), workers=2, limits=Limits(1000, 20)
            )
            for result in results:
                kind = outcome(result)
                outcomes[kind] += 1
                if kind in WRONG:
                    wrong += 1
                    options.keep.mkdir(exist_ok=True)
                    shutil.copy(result.file.path, options.keep)
                    print(f"{kind}: {result.file.name}", flush=True)
            if time.monotonic() > until:
                break
    print(", ".join(f"{count} {kind}" for kind, count in outcomes.most_common()))
    print(f"{outcomes.total()} files from {len(made)}, {wrong} gone wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
