"""Readers find answers and error messages with the search of the site, and no words of pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from import_asyncio.guide.markup import Element, parse

PAGES = ("answers", "errors")
PLACES = 3
FEW = 6  # Words that a transcript, or prose, may well have too.
INPUT = ".md-search__input"
RESULT = ".md-search-result__item"
SHOWN = """items => items.map(item => [...item.querySelectorAll(":scope > a")]
    .map(link => link.origin + link.pathname + link.hash))"""
CHAPTERS = ("Lock", "Event", "Semaphore", "Condition", "Barrier", "Queue")
SYNONYMS = {
    "RLock": "answers/#rlock",
    "reentrant": "answers/#rlock",
    "re-entrant": "answers/#rlock",
    "mutex": "answers/#one_thread",
    "throttle": "answers/#rate_limit",
    "memory": "answers/#memory",
    "stuck": "answers/#who_waits",
    "deadlock": "answers/#two_locks",
    "timeout": "errors/#timeouterror",
}


def words(element: Element) -> str:
    return " ".join(element.text.replace("¶", "").split())


def article(site: Path, name: str) -> Element:
    tree = parse((site / name / "index.html").read_text("utf-8"))
    return next(element for element in tree if element.tag == "article")


def headings(site: Path) -> dict[str, str]:
    """Return each heading of the two pages below the first, and its address."""
    return {
        words(element): f"{name}/#{element.attributes['id']}"
        for name in PAGES
        for element in article(site, name)
        if element.tag in ("h2", "h3")
    }


def messages(site: Path) -> dict[str, str]:
    """Return each error message, and the address of its entry."""
    found = {}
    for element in article(site, "errors"):
        if element.tag == "h3":
            address = f"errors/#{element.attributes['id']}"
        elif "errors-message" in element.classes:
            found[words(element)] = address
    return found


@pytest.fixture
def search(visit: Callable[[str], Page]) -> Callable[[str], list[list[str]]]:
    """Search the site, and return what is shown of the best results: links, by page."""
    page = visit("")
    page.locator(INPUT).click()

    def search(query: str) -> list[list[str]]:
        page.locator(INPUT).fill("")
        page.locator(INPUT).press("End")
        expect(page.locator(RESULT)).to_have_count(0)
        page.locator(INPUT).fill(query)
        page.locator(INPUT).press("End")
        expect(page.locator(RESULT).first).to_be_visible()
        results = page.locator(RESULT).evaluate_all(SHOWN)[:PLACES]
        return [[address.removeprefix(page.url) for address in result] for result in results]

    return search


def lost(search: Callable[[str], list[list[str]]], wanted: dict[str, str]) -> list[str]:
    """Return the queries that do not bring what is wanted to one of the first places."""
    return [
        query
        for query, address in wanted.items()
        if not any(address in result for result in search(query))
    ]


def test_each_heading_is_found(site: Path, search: Callable[[str], list[list[str]]]) -> None:
    wanted = headings(site)
    assert len(wanted) > 80
    assert lost(search, wanted) == []


def test_each_message_is_found(site: Path, search: Callable[[str], list[list[str]]]) -> None:
    wanted = messages(site)
    assert len(wanted) > 30
    assert lost(search, wanted) == []


def test_other_words_for_it_are_found(search: Callable[[str], list[list[str]]]) -> None:
    assert lost(search, SYNONYMS) == []


def test_a_name_finds_its_chapter(search: Callable[[str], list[list[str]]]) -> None:
    assert lost(search, {name: f"{name.lower()}/" for name in CHAPTERS}) == []


def test_what_is_not_there_is_lost(search: Callable[[str], list[list[str]]]) -> None:
    assert lost(search, {"throttle": "answers/#rlock"}) == ["throttle"]


def test_the_index_has_no_words_of_pictures(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    indexed = " ".join(" ".join(entry["text"].split()) for entry in index["docs"])
    said = {
        words(element)
        for path in site.rglob("index.html")
        for element in parse(path.read_text("utf-8"))
        if is_of_a_picture(element)
    }
    assert len(said) > 100
    assert [text for text in sorted(said) if len(text.split()) > FEW and text in indexed] == []


def is_of_a_picture(element: Element) -> bool:
    """Say whether an element names or describes a picture, or tells it in words."""
    if element.tag in ("title", "desc"):
        return any(around.tag == "svg" for around in element.around)
    return element.tag == "p" and any(around.tag == "figure" for around in element.around)
