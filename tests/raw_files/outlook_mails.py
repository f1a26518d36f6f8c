"""E-mails as Outlook saves them (.msg), from their texts by number and what is attached."""

from __future__ import annotations

import struct

from tests.raw_files import compound_files


def stored(header: int, texts: dict[int, str], **also: object) -> dict[str, object]:
    """Properties of an e-mail or an attachment: text by number, and what is given by name."""
    numbers = also.pop("numbers", {})
    codec, kind = ("cp1251", "001E") if also.pop("eight_bits", False) else ("utf-16-le", "001F")
    fixed = b"".join(
        struct.pack("<HHL", 3, number, 6) + value.to_bytes(8, "little")
        for number, value in numbers.items()
    )
    streams = {f"__substg1.0_{of:04X}{kind}": text.encode(codec) for of, text in texts.items()}
    return {"__properties_version1.0": bytes(header) + fixed, **streams, **also}


def attached(name: str, content: bytes, numbers: dict[int, int] | None = None, **texts: str):
    """An attachment: its long name, its content, and further texts by number (``x3712``)."""
    further = {int(number[1:], 16): text for number, text in texts.items()}
    tree = stored(8, {0x3707: name, **further}, numbers=numbers or {})
    return {**tree, "__substg1.0_37010102": content}


def message(texts: dict[int, str] | None = None, *files: object, inside: bool = False, **also):
    """An e-mail's tree of streams and storages."""
    storages = {f"__attach_version1.0_#{at:08X}": file for at, file in enumerate(files)}
    return {**stored(24 if inside else 32, texts or {}, **also), **storages}


def saved(texts: dict[int, str] | None = None, *files: object, **also: object) -> bytes:
    """The file: a compound file of an e-mail's tree."""
    return compound_files.written(message(texts, *files, **also))
