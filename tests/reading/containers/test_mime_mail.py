import base64
import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.reading.containers import mime_mail, mime_parts

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
SHEET = bytes(range(256)) * 20
TABLE = "<html><table><tr><td>Choices</td><td>4</td></tr></table></html>"
MARK = "\ufeff"


def an_email(text="Our return.\n", **headers):
    made = EmailMessage(policy=email.policy.SMTP)
    made["From"], made["To"] = "ash@example.org", "lead@example.org"
    made["Subject"] = "TRIP"
    made["Date"] = "Thu, 03 Apr 2025 13:00:00 +0100"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text is not None:
        made.set_content(text)
    return made


def attach(made, name="ward.xlsx", content=SHEET, kind=WORKBOOK, **how):
    made.add_attachment(content, *kind, filename=name, **how)


def parts(*them, kind="mixed", headers="", end="\r\n--b--\r\n"):
    """An e-mail of parts, written out: each its headers, an empty line, its content."""
    start = f'From: a@b\r\nSubject: x\r\n{headers}Content-Type: multipart/{kind}; boundary="b"\r\n'
    body = "".join(f"\r\n--b\r\n{part}" for part in them)
    return f"{start}\r\nThis is a message in parts.\r\n{body}{end}".encode()


def test_what_is_attached_is_listed_after_the_text_and_can_be_taken_out(look):
    made = an_email()
    attach(made)
    attach(made, "elm.csv", b"a,b\r\n", ("text", "csv"))
    opened = look("e-mail", made.as_bytes())
    assert opened.attached == ["ward.xlsx", "elm.csv"]
    assert opened.covering == ["message.txt"]
    assert opened.names[0] == "message.txt"
    assert opened["ward.xlsx"] == SHEET
    assert opened["elm.csv"] == b"a,b\r\n"
    assert opened["message.txt"].decode().strip() == "Our return."


def test_files_have_the_date_of_the_email_or_their_own(look):
    own = 'filename=a; modification-date="Wed, 2 Apr 2025 12:00:00 GMT"'
    data = parts(
        f"Content-Disposition: attachment; {own}\r\n\r\n1",
        "Content-Disposition: attachment; filename=b; modification-date=soon\r\n\r\n1",
        headers="Date: Thu, 03 Apr 2025 13:00:00 +0100\r\n",
    )
    assert [file.modified for file in look("e-mail", data).files] == [1743595200, 1743681600]
    assert look("e-mail", b"From: a@b\nTo: c\nDate: soon\n\nx").files[0].modified is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Content-Disposition: attachment; filename=ward.xlsx", "ward.xlsx"),
        ('Content-Disposition: attachment; filename="our ward; 2024.xlsx"', "our ward; 2024.xlsx"),
        ("Content-Disposition: attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.xlsx", "Größe.xlsx"),
        (
            "Content-Disposition: attachment;\r\n filename*0*=utf-8''Gr%C3%B6;\r\n"
            " filename*1*=%C3%9Fe;\r\n filename*2=.xlsx",
            "Größe.xlsx",
        ),
        (
            'Content-Disposition: attachment; filename="=?utf-8?B?55eF5qOf?=.xlsx"',
            "病棟.xlsx",
        ),
        (
            'Content-Disposition: attachment;\r\n filename="=?iso-8859-1?Q?Gr=F6?=\r\n'
            ' =?iso-8859-1?Q?=DFe=2Exlsx?="',
            "Größe.xlsx",
        ),
        (
            'Content-Disposition: attachment; filename="=?utf-8?q?Gr=C3?= =?UTF-8?b?tg==?=.x"',
            "Grö.x",
        ),
        ('Content-Disposition: attachment; filename="our\r\n ward.xlsx"', "our ward.xlsx"),
        ("Content-Disposition: attachment; filename*=utf-8''a; filename*0=b", "attachment 1.txt"),
        ('Content-Disposition: attachment; filename="Größe.xlsx"', "Größe.xlsx"),
        ('Content-Type: application/octet-stream; name="ward.xlsx"', "ward.xlsx"),
        ('Content-Type: text/csv; name="ward.csv"', "ward.csv"),
        ('Content-Type: text/plain; name="ward.txt"', "ward.txt"),
        ('Content-Disposition: inline; filename="ward.txt"', "ward.txt"),
        ("CONTENT-TYPE: Text/CSV charset=utf-8; NAME=ward.csv", "ward.csv"),
        ('Content-Disposition: attachment; filename="..\\..\\ward.xlsx"', "ward.xlsx"),
        ('Content-Disposition: attachment; filename="=?no-such?B?eA==?="', "=?no-such?B?eA==?="),
        (f"Content-Type: {'/'.join(WORKBOOK)}", "attachment 1.xlsx"),
        ("Content-Type: text/calendar", "attachment 1.ics"),
        ("Content-Type: text/x-vcard", "attachment 1.vcf"),
        ("Content-Disposition: attachment", "attachment 1.txt"),
        ("Content-Type: application/octet-stream", "attachment 1"),
    ],
)
def test_an_attachment_has_the_name_that_it_was_given_or_one_by_its_type(look, header, name):
    opened = look("e-mail", parts(f"{header}\r\n\r\n1,2"))
    assert opened.attached == [name]
    assert opened[name] == b"1,2"


def test_a_name_in_bytes_of_windows_is_read(look):
    data = parts('Content-Disposition: attachment; filename="Größe.xlsx"\r\n\r\n1')
    assert look("e-mail", data.decode().encode("cp1252")).attached == ["Größe.xlsx"]


def test_an_email_within_an_email_is_a_file_named_by_its_subject(look):
    inner = an_email()
    inner.replace_header("Subject", "TRIP 2024/25: Größe Ward")
    attach(inner)
    outer = an_email()
    outer.add_attachment(inner)
    opened = look("e-mail", outer.as_bytes())
    assert opened.attached == ["TRIP 2024-25: Größe Ward.eml"]
    further = look("e-mail", opened[opened.attached[0]])
    assert further["ward.xlsx"] == SHEET


def test_an_email_within_an_email_without_a_subject_is_numbered(look):
    opened = look("e-mail", parts("Content-Type: message/rfc822\r\n\r\nFrom: a@b\r\n\r\nx"))
    assert opened.attached == ["attachment 1.eml"]


def test_of_two_forms_of_the_text_the_page_is_taken_if_it_has_a_table(look):
    made = an_email()
    made.add_alternative(TABLE, subtype="html")
    opened = look("e-mail", made.as_bytes())
    assert opened.covering == ["message.html"]
    assert opened["message.html"].decode().strip() == TABLE
    plain = an_email()
    plain.add_alternative("<p>Our return.</p>", subtype="html")
    assert look("e-mail", plain.as_bytes()).covering == ["message.txt"]
    alone = an_email(" \n")
    alone.add_alternative("<p>Our return.</p>", subtype="html")
    assert look("e-mail", alone.as_bytes()).covering == ["message.html"]


def test_text_before_and_after_what_is_attached_is_all_listed(look):
    data = parts(
        "\r\nBefore",
        "Content-Disposition: attachment; filename=a.xlsx\r\n\r\n1",
        "Content-Type: text/plain\r\n\r\nAfter",
        "Content-Type: text/plain\r\n\r\n \r\n",
    )
    opened = look("e-mail", data)
    assert opened.covering == ["message.txt", "message (2).txt"]
    assert (opened["message.txt"], opened["message (2).txt"]) == (b"Before", b"After")


@pytest.mark.parametrize("charset", ["iso-8859-2", "utf-16", "koi8-r"])
def test_text_in_any_character_set_becomes_utf8_that_says_so(look, charset):
    text = {"koi8-r": "Отделение", "iso-8859-2": "Příjem", "utf-16": "Größe"}[charset]
    packed = base64.b64encode(text.encode(charset)).decode()
    head = f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64"
    content = look("e-mail", parts(f"{head}\r\n\r\n{packed}"))["message.txt"]
    assert content.decode("utf-8-sig").strip(MARK) == text
    assert content.startswith(MARK.encode())


@pytest.mark.parametrize(
    "charset", ["no-such", "zlib", "punycode", "unicode-escape", "idna", "a" * 300, "utf-8"]
)
def test_text_whose_character_set_is_not_known_stays_as_it_is(look, charset):
    data = parts(f"Content-Type: text/plain; charset={charset}\r\n\r\nGroße\\q-")
    assert look("e-mail", data)["message.txt"] == "Große\\q-".encode()


def inline(*shown, page=""):
    """An e-mail with a page that shows some pictures, and two pictures."""
    page += "".join(f'<img src="cid:{number}">' for number in shown)
    pictures = [
        f"Content-Type: image/png; name={number}.png\r\nContent-ID: <{number}@x>\r\n\r\npicture"
        for number in ("logo", "photo")
    ]
    return parts(f"Content-Type: text/html\r\n\r\n{page}", *pictures, kind="related")


def test_pictures_that_the_text_shows_are_part_of_it_and_others_are_attached(look):
    opened = look("e-mail", inline("logo%40x"))
    assert opened.covering == ["message.html", "logo.png"]
    assert opened.attached == ["photo.png"]
    assert opened["logo.png"] == b"picture"


def test_a_workbook_that_the_text_refers_to_is_attached_all_the_same(look):
    data = inline("logo@x").replace(b"image/png; name=logo.png", b"application/zip; name=logo.zip")
    assert look("e-mail", data).attached == ["logo.zip", "photo.png"]


def test_pages_beside_the_first_of_a_web_archive_are_files(look):
    page = "Content-Type: text/html\r\n\r\n<p>sheet</p>"
    opened = look("e-mail", parts(page, page, kind="related"))
    assert opened.covering == ["message.html"]
    assert opened.attached == ["attachment 1.html"]


def test_a_signature_is_part_of_the_email_and_what_it_signs_is_read(look):
    data = parts(
        "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nText\r\n--c\r\n"
        "Content-Disposition: attachment; filename=ward.xlsx\r\n\r\n1\r\n--c--\r\n",
        "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx",
        kind="signed",
    )
    opened = look("e-mail", data)
    assert opened.attached == ["ward.xlsx"]
    assert opened.covering == ["message.txt", "smime.p7s"]


def test_an_email_that_is_nothing_but_a_file_is_read(look):
    packed = base64.encodebytes(SHEET)
    head = b"From: a@b\nTo: c@d\nContent-Type: application/zip; name=ward.zip\n"
    opened = look("e-mail", head + b"Content-Transfer-Encoding: base64\n\n" + packed)
    assert opened["ward.zip"] == SHEET


def test_what_stands_before_the_headers_is_passed_over(look):
    for before in (
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"From ash@example.org Thu Apr  3 12:00:00 2025\n",
    ):
        assert look("e-mail", before + an_email().as_bytes()).files[0].modified == 1743681600


@pytest.mark.parametrize(
    ("packed", "content"),
    [
        ("UEs=", b"PK"),
        ("UE\r\ns=\r\n", b"PK"),
        ("UEs", b"PK"),  # some leave out the padding
        ("", b""),
        ("UEs=\r\n-- \r\nthe footer of a list", None),
        ("UEsDB", None),
        ("U!E!s=", None),
    ],
)
def test_base64_that_is_not_whole_is_damage_and_never_a_part_of_the_file(look, packed, content):
    head = "Content-Disposition: attachment; filename=a\r\nContent-Transfer-Encoding: base64"
    opened = look("e-mail", parts(f"{head}\r\n\r\n{packed}", "\r\nText"))
    assert opened["message.txt"] == b"Text"
    if content is None:
        assert opened.why("a") == "damaged"
    else:
        assert opened["a"] == content


def test_an_email_whose_packing_is_broken_is_listed_and_damaged(look):
    packing = "Content-Transfer-Encoding: base64"
    opened = look(
        "e-mail",
        parts(
            f"{packing}\r\n\r\nU!",
            f"Content-Type: message/rfc822\r\n{packing}\r\n\r\nU!",
            "Content-Disposition: attachment; filename=a\r\n\r\n1",
        ),
    )
    assert opened.names == ["message.txt", "attachment 1.eml", "a"]
    assert opened.why("message.txt") == opened.why("attachment 1.eml") == "damaged"
    assert opened["a"] == b"1"


def test_a_file_larger_than_any_form_is_left_closed(look, monkeypatch):
    file = "Content-Disposition: attachment; filename={}\r\n\r\n{}"
    data = parts(file.format("a", "123"), file.format("b", "1234"))
    monkeypatch.setattr(mime_parts, "LARGEST", 3)
    opened = look("e-mail", data)
    assert opened["a"] == b"123"
    assert opened.why("b") == "too-large"


def test_parts_are_told_apart_by_any_boundary(look):
    data = parts("\r\nBefore", "Content-Disposition: attachment; filename=a\r\n\r\n--b\r\n1")
    for boundary in ("=_(1)+?[x", "b b", "b" * 70):
        changed = data.replace(b'boundary="b"', f'boundary="{boundary}"'.encode())
        changed = changed.replace(b"\r\n--b\r\nC", f"\r\n--{boundary} \t\r\nC".encode())
        changed = changed.replace(b"\r\n--b\r\n\r\nB", f"\r\n--{boundary}\r\n\r\nB".encode())
        changed = changed.replace(b"\r\n--b--", f"\r\n--{boundary}--".encode())
        opened = look("e-mail", changed)
        assert (opened["message.txt"], opened["a"]) == (b"Before", b"--b\r\n1")


def test_a_type_without_its_semicolon_is_understood(look):
    data = parts("CONTENT-TYPE: Text/HTML charset=utf-8\r\n\r\n<p>Text</p>")
    assert look("e-mail", data).covering == ["message.html"]


def test_what_is_quoted_printable_is_unpacked(look):
    head = (
        "Content-Disposition: attachment; filename=a\r\nContent-Transfer-Encoding: Quoted-Printable"
    )
    assert look("e-mail", parts(f"{head}\r\n\r\nGr=C3=B6=\r\n=C3=9Fe"))["a"] == "Größe".encode()


def test_of_an_email_cut_short_the_last_file_is_damaged_and_the_others_are_read(look):
    file = "Content-Disposition: attachment; filename={}\r\n\r\n1,2"
    opened = look("e-mail", parts(file.format("a"), file.format("b"), end=""))
    assert opened["a"] == b"1,2"
    assert opened.why("b") == "damaged"


def test_an_inner_part_that_does_not_end_ends_with_the_outer_one(look):
    inner = "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n"
    opened = look("e-mail", parts(f"{inner}Content-Disposition: attachment; filename=a\r\n\r\n1"))
    assert opened["a"] == b"1"


def test_parts_that_cannot_be_told_apart_are_damaged(look):
    opened = look("e-mail", b"From: a@b\nTo: c\nContent-Type: multipart/mixed\n\n--b\n\nx\n--b--")
    assert opened.why("attachment 1") == "damaged"


def nested(depth):
    head = "From: a@b\nTo: c\n"
    for level in range(depth):
        head += f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"
    return f"{head}\nText".encode()


def test_parts_within_parts_without_end_are_left_closed(look, refused):
    assert look("e-mail", nested(mime_mail.DEEPEST)).covering == ["message.txt"]
    assert refused("e-mail", nested(mime_mail.DEEPEST + 1)) == "too-large"
    assert refused("e-mail", nested(50_000)) == "too-large"


def test_more_parts_than_any_email_has_are_left_closed(look, refused, monkeypatch):
    three = parts("\r\n1", "\r\n2", "\r\n3")
    monkeypatch.setattr(mime_mail, "MOST_FILES", 4)
    assert len(look("e-mail", three).files) == 3
    monkeypatch.setattr(mime_mail, "MOST_FILES", 3)
    assert refused("e-mail", three) == "too-large"


def test_headers_without_end_are_damaged(refused):
    assert refused("e-mail", b"From: a@b\nTo: " + b"c,\n " * 400_000 + b"\n\nx") == "damaged"


def test_an_email_larger_than_any_is_left_closed(look, refused, monkeypatch):
    data = an_email().as_bytes()
    monkeypatch.setattr(mime_mail, "LARGEST_MAIL", len(data))
    assert look("e-mail", data).covering
    monkeypatch.setattr(mime_mail, "LARGEST_MAIL", len(data) - 1)
    assert refused("e-mail", data) == "too-large"


NAMES = st.text("abé病 ._-()", min_size=1, max_size=30).map(lambda name: f"w{name}.x")
CONTENTS = st.binary(max_size=300)


@given(st.lists(st.tuples(NAMES, CONTENTS), max_size=4), st.data())
@settings(deadline=None)
def test_what_is_attached_comes_out_as_pythons_own_reader_has_it(look, files, data):
    made = an_email(data.draw(st.sampled_from(["Our return.", "--b\n--", "Größe"])))
    for name, content in files:
        coding = data.draw(st.sampled_from(["base64", "quoted-printable"]))
        attach(made, name, content, cte=coding)
    theirs = email.message_from_bytes(made.as_bytes(), policy=email.policy.default)
    expected = [part.get_content() for part in theirs.iter_attachments()]
    opened = look("e-mail", made.as_bytes())
    assert [opened[name] for name in opened.attached] == expected == [each for _, each in files]
    names = [name for name, _ in files]
    if len(set(names)) == len(names):
        assert opened.attached == names


@given(st.data())
@settings(deadline=None)
def test_an_email_altered_anywhere_is_read_or_refused(outcomes, data):
    made = an_email()
    made.add_alternative(TABLE, subtype="html")
    attach(made, "Größe病棟.xlsx", SHEET[:100])
    made.add_attachment(an_email())
    altered = bytearray(made.as_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(altered) - 1))
        what = data.draw(
            st.sampled_from([b"", b'"', b"\n", b"=?", b"*", b";", b"\xff", b"--", b"="])
        )
        altered[at : at + data.draw(st.integers(0, 9))] = what
        altered = altered or bytearray(b" ")
    assert outcomes("e-mail", bytes(altered)) <= {"read", "damaged", "too-large"}
