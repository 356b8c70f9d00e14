"""Bytes to text: encodings, line ends, and what is refused with its place."""

from __future__ import annotations

import pytest

from onrecord.problems import InputError
from onrecord.sources.decode import decode


@pytest.mark.parametrize(
    ("data", "text", "newlines", "encoding"),
    [
        (b"Harbor closed\n", "Harbor closed\n", "lf", "utf-8"),
        (b"no line end at all", "no line end at all", "lf", "utf-8"),
        (b"one\r\ntwo\r\n", "one\ntwo\n", "crlf", "utf-8"),
        (b"one\rtwo", "one\ntwo", "cr", "utf-8"),
        (b"one\r\ntwo\nthree\r", "one\ntwo\nthree\n", "mixed", "utf-8"),
        (b"\r\r\n\nx", "\n\n\nx", "mixed", "utf-8"),
        (b"\xef\xbb\xbfmarked", "marked", "lf", "utf-8"),  # one byte order mark goes, a second one is a character
        (b"\xef\xbb\xbf\xef\xbb\xbfx", "\ufeffx", "lf", "utf-8"),
        ("“Très cher,” said Zoë 🙂".encode(), "“Très cher,” said Zoë 🙂", "lf", "utf-8"),
        ("“Très cher,” said Zoë".encode("cp1252"), "“Très cher,” said Zoë", "lf", "cp1252"),
    ],
)
def test_text_newlines_and_encoding(data: bytes, text: str, newlines: str, encoding: str) -> None:
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.newlines, decoded.encoding) == (text, newlines, encoding)


def test_cp1252_is_said_aloud() -> None:
    (warning,) = decode(b"caf\xe9", "menu.txt").warnings
    assert (warning.path, warning.level) == ("menu.txt", "warning")
    assert "cp1252" in warning.message
    assert "UTF-8" in warning.hint


def test_control_characters_stay_and_are_counted() -> None:
    decoded = decode(b"first\nbell \x07 and \x1b[31m\n\ttab is fine\n", "log.txt")
    assert "\x07" in decoded.text
    (warning,) = decoded.warnings
    assert str(warning).startswith("log.txt:2: 2 control characters, the first is U+0007")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: the file is empty"),
        (b"\xef\xbb\xbf \r\n\n", "a.txt: the file is empty"),
        (b"one\r\ntwo\rthree \0", "a.txt:3: a NUL byte at offset 15"),
        ("Grüße\n".encode("utf-16"), "a.txt:1: a NUL byte at offset"),
        (b"one\ntw\x81o\xe9", "a.txt:2: neither UTF-8 (byte 0x81 at offset 6) nor cp1252 (byte 0x81 at offset 6)"),
        (b"caf\xe9\n\x8d", "a.txt:1: neither UTF-8 (byte 0xE9 at offset 3) nor cp1252 (byte 0x8D at offset 5)"),
    ],
)
def test_what_is_no_text_is_an_error_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        decode(data, "a.txt")
    assert str(raised.value).startswith(message)
    assert raised.value.problems[0].hint


def test_utf_16_is_named_in_the_hint() -> None:
    with pytest.raises(InputError, match="UTF-16: save it as UTF-8"):
        decode("Harbor".encode("utf-16"), "a.txt")
