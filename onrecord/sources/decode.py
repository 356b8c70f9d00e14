"""Bytes of a source -> its text: UTF-8 or, said aloud, cp1252; line ends made LF; what cannot be read is an error."""

from __future__ import annotations

from msgspec import Struct

from onrecord.patterns import regex
from onrecord.problems import InputError, Problem

CONTROL = regex(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters other than tab and the line ends. They stay in the text; the pages show U+FFFD for them."""
_CONTROL = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_LINE_END = regex(r"\r\n?")


class Decoded(Struct, frozen=True):
    """The text of a file and how it was written there."""

    text: str
    newlines: str
    """`lf`, `crlf`, `cr` or `mixed`."""
    encoding: str
    """`utf-8` or `cp1252`."""
    warnings: tuple[Problem, ...] = ()


def decode(data: bytes, path: str) -> Decoded:
    """Decode the bytes of the file that messages call `path`; raises `InputError` for what is no text."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(Problem(path, None, "the file is empty", "Put the text in, or take the file away."))
    if b"\0" in data:
        raise InputError(_nul(data, path))
    text, encoding = _characters(data, path)
    newlines = _newlines(text)
    if newlines != "lf":
        text = _LINE_END.sub("\n", text)
    return Decoded(text, newlines, encoding, (*_read_as_cp1252(encoding, path), *_controls(data, text, path)))


def _characters(data: bytes, path: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), "utf-8"
    except UnicodeDecodeError as broken:
        try:
            return data.decode("cp1252"), "cp1252"
        except UnicodeDecodeError as undefined:
            raise InputError(_neither(data, path, broken.start, undefined.start)) from None


def _newlines(text: str) -> str:
    if "\r" not in text:
        return "lf"
    pairs = text.count("\r\n")
    kinds = {"crlf": pairs, "cr": text.count("\r") - pairs, "lf": text.count("\n") - pairs}
    used = [kind for kind, count in kinds.items() if count]
    return "mixed" if len(used) > 1 else used[0] if used else "lf"


def _line(data: bytes, offset: int) -> int:
    """The 1-based line of the byte at `offset`, whatever the line ends are."""
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def _nul(data: bytes, path: str) -> Problem:
    hint = "This is no text file; take it away or convert it to UTF-8 text."
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hint = "It looks like UTF-16: save it as UTF-8."
    at = data.index(b"\0")
    return Problem(path, _line(data, at), f"a NUL byte at offset {at:,}", hint)


def _neither(data: bytes, path: str, utf8: int, cp1252: int) -> Problem:
    message = (
        f"neither UTF-8 (byte 0x{data[utf8]:02X} at offset {utf8:,}) "
        f"nor cp1252 (byte 0x{data[cp1252]:02X} at offset {cp1252:,})"
    )
    return Problem(path, _line(data, utf8), message, "Save the file as UTF-8.")


def _read_as_cp1252(encoding: str, path: str) -> tuple[Problem, ...]:
    if encoding == "utf-8":
        return ()
    hint = "Save it as UTF-8, and look at accents and quotation marks."
    return (Problem(path, None, "not UTF-8, read as cp1252 (Windows, Western European)", hint, "warning"),)


def _controls(data: bytes, text: str, path: str) -> tuple[Problem, ...]:
    if b"\xc2" not in data and len(data.translate(None, _CONTROL)) == len(data):
        return ()  # what most files are: no control character among their bytes
    first = CONTROL.search(text)
    if not first:
        return ()
    count = len(CONTROL.findall(text))
    what = f"{count:,} control characters" if count > 1 else "a control character"
    line = text.count("\n", 0, first.start()) + 1
    message = f"{what}, the first is U+{ord(first.group()):04X}"
    return (Problem(path, line, message, "They stay in the record; the page shows U+FFFD in their place.", "warning"),)
