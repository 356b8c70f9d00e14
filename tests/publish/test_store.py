"""What was made is kept by what it was made of, and nothing that is damaged is believed."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.pool import can_fork
from onrecord.publish.store import FILE, opened

KEY, OTHER = b"k" * 16, b"o" * 16
PROGRAM = b"p" * 16


def test_values_are_there_for_the_next_build(tmp_path: Path) -> None:
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one", OTHER: b""})
    with opened(tmp_path, PROGRAM) as store:
        assert store.get([KEY, OTHER, b"x" * 16]) == {KEY: b"one", OTHER: b""}
        assert store.lacking([KEY, b"x" * 16]) == {b"x" * 16}
        assert store.trouble == ""


def test_many_values_are_asked_for_at_once(tmp_path: Path) -> None:
    many = {number.to_bytes(16, "big"): str(number).encode() for number in range(2500)}
    with opened(tmp_path, PROGRAM) as store:
        store.put(many)
        assert store.get(list(many)) == many


def test_fresh_begins_anew(tmp_path: Path) -> None:
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
    with opened(tmp_path, PROGRAM, fresh=True) as store:
        assert store.get([KEY]) == {}


@pytest.mark.parametrize("change", ["value = x'00'", "value = zeroblob(length(value))", "value = 'text'", "key = ?"])
def test_a_damaged_or_exchanged_value_is_as_good_as_none(tmp_path: Path, change: str) -> None:
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute(f"UPDATE held SET {change} WHERE key = ?", (*((OTHER,) if "?" in change else ()), KEY))
    connection.close()
    with opened(tmp_path, PROGRAM) as store:
        assert store.get([KEY, OTHER]) == {}
        store.put({KEY: b"again"})
        assert store.get([KEY]) == {KEY: b"again"}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
    with opened(tmp_path, PROGRAM) as store:
        assert store.get([KEY]) == {KEY: b"one"}


@pytest.mark.parametrize("value", [7, 0.5, "words", b"", b"abc"])
def test_a_value_that_was_never_put_is_as_good_as_not_there(tmp_path: Path, value: object) -> None:
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("UPDATE held SET value = ? WHERE key = ?", (value, KEY))
    with opened(tmp_path, PROGRAM) as store:
        assert store.get([KEY]) == {}


def test_a_file_cut_short_costs_no_more_than_the_cache(tmp_path: Path) -> None:
    many = {number.to_bytes(16, "big"): b"x" * 500 for number in range(1000)}
    with opened(tmp_path, PROGRAM) as store:
        store.put(many)
    content = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[: len(content) // 2])
    with opened(tmp_path, PROGRAM) as store:
        assert set(store.get(list(many)).items()) <= set(many.items())
        store.put({KEY: b"one"})
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
        assert store.get([KEY]) == {KEY: b"one"}


def test_what_stands_in_its_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("kept")
    (tmp_path / FILE).symlink_to(tmp_path / "precious")
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
        assert store.get([KEY]) == {KEY: b"one"}, "for as long as the program runs"
        assert store.trouble
    assert (tmp_path / "precious").read_text() == "kept"
    with opened(tmp_path, PROGRAM) as store:
        assert store.get([KEY]) == {}


@pytest.mark.skipif(not can_fork(), reason="a process cannot be forked here")
def test_a_forked_process_goes_on_with_a_connection_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
        child = os.fork()
        if not child:
            store.put({OTHER: store.get([KEY])[KEY] + b" more"})
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        assert store.get([KEY, OTHER]) == {KEY: b"one", OTHER: b"one more"}
        assert not store.trouble


def test_threads_share_a_store(tmp_path: Path) -> None:
    keys = [number.to_bytes(16, "big") for number in range(400)]
    with opened(tmp_path, PROGRAM) as store, ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda key: store.put({key: key}), keys))
        assert list(threads.map(lambda key: store.get([key]), keys)) == [{key: key} for key in keys]
        assert not store.trouble


def test_what_is_no_longer_in_use_goes(tmp_path: Path) -> None:
    keys = [bytes([number]) * 16 for number in range(10)]
    with opened(tmp_path, PROGRAM) as store:
        store.put(dict.fromkeys(keys, b"x"))
        store.keep(b"one dossier.....", keys[:6])
        store.keep(b"another dossier.", keys[4:])
        assert store.get(keys).keys() == set(keys)
        store.keep(b"one dossier.....", keys[:3])
        assert store.get(keys).keys() == {*keys[:3], *keys[6:]}, "what the one no longer uses"


def test_another_program_begins_anew(tmp_path: Path) -> None:
    with opened(tmp_path, PROGRAM) as store:
        store.put({KEY: b"one"})
    with opened(tmp_path, b"q" * 16) as store:
        assert store.get([KEY]) == {}
