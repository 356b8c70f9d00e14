"""Addresses: where pages lie, and what may be linked."""

from __future__ import annotations

import pytest

from onrecord.model import Entity
from onrecord.pages import urls


def test_pages_lie_by_kind() -> None:
    assert urls.source("2026-hearing") == "articles/2026-hearing.html"
    assert urls.made("2026-hearing") == "made/2026-hearing.html"
    assert urls.record("2026-hearing") == "data/records/2026-hearing.json"
    assert urls.topic("boats") == "figures/boats.html"
    assert urls.entity(Entity("ida-lund", "person", "Ida Lund")) == "people/ida-lund.html"
    assert urls.entity(Entity("tarn", "place", "Tarn")) == "places/tarn.html"


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".", ".hidden", "a b", "a\n", "é", "C:\\x"])
def test_an_id_names_no_file_elsewhere(name: str) -> None:
    with pytest.raises(ValueError, match="not a slug"):
        urls.source(name)


@pytest.mark.parametrize(
    ("page", "up"), [("index.html", ""), ("people/x.html", "../"), ("data/records/x.json", "../../")]
)
def test_the_way_to_the_root(page: str, up: str) -> None:
    assert urls.up(page) == up


@pytest.mark.parametrize(
    "address",
    ["https://a.example/b?c=d&e=%20#f", "HTTP://a.example", "http://[::1]:80/", "https://bücher.example/ä"],
)
def test_web_addresses_are_linked(address: str) -> None:
    assert urls.foreign(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "javascript:alert(1)",
        " https://a.example",
        "https://",
        "https:///path",
        "https://a.example/\n",
        'https://a.example/"x',
        "https://a.example/<b>",
        "https://[::1/",
        "//a.example",
        "/a",
        "mailto:a@b.example",
        "https://a b.example",
        "https://a.example/\x07",
    ],
)
def test_nothing_else_is(address: str | None) -> None:
    assert urls.foreign(address) is None


def test_hosts_are_shown_short() -> None:
    assert urls.host("https://www.a.example:8080/x") == "a.example"
    assert urls.host("https://[") == ""
